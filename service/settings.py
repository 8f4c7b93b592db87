"""The settings of the service: one frozen model, read from ``INTISARI_*`` environment variables."""

import difflib
import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    ByteSize,
    Field,
    PositiveInt,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from models.translate.quality import Quality

PREFIX = "INTISARI_"
#: Variables with our prefix that other parts read for themselves; listed so that a misspelt one can be told apart.
READ_ELSEWHERE = {
    "INTISARI_CACHE": "Folder for joined and converted models (`models/store.py`); by default the user's cache folder.",
}


def _listed(value: Any) -> Any:
    """``a, b`` as it stands in a variable."""
    return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value


#: ``bundled``, ``extractive``, a name of the catalogue, or the path of a model folder.
ModelName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ComputeType = Literal[
    "auto", "int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32"
]


class Settings(BaseSettings):
    """Everything that an operator can set. Command-line options win over the environment, which wins over these
    defaults.

    Raises:
        pydantic.ValidationError: a value is wrong, or a variable with the prefix is not one of these.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", description="Address to listen on; the default is reachable from this machine only.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    translator: ModelName = Field(
        "bundled", description="Translation model: `bundled`, a name of the catalogue, or the path of a model folder."
    )
    summarizer: ModelName = Field(
        "extractive",
        description="`extractive` chooses sentences of the article; a name of the catalogue or the path of a model "
        "folder writes new ones.",
    )
    models: Annotated[tuple[ModelName, ...], NoDecode, BeforeValidator(_listed)] = Field(
        (),
        description="More models that requests may choose, separated by commas. Each is loaded when it is first asked "
        "for.",
    )
    catalog: Path | None = Field(
        None, description="File with entries of your own, in the format of `models/catalog.toml`."
    )
    allow_noncommercial: bool = Field(
        default=False, description="`true` allows models whose terms exclude, or may exclude, commercial use."
    )
    quality: Quality = Field(
        "standard",
        description="How much is done for a translation: `fast` decodes each sentence once, as the model's publishers "
        "do; `standard` searches with a beam of 2, and again for what a check failed, and takes two to three times as "
        "long; `high` does both with a beam of 4, and takes twice as long again.",
    )
    summary_policy: Literal["strict", "flag", "off"] = Field(
        "strict",
        description="What becomes of a written summary sentence that the article does not support: `strict` puts a "
        "sentence of the article in its place, `flag` marks it, `off` does not check.",
    )
    engine: Literal["auto", "ctranslate2", "torch"] = Field(
        "auto", description="What runs the models; `auto` takes the best one that the model allows."
    )
    device: Literal["auto", "cpu", "cuda"] = Field("auto", description="Where models run; `auto` takes a GPU if any.")
    compute_type: ComputeType = Field(
        "auto", description="Arithmetic of hub models, such as `int8` or `float16`; `auto` follows from the device."
    )
    model_memory: ByteSize | None = Field(
        None,
        gt=0,
        description="Bound on the weights of all loaded models together, such as `2GiB`; models that nobody uses make "
        "room, except for the default translator. By default there is none.",
    )
    memory_bytes: ByteSize = Field(
        ByteSize(64 * 1024 * 1024),
        ge=0,
        description="Bound on the segment memory, which answers sentences that were translated before; 0 switches it "
        "off.",
    )
    memory_file: Path | None = Field(
        None, description="File in which the segment memory outlives the process; by default it does not."
    )
    offline: bool = Field(default=False, description="`true` downloads nothing: a model has to be here already.")
    hub_token: SecretStr | None = Field(
        None,
        description="Token for private models of the hub; by default `HF_TOKEN`, else what `hf auth login` stored.",
    )
    workers: PositiveInt | None = Field(
        None, description="Batches that run at once; by default one for each `threads` of the available cores."
    )
    threads: PositiveInt | None = Field(None, description="CPU threads of each worker; by default 1.")
    max_batch_tokens: int = Field(6144, ge=64, description="Padded tokens in one batch.")
    max_queued_tokens: int = Field(
        200_000, ge=1024, description="Tokens that may wait for the engine; beyond it requests get 503."
    )
    max_seconds: float = Field(300.0, gt=0, le=3600, description="Time for one request; after it the answer is 504.")
    max_body_bytes: int = Field(
        4 * 1024 * 1024, ge=1024, description="Size of a request body, HTML markup included; beyond it 413."
    )
    max_characters: int = Field(
        100_000, ge=100, description="Characters of one text, or of the article found in one HTML page; beyond it 413."
    )
    max_texts: PositiveInt = Field(
        256, description="Texts in one call of `/v1/summaries` or `/v1/translations`; beyond it 413."
    )
    max_glossary_terms: PositiveInt = Field(1000, description="Term pairs in one glossary; beyond it 413.")

    @model_validator(mode="after")
    def _no_unknown_variables(self) -> Self:
        known = {variable(name).removeprefix(PREFIX) for name in type(self).model_fields}
        known |= {name.removeprefix(PREFIX) for name in READ_ELSEWHERE}
        for name in sorted(os.environ):
            given = name.upper().removeprefix(PREFIX)
            if name.upper().startswith(PREFIX) and given not in known:
                near = difflib.get_close_matches(given, known, n=1)
                hint = f"did you mean {PREFIX}{near[0]}?" if near else "docs/settings.md lists the settings."
                raise ValueError(f"{name} is not a setting; {hint}")
        return self

    def token(self) -> str | None:
        """The token for the hub; None where the hub's own variables and files are to be looked at."""
        return self.hub_token.get_secret_value() if self.hub_token else None

    def cores_plan(self) -> tuple[int, int]:
        """``(workers, threads)`` for the engine: as set, or such that together they use the cores that this process
        may run on."""
        threads = self.threads or 1
        return self.workers or max(1, available_cores() // threads), threads


def variable(field: str) -> str:
    """The environment variable of a field.

    >>> variable("max_texts")
    'INTISARI_MAX_TEXTS'
    """
    return PREFIX + field.upper()


def available_cores() -> int:
    """Cores that this process may run on (its affinity mask where the system has one)."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def explain(error: ValidationError) -> str:
    """One sentence for the operator about the first thing that is wrong."""
    first = error.errors(include_url=False, include_input=False)[0]
    message = str(first["msg"]).removeprefix("Value error, ").rstrip(".")
    where = f"{variable(str(first['loc'][0]))}: " if first["loc"] else ""
    return f"{where}{message}{'' if message.endswith('?') else '.'}"
