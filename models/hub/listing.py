"""Which files a revision of a model has, and which of them are needed."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from models.errors import ModelUnavailableError
from models.hub.errors import HubFailureError, HubNotFoundError, UnsafeWeightsError, explain, unreachable
from models.hub.options import HubOptions
from models.integrity import Expected

LISTING = "snapshot.json"
CONFIGURATION = ("config.json", "generation_config.json")
#: Every file that a tokenizer of transformers is read from.
TOKENIZER = re.compile(
    r"(tokenizer|tokenizer_config|special_tokens_map|added_tokens|vocab)\.json|vocab\.txt|merges\.txt|"
    r"chat_template\.jinja|[\w.-]+\.(spm|model)"
)
#: One of these is there, or a text cannot be turned into tokens.
VOCABULARY = re.compile(r"(tokenizer|vocab)\.json|vocab\.txt|[\w.-]+\.(spm|model)")
WEIGHTS = "model.safetensors"
INDEX = "model.safetensors.index.json"
SHARD = re.compile(r"model-\d+-of-\d+\.safetensors")
PICKLED = re.compile(r"pytorch_model.*\.bin")
_HASH = {"sha256": re.compile(r"[0-9a-f]{64}"), "git": re.compile(r"[0-9a-f]{40}")}


@dataclass(frozen=True, slots=True)
class Listing:
    """The needed files of one commit."""

    commit: str
    files: tuple[Expected, ...]

    def write(self, folder: Path) -> None:
        (folder / LISTING).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Listing | None":
        """What lies in ``folder``, or None where no complete snapshot does."""
        try:
            facts: dict[str, Any] = json.loads((folder / LISTING).read_text(encoding="utf-8"))
            return cls(facts["commit"], tuple(Expected(**file) for file in facts["files"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None


def ask(model: str, revision: str, options: HubOptions) -> Listing:
    """What the hub has of ``model`` at ``revision`` (a branch, a tag or a commit).

    Raises:
        HubError: it cannot be asked, refuses, or has no safe weights; see the classes.
    """
    import httpx2
    from huggingface_hub import HfApi, constants
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError
    from huggingface_hub.hf_api import RepoFile

    address = options.address()
    api = HfApi(endpoint=address, token=options.known_token() or False, library_name="intisari")
    try:
        facts = api.model_info(
            model, revision=revision, files_metadata=True, timeout=float(constants.HF_HUB_ETAG_TIMEOUT)
        )
        commit = facts.sha or revision
        siblings = facts.siblings or []
        if siblings and all(file.size is not None for file in siblings):
            files = [_expected(f.rfilename, f.size or 0, f.blob_id, f.lfs.sha256 if f.lfs else "") for f in siblings]
        else:  # mirrors of the hub do not tell sizes there
            tree = api.list_repo_tree(model, recursive=False, revision=commit)
            files = [
                _expected(f.path, f.lfs.size if f.lfs else f.size, f.blob_id, f.lfs.sha256 if f.lfs else "")
                for f in tree
                if isinstance(f, RepoFile)
            ]
    except HfHubHTTPError as error:
        raise explain(error, model, revision, address) from error
    except HFValidationError as error:
        raise HubNotFoundError(f"{model!r} cannot be a model of the hub; an id looks like owner/name.") from error
    except httpx2.HTTPError as error:
        raise unreachable(error, model, address) from error
    except (ValueError, KeyError, TypeError) as error:
        raise HubFailureError(
            f"{address} does not answer as a Hugging Face hub does ({error}); check HF_ENDPOINT."
        ) from error
    return Listing(commit, needed(files, model, address))


def of_folder(folder: Path, model: str) -> tuple[Expected, ...]:
    """The needed files of a Hugging Face folder on this machine; nobody tells their checksums.

    Raises:
        ModelUnavailableError: as ``needed``, or the folder cannot be read.
    """
    try:
        files = [Expected(path.name, path.stat().st_size) for path in folder.iterdir() if path.is_file()]
    except OSError as error:
        raise ModelUnavailableError(f"The folder {folder} of {model} cannot be read ({error.strerror}).") from error
    return needed(files, model)


def needed(files: list[Expected], model: str, address: str = "") -> tuple[Expected, ...]:
    """Those of ``files`` that converting and running ``model`` takes, the smallest first.

    Args:
        address: of the hub; empty where the files are a folder of the operator's own.

    Raises:
        UnsafeWeightsError: the weights are there only as pickle files.
        ModelUnavailableError: it is no model of transformers, or has no weights or no tokenizer.
    """
    names = {file.name for file in files}
    weights = {WEIGHTS} if WEIGHTS in names else {INDEX, *filter(SHARD.fullmatch, names)} if INDEX in names else set()
    if "config.json" not in names:
        raise ModelUnavailableError(f"{model} has no config.json, so it is not a model for transformers.")
    if not weights and any(map(PICKLED.fullmatch, names)):
        pin = f"pin a revision with safetensors (the hub often offers one at {address}/{model}/discussions), or "
        raise UnsafeWeightsError(
            f"{model} has its weights only as a pickle file, which can run any program when it is read; "
            f"{pin if address else ''}load and save it with transformers on a machine that you can spare and give the "
            f"folder with the safetensors."
        )
    if not weights:
        raise ModelUnavailableError(f"{model} has no weights in {WEIGHTS}; only safetensors are taken.")
    if not any(map(VOCABULARY.fullmatch, names)):
        raise ModelUnavailableError(f"{model} has no tokenizer; take a revision that has one.")
    wanted = weights | {name for name in names if name in CONFIGURATION or TOKENIZER.fullmatch(name)}
    return tuple(sorted((file for file in files if file.name in wanted), key=lambda file: (file.size, file.name)))


def _expected(name: str, size: int, blob: str | None, sha256: str) -> Expected:
    """The hub tells the SHA-256 of large files, and git's own id of the others."""
    for kind, value in (("sha256", sha256), ("git", blob or "")):
        if _HASH[kind].fullmatch(value):
            return Expected(name, size, f"{kind}:{value}")
    return Expected(name, size)
