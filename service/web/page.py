"""The newsroom page: static files, and the headers that keep them harmless.

``app.include_router(page.router)`` adds ``GET /`` and ``GET /static/…`` to an application. The page calls
``v1/articles`` by a relative address, so it also works below a path prefix of a reverse proxy.
"""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).with_name("static")

HEADERS = {
    # Only our own files, nothing inline; Trusted Types make a browser refuse every way from a string to markup.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # Asked for again each time, answered 304 while unchanged: nobody works with the page of the version before.
    "Cache-Control": "no-cache",
}

router = APIRouter(include_in_schema=False)
_files = StaticFiles(directory=FOLDER)


@router.api_route("/", methods=["GET", "HEAD"])
async def page(request: Request) -> Response:
    return await _file("index.html", request)


@router.api_route("/static/{name}", methods=["GET", "HEAD"])
async def page_file(name: str, request: Request) -> Response:
    return await _file(name, request)


async def _file(name: str, request: Request) -> Response:
    response = await _files.get_response(name, request.scope)
    response.headers.update(HEADERS)
    return response
