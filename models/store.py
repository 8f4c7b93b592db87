"""Find a model's files on disk: those that ship with the package are joined from their parts, verified and cached;
those of the hub are downloaded and converted."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from models.engines.protocol import Decoding, InputFormat, ModelCard, Task
from models.errors import ModelUnavailableError
from models.integrity import Expected, checksum, damaged, stamp

if TYPE_CHECKING:
    from models.catalog import CatalogEntry, EngineName
    from models.hub import HubOptions
    from models.hub.snapshot import Progress

BUNDLED = Path(__file__).parent / "bundled"
MANIFEST = "manifest.json"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of a model: stored in ``parts`` beside the manifest, to be joined in that order."""

    name: str
    parts: tuple[str, ...]
    size: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> "FileEntry":
        """A file that is stored whole.

        Raises:
            OSError: it cannot be read.
        """
        return cls(path.name, (path.name,), path.stat().st_size, checksum(path, "sha256:").removeprefix("sha256:"))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder of model files holds. ``revision`` is the commit of the hub, or the start of a SHA-256 of the
    weights (``bundled``) or of all files (a folder of the operator's own)."""

    name: str
    revision: str
    architecture: Literal["causal", "seq2seq"]
    quantization: str
    licence: str
    commercial: bool
    notice: str
    max_source_tokens: int
    files: tuple[FileEntry, ...]
    task: Task = "translation"
    input: InputFormat = InputFormat()
    decoding: Decoding = Decoding()

    def card(self) -> ModelCard:
        return ModelCard(self.name, self.revision, self.licence, self.commercial, self.notice)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read the manifest of ``folder``.

        Raises:
            ModelUnavailableError: there is none, or it is not one of ours.
        """
        try:
            facts: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            entries = tuple(FileEntry(**{**entry, "parts": tuple(entry["parts"])}) for entry in facts.pop("files"))
            input_format = InputFormat(**facts.pop("input", {}))
            decoding = Decoding(**facts.pop("decoding", {}))
            return cls(**facts, files=entries, input=input_format, decoding=decoding)
        except FileNotFoundError as error:
            raise ModelUnavailableError(f"No model in {folder}: {MANIFEST} is missing.") from error
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise ModelUnavailableError(f"{folder / MANIFEST} cannot be read ({error}).") from error


def cache_folder() -> Path:
    """Where joined and converted models are kept: ``INTISARI_CACHE``, else the user's cache folder (XDG)."""
    chosen = os.environ.get("INTISARI_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "intisari"


def slug(name: str) -> str:
    """The name of a model as one folder name, which leads nowhere else and is not hidden.

    >>> slug("Helsinki-NLP/opus-mt-id-en")
    'Helsinki-NLP--opus-mt-id-en'
    >>> slug("..")
    'model'
    """
    return name.replace("/", "--").lstrip(".") or "model"


def obtain(
    entry: "CatalogEntry",
    *,
    hub: "HubOptions",
    compute_type: str,
    engine: "EngineName",
    progress: "Progress | None" = None,
) -> Path:
    """The folder that ``engine`` loads for ``entry``, a model of the hub or a folder of the operator's own.

    For CTranslate2 that is a converted folder with ``manifest.json``, for torch the Hugging Face folder itself.

    Args:
        compute_type: what the weights are stored in, for CTranslate2 (``models.conversion.COMPUTE_TYPES``).
        progress: told the bytes that are here, and the bytes of the whole model.

    Raises:
        ModelUnavailableError: it cannot be downloaded (then ``models.hub.errors.HubError``) or converted.
    """
    from models.conversion import convert
    from models.hub import download
    from models.hub.listing import of_folder

    if entry.origin == "hub":
        folder = download(entry, hub, progress)
    else:
        folder = Path(entry.location).expanduser()
        of_folder(folder, entry.name)  # safe weights and a tokenizer are there, whichever engine reads them
    return folder if engine == "torch" else convert(folder, entry, compute_type)


def assemble(folder: Path, cache: Path | None = None) -> Path:
    """Join and verify the files of ``folder`` and return the folder in the cache that holds them.

    A folder that is in the cache already is used when its files are undamaged; files that did not change since they
    were verified are not read again. It is put there in one atomic rename, so several processes may do this at once.

    Raises:
        ModelUnavailableError: a part is missing or damaged, or the cache cannot be written.
    """
    manifest = Manifest.read(folder)
    target = assembled_folder(manifest, cache)
    if _complete(target, manifest):
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
    except OSError as error:
        raise ModelUnavailableError(
            f"The model cache {target.parent} cannot be written ({error.strerror}); "
            f"set INTISARI_CACHE to a folder with {_megabytes(manifest)} MB free."
        ) from error
    try:
        for entry in manifest.files:
            _join(folder, entry, building / entry.name)
        stamp(building, [entry.name for entry in manifest.files])
        publish(building, target, lambda: _complete(target, manifest))
    except OSError as error:
        raise ModelUnavailableError(
            f"The model could not be unpacked into {target.parent} ({error.strerror}); "
            f"it needs {_megabytes(manifest)} MB there. INTISARI_CACHE chooses another folder."
        ) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return target


def assembled_folder(manifest: Manifest, cache: Path | None = None) -> Path:
    """Where ``assemble`` puts the files of a model."""
    return (cache or cache_folder()) / slug(f"{manifest.name}-{manifest.revision}")


def expected_files(manifest: Manifest) -> list[Expected]:
    """The files of a manifest, for ``models.integrity``."""
    return [Expected(entry.name, entry.size, f"sha256:{entry.sha256}") for entry in manifest.files]


def _complete(target: Path, manifest: Manifest) -> bool:
    return not damaged(target, expected_files(manifest))


def publish(building: Path, target: Path, is_complete: Callable[[], bool]) -> None:
    """Make ``building`` the folder ``target`` of the cache, where another process was not first.

    Args:
        building: made by ``tempfile.mkdtemp`` beside ``target``.
        is_complete: whether ``target`` is undamaged.

    Raises:
        OSError: the cache cannot be written.
    """
    building.chmod(0o755)  # mkdtemp makes it private, but the cache may be shared
    if target.exists():
        if is_complete():  # another process was first
            return
        damaged = Path(tempfile.mkdtemp(prefix="damaged.", dir=target.parent))
        target.replace(damaged)
        shutil.rmtree(damaged, ignore_errors=True)
    try:
        building.rename(target)
    except OSError:
        if not is_complete():
            raise


def _join(folder: Path, entry: FileEntry, target: Path) -> None:
    digest = hashlib.sha256()
    with target.open("wb") as out:
        for name in entry.parts:
            try:
                part = (folder / name).open("rb")
            except FileNotFoundError as error:
                raise ModelUnavailableError(f"{folder / name} is missing; install Intisari again.") from error
            with part:
                while block := part.read(CHUNK):
                    digest.update(block)
                    out.write(block)
    if digest.hexdigest() != entry.sha256:
        raise ModelUnavailableError(
            f"{folder / entry.name} is damaged (its SHA-256 is not the one in {MANIFEST}); install Intisari again. "
            f"If the repository was cloned with Git LFS switched off, fetch the files first."
        )


def _megabytes(manifest: Manifest) -> int:
    return sum(entry.size for entry in manifest.files) // 1_000_000 + 1
