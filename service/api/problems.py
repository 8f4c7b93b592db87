"""Errors as answers: ``application/problem+json`` (RFC 9457), whatever went wrong, and their documentation."""

import json
import logging
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from models.errors import ModelsError
from service import errors
from service.api.validation import validation_problem
from service.batching.errors import BatchingError
from service.errors import Problem, ServiceError, problem_of
from service.request_id import request_id_of

MEDIA_TYPE = "application/problem+json"
router = APIRouter(tags=["problems"])
log = logging.getLogger(__name__)


def problem_response(scope: Scope, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """The answer. Anything but ASCII is escaped, so that text of the client that comes back in it, lone surrogates
    included, can always be encoded."""
    body = json.dumps(problem.body(request_id_of(scope)))
    return Response(body, problem.type.status, media_type=MEDIA_TYPE, headers={**problem.headers, **(headers or {})})


async def answer_error(request: Request, error: Exception) -> Response:
    problem = problem_of(error)
    if problem is None:
        return await answer_defect(request, error)
    if problem.type.status == 500:
        log.error("request %s: %s", request_id_of(request.scope), error)
    return problem_response(request.scope, problem)


async def answer_http_error(request: Request, error: Exception) -> Response:
    """What the framework refuses by itself: an unknown address, a wrong method."""
    assert isinstance(error, HTTPException)
    path, method = request.scope["path"], request.method
    if error.status_code == 404:
        problem = Problem(errors.NOT_FOUND, f"There is nothing at {path}; GET /docs lists the calls.")
    elif error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "another method")
        problem = Problem(errors.METHOD, f"{path} does not take {method}; use {allowed}.")
    else:
        problem = Problem(errors.HTTP, f"{error.detail}.")
    return problem_response(request.scope, problem, dict(error.headers or {}))


async def answer_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem_response(request.scope, validation_problem(error.errors()))


async def answer_defect(request: Request, error: Exception) -> Response:
    """An exception that nobody expected. The client gets the request id; the server logs the traceback, which comes
    up to it again, after this line."""
    request_id = request_id_of(request.scope)
    log.error("request %s: %s %s failed: %s", request_id, request.method, request.scope["path"], type(error).__name__)
    detail = f"The service failed on this request; report it to its operator with the request id {request_id}."
    # The outermost layer of the framework answers this one, outside of the middleware that names the request.
    return problem_response(request.scope, Problem(errors.INTERNAL, detail), {"X-Request-ID": request_id})


def install(app: FastAPI) -> None:
    """Let ``app`` answer every error as a problem document."""
    for known in (ServiceError, ModelsError, BatchingError):
        app.add_exception_handler(known, answer_error)
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(RequestValidationError, answer_invalid)
    app.add_exception_handler(Exception, answer_defect)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What the OpenAPI document says about answers with these statuses."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {
            "description": " · ".join(kind.title for kind in errors.PROBLEMS.values() if kind.status == status),
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status in statuses
    }


def describe(kind: errors.ProblemType) -> dict[str, Any]:
    return {"type": kind.uri, "status": kind.status, "title": kind.title, "remedy": kind.remedy}


@router.get("/problems", summary="Every kind of problem that an answer may have")
async def list_problems() -> dict[str, list[dict[str, Any]]]:
    return {"problems": [describe(kind) for kind in errors.PROBLEMS.values()]}


@router.get("/problems/{name}", summary="What the `type` of a problem means", responses=documented(404, 422))
async def get_problem(name: str) -> dict[str, Any]:
    kind = errors.PROBLEMS.get(name)
    if kind is None:
        raise HTTPException(404)
    return describe(kind)
