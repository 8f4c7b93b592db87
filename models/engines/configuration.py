"""What engines read from the configuration files of a model folder."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.errors import ModelUnavailableError

#: What BERT puts before and behind every text.
BERT_START, BERT_END = "[CLS]", "[SEP]"


def read_settings(path: Path) -> dict[str, Any]:
    """The JSON object in ``path``; empty where there is no such file.

    Raises:
        ModelUnavailableError: the file is damaged.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelUnavailableError(f"{path} cannot be read ({error}).") from error
    if not isinstance(found, dict):
        raise ModelUnavailableError(f"{path} is not a JSON object.")
    return found


def end_tokens(folder: Path, vocabulary: Mapping[str, int]) -> tuple[str, ...]:
    """What ends an output of the model in ``folder``: what its publishers generate with, and the end token that
    CTranslate2 noted when it converted the model.

    Raises:
        ModelUnavailableError: its files name none.
    """
    config = read_settings(folder / "config.json")
    generation = read_settings(folder / "generation_config.json")
    names = {i: token for token, i in vocabulary.items()}
    ends = [str(config["eos_token"])] if config.get("eos_token") else []
    for settings in (generation, config, config.get("decoder") or {}):
        ids = settings.get("eos_token_id")
        ends += [names[i] for i in (ids if isinstance(ids, list) else [ids]) if i in names]
        if ends:
            return tuple(dict.fromkeys(ends))
    if config.get("model_type") == "encoder-decoder" and BERT_END in vocabulary:
        return (BERT_END,)  # two BERTs that were put together without being told
    raise ModelUnavailableError(f"The configuration files in {folder} name no end token (eos_token_id).")
