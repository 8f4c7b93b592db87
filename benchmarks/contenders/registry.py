"""Who is compared: how each is installed, started, asked and read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from benchmarks.contenders.pipeline import TIMEOUT_SECONDS, WORKERS

#: What a contender runs: the bundled weights for CTranslate2, the same ones for transformers, or the Marian model.
Weights = Literal["ctranslate2", "transformers", "marian"]


@dataclass(frozen=True, slots=True)
class Contender:
    """
    Attributes:
        environment: folder beside this file with its requirements; empty for the environment of the project.
        command: its arguments; ``{port}`` is filled in, the first one is looked for in its environment.
        variables: environment variables; ``{model}`` is filled in.
        request: body of a request for one text.
        answer: the translation in the body of an answer.
        reference: whose results its own are divided by: the same work with the same weights.
    """

    name: str
    environment: str
    command: tuple[str, ...]
    path: str
    request: Callable[[str], Any]
    answer: Callable[[Any], str]
    weights: Weights = "ctranslate2"
    variables: Mapping[str, str] = field(default_factory=dict)
    reference: str = "intisari-greedy"


def _one_text(text: str) -> dict[str, str]:
    return {"text": text}


def _translation(body: Any) -> str:
    return str(body["translation"])


def _intisari(name: str, weights: Weights, reference: str, **other: str) -> Contender:
    return Contender(
        name,
        environment="",
        command=("python", "-m", "service", "serve", "--port", "{port}"),
        path="/v1/translations",
        request=lambda text: {"texts": [text], "language": "id"},
        answer=lambda body: str(body["translations"][0]["text"]),
        weights=weights,
        variables={"INTISARI_TRANSLATOR": "{model}", "INTISARI_MAX_SECONDS": str(TIMEOUT_SECONDS), **other},
        reference=reference,
    )


def _wrapped(name: str, folder: str, command: tuple[str, ...], **other: Any) -> Contender:
    variables = {"CONTENDER_MODEL": "{model}", **other.pop("variables", {})}
    asked: dict[str, Any] = {"path": "/translate", "request": _one_text, "answer": _translation, **other}
    return Contender(name, folder, command, variables=variables, **asked)


def _uvicorn(folder: str) -> tuple[str, ...]:
    return ("uvicorn", f"benchmarks.contenders.{folder}.app:app", *_LISTENING)


_LISTENING = ("--host", "127.0.0.1", "--port", "{port}")
#: Without the second pass over segments in doubt: the work that the others do.
GREEDY = {"INTISARI_QUALITY": "fast"}
_TIMEOUT = ("--timeout", str(TIMEOUT_SECONDS * 1000))
CONTENDERS = (
    _intisari("intisari", "ctranslate2", "intisari-greedy"),
    _intisari("intisari-greedy", "ctranslate2", "intisari-greedy", **GREEDY),
    replace(
        _intisari("intisari-articles", "ctranslate2", "intisari-greedy", **GREEDY),
        path="/v1/articles",
        request=lambda text: {"text": text, "language": "id", "summary": False},
        answer=lambda body: "\n".join(paragraph["en"] for paragraph in body["paragraphs"]),
    ),
    _wrapped("fastapi-transformers", "fastapi_transformers", _uvicorn("fastapi_transformers"), weights="transformers"),
    _wrapped("fastapi-ctranslate2", "fastapi_ctranslate2", _uvicorn("fastapi_ctranslate2")),
    _wrapped("litserve", "litserve", ("python", "-m", "benchmarks.contenders.litserve.app", "{port}")),
    _wrapped(
        "bentoml",
        "bentoml",
        (
            "bentoml",
            "serve",
            "benchmarks.contenders.bentoml.app:Translation",
            "--host",
            "127.0.0.1",
            "--port",
            "{port}",
        ),
        request=lambda text: {"texts": [text]},
        answer=lambda body: str(body[0]),
        variables={"BENTOML_DO_NOT_TRACK": "True"},
    ),
    _wrapped(
        "ray-serve",
        "ray_serve",
        ("python", "-m", "benchmarks.contenders.ray_serve.app", "{port}"),
        variables={"RAY_USAGE_STATS_ENABLED": "0"},
    ),
    _wrapped(
        "mosec",
        "mosec",
        ("python", "-m", "benchmarks.contenders.mosec.app", "--address", "127.0.0.1", "--port", "{port}", *_TIMEOUT),
    ),
    _intisari("intisari-marian", "marian", "intisari-marian", INTISARI_ENGINE="ctranslate2", **GREEDY),
    Contender(
        "libretranslate",
        environment="libretranslate",
        command=("libretranslate", *_LISTENING, "--load-only", "id,en", "--disable-web-ui", "--threads", str(WORKERS)),
        path="/translate",
        request=lambda text: {"q": text, "source": "id", "target": "en", "format": "text"},
        answer=lambda body: str(body["translatedText"]),
        weights="marian",
        variables={
            "ARGOS_PACKAGES_DIR": "{argos}",
            "ARGOS_BEAM_SIZE": "1",
            "ARGOS_CHUNK_TYPE": "SPACY",
            "ARGOS_INTER_THREADS": str(WORKERS),
            "ARGOS_INTRA_THREADS": "1",
        },
        reference="intisari-marian",
    ),
)
