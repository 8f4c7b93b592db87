"""The newsroom page: static files, and the headers that keep them harmless.

``mount_page(app)`` adds ``GET /`` and ``GET /static/…`` to an application. The page calls ``v1/articles`` by a relative
address, so it also works below a path prefix of a reverse proxy.
"""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

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


class PageFiles(StaticFiles):
    """Static files with the headers above."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


def mount_page(app: Starlette) -> None:
    """Serve the page at ``/`` and its files at ``/static``; neither is part of the OpenAPI document."""
    files = PageFiles(directory=FOLDER)

    async def page(request: Request) -> Response:
        return await files.get_response("index.html", request.scope)

    app.add_route("/", page, methods=["GET"], include_in_schema=False)
    app.mount("/static", files, name="static")
