"""What an engine has to know about a model besides its weights."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.engines.configuration import read_settings
from models.engines.protocol import Decoding, InputFormat, ModelCard, Task
from models.errors import ModelUnavailableError

if TYPE_CHECKING:
    from models.catalog import CatalogEntry

_DEFAULT_TOKENS = {"translation": 200, "summarisation": 512}


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Attributes as in ``models.catalog.CatalogEntry``."""

    card: ModelCard
    task: Task
    input: InputFormat
    decoding: Decoding
    max_source_tokens: int


def facts_of_entry(entry: "CatalogEntry", revision: str) -> ModelFacts:
    """The facts of the catalogue, for weights of ``revision``."""
    return ModelFacts(
        ModelCard(entry.name, revision, entry.licence or "unknown", entry.commercial is True, entry.attribution),
        entry.task,
        entry.input,
        entry.decoding,
        entry.max_source_tokens,
    )


def facts_of_folder(folder: Path, task: Task) -> ModelFacts:
    """What can be told from a Hugging Face folder that no catalogue describes: family and languages, not its licence,
    nor the prefix that a T5 was trained with.

    Raises:
        ModelUnavailableError: the architecture is none that we know, or there is no ``config.json``.
    """
    return ModelFacts(
        ModelCard(folder.name, "local", "unknown", commercial=False),
        task,
        guess_input(folder, task),
        Decoding(),
        _DEFAULT_TOKENS[task],
    )


def guess_input(folder: Path, task: Task) -> InputFormat:
    """How the model in ``folder`` wants its input, by its architecture and tokenizer class."""
    config = read_settings(folder / "config.json")
    kind = config.get("model_type", "")
    tokenizer = str(read_settings(folder / "tokenizer_config.json").get("tokenizer_class", "")).removesuffix("Fast")
    translates = task == "translation"
    match kind:
        case "marian":
            return InputFormat("marian")
        case "m2m_100" if tokenizer == "NllbTokenizer":
            return InputFormat("nllb", "", "ind_Latn", "eng_Latn" if translates else "ind_Latn")
        case "m2m_100" if tokenizer == "SMALL100Tokenizer":
            return InputFormat("m2m100", "", "en" if translates else "id")
        case "m2m_100":
            return InputFormat("m2m100", "", "id", "en" if translates else "id")
        case "t5" | "mt5" | "umt5":
            return InputFormat("t5")
        case "mbart" if tokenizer in ("MBart50Tokenizer", "MBartTokenizer"):
            return InputFormat("mbart", "", "id_ID", "en_XX" if translates else "id_ID")
        case "mbart":
            return InputFormat("indobart", "", "[indonesian]", "[indonesian]")
        case "encoder-decoder":
            return InputFormat("bert2bert")
        case str() if kind and not config.get("is_encoder_decoder"):
            return InputFormat("causal")
    raise ModelUnavailableError(
        f"The model in {folder} has the architecture {kind!r}, which no engine runs; Marian, M2M100, NLLB, T5, mBART, "
        f"IndoBART, encoder-decoder BERT and causal models can be run."
    )
