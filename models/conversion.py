"""Models of the hub for CTranslate2: converted once, then kept in the cache with a manifest."""

import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

from models.catalog import CatalogEntry
from models.engines.tokenizer import load_tokenizer
from models.errors import ModelUnavailableError
from models.hub import listing
from models.hub.errors import DiskFullError
from models.integrity import Expected, checksum, damaged, stamp
from models.locking import exclusive
from models.store import MANIFEST, FileEntry, Manifest, cache_folder, expected_files, slug

#: Arithmetic that weights can be stored for: ``ctranslate2.specs.model_spec.ACCEPTED_MODEL_TYPES``, less AWQ's.
COMPUTE_TYPES = (
    "int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32",
)  # fmt: skip
_BUILDING = ".building"
_NO_MODULE = re.compile(r"No module named '(torch|transformers)\b")
_log = logging.getLogger(__name__)


def convert(snapshot: Path, entry: CatalogEntry, compute_type: str) -> Path:
    """The folder with the weights of ``snapshot`` for CTranslate2, its tokenizer files and ``manifest.json``.

    It is made where it is not in the cache yet, or not undamaged; several processes may do this at once, and one that
    is killed leaves nothing that counts. The work is done by a process of its own: torch takes hundreds of MB that a
    service would keep.

    Args:
        snapshot: a Hugging Face folder; one of ``models.hub.download`` has its commit as name.
        compute_type: one of ``COMPUTE_TYPES``.

    Raises:
        ModelUnavailableError: the folder has no safe weights, CTranslate2 does not know the architecture, torch or
            transformers is not installed, or the cache has no room.
    """
    if compute_type not in COMPUTE_TYPES:
        raise ModelUnavailableError(f"There is no compute type {compute_type!r}; there are {', '.join(COMPUTE_TYPES)}.")
    files = listing.of_folder(snapshot, entry.name)
    revision = snapshot.name if entry.origin == "hub" else _fingerprint(snapshot, files)
    target = folder_of(entry) / f"{revision}-{compute_type}"
    if _ready(target, entry):
        return target
    load_tokenizer(snapshot, entry.input)  # what is wrong with it is said before the work
    with exclusive(target.with_name(target.name + ".lock")):
        if _ready(target, entry):  # another process was first
            return target
        for left in target.parent.glob(f"{target.name}.*{_BUILDING}"):  # its process was killed: this one has the lock
            shutil.rmtree(left, ignore_errors=True)
        _make_sure_of_room(target.parent, entry, files)
        building = Path(tempfile.mkdtemp(prefix=f"{target.name}.", suffix=_BUILDING, dir=target.parent))
        try:
            _log.info("converting %s to %s", entry.name, compute_type)
            _run(snapshot, building / "model", entry, compute_type)
            manifest = _manifest(building / "model", snapshot, entry, revision, compute_type)
            _write_manifest(building / "model", manifest)
            stamp(building / "model", [file.name for file in manifest.files])
            shutil.rmtree(target, ignore_errors=True)
            (building / "model").rename(target)
        except OSError as error:
            raise ModelUnavailableError(
                f"{entry.name} could not be converted in {target.parent} ({error.strerror or error}); INTISARI_CACHE "
                f"chooses another folder."
            ) from error
        finally:
            shutil.rmtree(building, ignore_errors=True)
    return target


def folder_of(entry: CatalogEntry) -> Path:
    """Where the conversions of a model are kept."""
    return cache_folder() / "converted" / slug(entry.name)


