"""The inputs of one ``intisari article``, one after the other, through the same parts as the service."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from prometheus_client import CollectorRegistry
from pydantic import ValidationError

from models.errors import LanguageError, ModelsError, ModelUnavailableError
from service.api.articles import process
from service.api.body import parse
from service.api.schemas import ArticleAnswer, ArticleRequest
from service.api.validation import validation_problem
from service.batching import BatchingError
from service.cli.report import Report, printable
from service.cli.sources import STANDARD_INPUT, Source, SourceError, read_source
from service.errors import ServiceError, problem_of
from service.settings import Settings
from service.state import Intisari, load_translator


class Run:
    """Reads, processes and shows each input; what fails is named, and the others go on.

    Args:
        names: paths, and ``-`` for the standard input.
        options: fields of the request, which win over those of a JSON input.
    """

    def __init__(self, names: tuple[str, ...], options: dict[str, Any], settings: Settings, *, as_json: bool) -> None:
        self.names = names
        self.options = options
        self.settings = settings
        self.as_json = as_json
        self.report = Report.for_terminal(sys.stdout)
        self.done = 0

    def run(self) -> int:
        """1 where an input failed, else 0.

        Raises:
            click.ClickException: the model cannot be loaded.
        """
        with self._stopping_at_once():
            return asyncio.run(self._all())

    @contextmanager
    def _stopping_at_once(self) -> Iterator[None]:
        """Ctrl-C ends the process there and then, since an engine in the middle of a batch cannot be interrupted. What
        is done has been written and flushed."""

        def stop(*_: object) -> None:
            os.write(2, f"\nintisari: stopped; {self.done} of {len(self.names)} done.\n".encode())
            os._exit(130)

        before = signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    async def _all(self) -> int:
        service: Intisari | None = None
        try:
            for name in self.names:
                try:
                    body = self._request(self._read(name))
                    # Not before the first input that can be read: a wrong file name is reported at once.
                    service = service or self._start()
                    answer = await process(body, service)
                except (SourceError, ValidationError, ModelsError, ServiceError, BatchingError) as error:
                    click.echo(f"intisari: {_shown(name)}: {_sentence(error)}", err=True)
                else:
                    self._show(name, answer)
                    self.done += 1
        finally:
            if service is not None:
                await service.stop()
        return int(self.done < len(self.names))

    def _read(self, name: str) -> Source:
        if name == STANDARD_INPUT and sys.stdin.isatty():
            click.echo("Type or paste the article; Ctrl-D on a line of its own ends it.", err=True)
        source = read_source(name, self.settings.max_body_bytes)
        if source.note:
            click.echo(f"intisari: {_shown(name)}: {source.note}", err=True)
        return source

    def _request(self, source: Source) -> ArticleRequest:
        if source.kind != "json":
            return ArticleRequest.model_validate({source.kind: source.content, **self.options})
        given = parse(source.content.encode())
        if not isinstance(given, dict):
            raise SourceError('It is a JSON list; give one object such as {"text": "…"} in each file.')
        return ArticleRequest.model_validate({**given, **self.options})

    def _start(self) -> Intisari:
        try:
            engine = load_translator(self.settings)
        except ModelUnavailableError as error:
            raise click.ClickException(str(error)) from error
        # Not started: the first article waits until its models have answered a sentence. Beside that sentence it could
        # come out differently, since with int8 weights the rest of a batch can change a translation, and the same
        # command has to give the same answer each time.
        return Intisari(self.settings, engine, CollectorRegistry())

    def _show(self, name: str, answer: ArticleAnswer) -> None:
        if self.as_json:
            line = json.dumps({"source": name, **answer.model_dump(mode="json")}, ensure_ascii=False)
            # Bytes, because JSON is UTF-8 whatever the terminal's encoding is.
            click.echo(line.encode("utf-8", errors="replace"))
        else:
            click.echo(self.report.of(answer, _shown(name) if len(self.names) > 1 else None))


def _shown(name: str) -> str:
    return "standard input" if name == STANDARD_INPUT else printable(click.format_filename(name))


def _sentence(error: Exception) -> str:
    """The same sentence as over HTTP, on one line."""
    if isinstance(error, ValidationError):
        # The place of a field is counted from the body, as FastAPI does.
        return validation_problem([{**found, "loc": ("body", *found["loc"])} for found in error.errors()]).detail
    problem = problem_of(error)
    sentence = printable(" ".join((problem.detail if problem else str(error)).split()))
    if isinstance(error, LanguageError):
        sentence += " If it is Indonesian all the same, add --language id."
    return sentence
