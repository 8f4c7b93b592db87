"""One table of everything that can go wrong: from the error classes of ``models`` and ``service`` to the status and the
problem type (RFC 9457) of the answer."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from models import errors as models_errors
from service.batching.errors import DeadlineError, NeverFitsError, QueueFullError, StoppedError


class ServiceError(Exception):
    """Base of every error that the HTTP side raises on purpose; the message is a sentence for the client.

    Attributes:
        field: the part of the request that is at fault, such as ``texts[3]``, where there is one.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class BodyTooLargeError(ServiceError):
    """The body of the request has more bytes than are taken."""


class TooLongError(ServiceError):
    """One text has more characters than are taken."""


class TooManyError(ServiceError):
    """A list of the request has more entries than are taken."""


class SlowBodyError(ServiceError):
    """The body of the request did not arrive in time."""


class ContentTypeError(ServiceError):
    """The body of the request is not declared as JSON."""


class JSONError(ServiceError):
    """The body of the request is not JSON."""


class RequestError(ServiceError):
    """The JSON is not a request that this call takes."""


class FetchingOffError(ServiceError):
    """A URL was sent, and this service fetches nothing."""


class ModelChoiceError(ServiceError):
    """Another model was asked for than the one that runs here."""


class NotReadyError(ServiceError):
    """The service has not started completely, or its engine stopped working."""


class ClientGoneError(ServiceError):
    """The client closed the connection; nobody reads the answer."""


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem, as ``GET /problems/{name}`` documents it.

    Attributes:
        name: last part of the ``type`` of the answer; never changes.
        title: the same for every occurrence.
        remedy: what a client should do.
    """

    name: str
    status: int
    title: str
    remedy: str

    @property
    def uri(self) -> str:
        return f"/problems/{self.name}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One occurrence: what the client gets, as the answer or in the place of one item."""

    type: ProblemType
    detail: str
    field: str | None = None
    errors: tuple[dict[str, str], ...] = ()
    extra: dict[str, Any] = dataclasses.field(default_factory=dict)
    headers: dict[str, str] = dataclasses.field(default_factory=dict)

    def body(self, request_id: str | None = None) -> dict[str, Any]:
        """The members of the problem document; without those that are empty."""
        members = {
            "type": self.type.uri,
            "title": self.type.title,
            "status": self.type.status,
            "detail": self.detail,
            "remedy": self.type.remedy,
            "field": self.field,
            "errors": list(self.errors) or None,
            **self.extra,
            "request_id": request_id,
        }
        return {name: value for name, value in members.items() if value is not None}


INTERNAL = ProblemType(
    "internal-error", 500, "The service failed", "Report it with the request id; the log of the service has the reason."
)
NOT_FOUND = ProblemType("not-found", 404, "There is nothing at this address", "See /docs for the calls that exist.")
METHOD = ProblemType("method-not-allowed", 405, "This address does not take that method", "Use a method of `Allow`.")
INVALID = ProblemType(
    "invalid-request", 422, "The request is not valid", "Correct the field that is named and send it again."
)
NOT_READY = ProblemType(
    "not-ready", 503, "The service is not ready", "Send the request again after the seconds in `Retry-After`."
)
HTTP = ProblemType("http-error", 400, "The request cannot be answered", "Correct the request.")

#: Error class → problem type. The first class that an error is an instance of counts.
TABLE: dict[type[Exception], ProblemType] = {
    models_errors.EmptyTextError: ProblemType(
        "empty-text", 422, "The text is empty", "Send the text of an article, with letters in it."
    ),
    models_errors.NoArticleError: ProblemType(
        "no-article", 422, "No article was found", "Send the page of one article, or its plain text as `text`."
    ),
    models_errors.LanguageError: ProblemType(
        "unsupported-language",
        422,
        "The text is not Indonesian",
        'Send Indonesian text; if it is Indonesian, add `"language": "id"`.',
    ),
    models_errors.SegmentTooLongError: ProblemType(
        "segment-too-long", 422, "A sentence is too long for the model", "Divide the sentence that is named."
    ),
    models_errors.InputError: ProblemType(
        "unprocessable-text", 422, "The text cannot be processed", "Change the text as `detail` says."
    ),
    models_errors.EngineError: ProblemType(
        "engine-failed", 500, "The translation model failed on this text", "Report it with the request id."
    ),
    models_errors.ModelUnavailableError: ProblemType(
        "model-unavailable", 503, "A model is not available", "Ask the operator of the service to look at its log."
    ),
    JSONError: ProblemType("invalid-json", 422, "The body is not JSON", "Send one JSON object in UTF-8."),
    RequestError: INVALID,
    ContentTypeError: ProblemType(
        "unsupported-media-type", 415, "The body is not declared as JSON", "Send `Content-Type: application/json`."
    ),
    FetchingOffError: ProblemType(
        "fetching-off", 403, "This service does not fetch pages", "Fetch the page and send its HTML as `html`."
    ),
    ModelChoiceError: ProblemType(
        "unknown-model", 422, "The model does not run here", "Choose a model that GET /v1/models names, or none."
    ),
    BodyTooLargeError: ProblemType(
        "body-too-large", 413, "The body is too large", "Send less in one request; GET /v1/models shows the limits."
    ),
    TooLongError: ProblemType(
        "text-too-long", 413, "The text is too long", "Divide the text; GET /v1/models shows the limits."
    ),
    TooManyError: ProblemType(
        "too-many-items", 413, "The list is too long", "Use several requests; GET /v1/models shows the limits."
    ),
    NeverFitsError: ProblemType(
        "never-fits", 413, "This is more work than the queue can ever hold", "Use several smaller requests."
    ),
    SlowBodyError: ProblemType(
        "slow-body", 408, "The body did not arrive in time", "Send the whole body without pauses."
    ),
    QueueFullError: ProblemType(
        "overloaded", 503, "The service is busy", "Send the request again after the seconds in `Retry-After`."
    ),
    NotReadyError: NOT_READY,
    StoppedError: NOT_READY,
    DeadlineError: ProblemType(
        "deadline",
        504,
        "The answer was not ready in time",
        "Send less text at once, or try again when less is going on.",
    ),
    # Nobody sees this answer; 499 is what nginx calls it, and what our metrics count.
    ClientGoneError: ProblemType("client-gone", 499, "The client closed the connection", "Nothing."),
}

#: Every problem type by its name.
PROBLEMS: dict[str, ProblemType] = {kind.name: kind for kind in (*TABLE.values(), NOT_FOUND, METHOD, HTTP, INTERNAL)}


def problem_of(error: Exception, field: str | None = None) -> Problem | None:
    """What a client gets to see of ``error``; None where it is none of ours, which is a defect.

    Args:
        field: the part of the request that the error is about, where the error does not say it.
    """
    kind = next((kind for known, kind in TABLE.items() if isinstance(error, known)), None)
    if kind is None:
        return None
    detail = str(error) or f"{kind.title}. {kind.remedy}"
    extra: dict[str, Any] = {}
    headers: dict[str, str] = {}
    if isinstance(error, models_errors.LanguageError):
        extra["language"] = error.language
    if isinstance(error, QueueFullError):
        headers["Retry-After"] = str(error.retry_after)
    if kind is NOT_READY:
        headers["Retry-After"] = "1"
    return Problem(
        kind,
        detail=detail,
        field=(error.field if isinstance(error, ServiceError) else None) or field,
        extra=extra,
        headers=headers,
    )