def _fingerprint(folder: Path, files: tuple[Expected, ...]) -> str:
    """What tells a folder of the operator's own from a later state of it: first digits over all of its needed files."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        digest.update(f"{file.name} {checksum(folder / file.name, 'sha256:')}\n".encode())
    return digest.hexdigest()[:12]


def _ready(target: Path, entry: CatalogEntry) -> bool:
    """Whether ``target`` holds an undamaged conversion. Its manifest is brought up to what ``entry`` says now."""
    if not (target / MANIFEST).is_file():
        return False
    try:
        manifest = Manifest.read(target)
    except ModelUnavailableError:
        return False
    if manifest.input.family != entry.input.family or damaged(target, expected_files(manifest)):
        return False
    current = _with_facts(manifest, entry)
    if current != manifest:
        _write_manifest(target, current)
    return True


def _with_facts(manifest: Manifest, entry: CatalogEntry) -> Manifest:
    return replace(
        manifest,
        name=entry.name,
        licence=entry.licence or "unknown",
        commercial=entry.commercial is True,
        notice=entry.attribution,
        max_source_tokens=entry.max_source_tokens,
        task=entry.task,
        input=entry.input,
        decoding=entry.decoding,
    )


def _manifest(folder: Path, snapshot: Path, entry: CatalogEntry, revision: str, compute_type: str) -> Manifest:
    config = json_of(snapshot / "config.json")
    files = tuple(FileEntry.of(path) for path in sorted(folder.iterdir()))
    bare = Manifest(
        name=entry.name,
        revision=revision,
        architecture="seq2seq" if config.get("is_encoder_decoder") else "causal",
        quantization=compute_type,
        licence="",
        commercial=False,
        notice="",
        max_source_tokens=0,
        files=files,
    )
    return _with_facts(bare, entry)


def json_of(path: Path) -> dict[str, Any]:
    """The JSON object in ``path``.

    Raises:
        ModelUnavailableError: there is none.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelUnavailableError(f"{path} cannot be read ({error}).") from error
    if not isinstance(found, dict):
        raise ModelUnavailableError(f"{path} is not a JSON object.")
    return found


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    new = folder / f"{MANIFEST}.{os.getpid()}"
    new.write_text(manifest.to_json(), encoding="utf-8")
    new.replace(folder / MANIFEST)


def _make_sure_of_room(folder: Path, entry: CatalogEntry, files: tuple[Expected, ...]) -> None:
    """No conversion is larger than its source, except to float32 from 16 bits, which the disk may still refuse."""
    required = sum(file.size for file in files)
    free = shutil.disk_usage(folder).free
    if required > free:
        raise DiskFullError(
            f"Converting {entry.name} takes up to {required / 1e6:,.0f} MB in {folder}, but {free / 1e6:,.0f} MB are "
            f"free; make room, or choose another folder with INTISARI_CACHE."
        )


def _run(snapshot: Path, out: Path, entry: CatalogEntry, compute_type: str) -> None:
    """Convert in a process of its own."""
    root = str(Path(__file__).parent.parent)
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", "")))),
        "HF_HUB_OFFLINE": "1",  # everything is in the folder; transformers would look for more
    }
    command = [sys.executable, "-m", "models.weights", str(snapshot), str(out), compute_type, entry.input.family]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace")
    if ran.returncode == 0:
        return
    reason = next((line.strip() for line in reversed(ran.stderr.splitlines()) if line.strip()), "")
    if _NO_MODULE.search(reason):
        raise ModelUnavailableError(
            f"{entry.name} has to be converted once, which needs torch and transformers; install them with: "
            f"{sys.executable} -m pip install {' '.join(_requirements())}"
        )
    if "No space left on device" in reason:
        raise DiskFullError(f"The disk is full: converting {entry.name} needs more room in {out.parent.parent}.")
    if "No conversion is registered" in reason:
        raise ModelUnavailableError(
            f"CTranslate2 cannot run {entry.name} ({entry.architecture}); run it by torch: INTISARI_ENGINE=torch."
        )
    if ran.returncode < 0:
        reason = f"it was ended by signal {-ran.returncode}; often there is too little memory"
    raise ModelUnavailableError(f"{entry.name} could not be converted: {reason.rstrip('.')}.")


def _requirements() -> list[str]:
    """torch and transformers in the versions that the package declares."""
    declared = metadata.requires("intisari") or []
    wanted = [line for line in declared if re.match(r"(torch|transformers)\b", line) and ";" not in line]
    return [f"'{line.replace(' ', '')}'" for line in wanted] or ["torch", "transformers"]
