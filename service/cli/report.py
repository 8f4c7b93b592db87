"""The answer for one article as text that a person reads in a terminal."""

import os
import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self, TextIO

import click

from service.api.schemas import ArticleAnswer

_NARROWEST, _WIDEST = 40, 100
#: Control characters, with which a text could write to the terminal behind the reader's back.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """``text`` with control characters made visible as replacement characters."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


@dataclass(frozen=True, slots=True)
class Report:
    """Writes answers in ``width`` columns, with colours or without."""

    width: int = 80
    colour: bool = False

    @classmethod
    def for_terminal(cls, stream: TextIO) -> Self:
        """Fitting ``stream``: colours only on a terminal that has them, and not where ``NO_COLOR`` is set
        (no-color.org)."""
        width = shutil.get_terminal_size().columns
        colour = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return cls(max(_NARROWEST, min(_WIDEST, width)), colour)

    def of(self, answer: ArticleAnswer, name: str | None = None) -> str:
        """Headline, summary, translation, what was removed, what to check and who made it."""
        parts = [
            [self._style(f"==> {name} <==", dim=True)] if name else [],
            list(self._headline(answer)),
            list(self._summary(answer)),
            list(self._text(answer)),
            list(self._removed(answer)),
            list(self._section("Notes", answer.notes)),
            list(self._origin(answer)),
        ]
        return "\n\n".join("\n".join(part) for part in parts if part) + "\n"

    def _headline(self, answer: ArticleAnswer) -> Iterator[str]:
        if answer.title is None:
            return
        yield self._style(self._wrap(answer.title.id), bold=True)
        if answer.title.en is not None:
            yield self._wrap(answer.title.en)
        yield from self._doubts(answer, "title", None, "")

    def _summary(self, answer: ArticleAnswer) -> Iterator[str]:
        if answer.summary is None:
            return
        yield self._heading("Summary")
        yield self._wrap(answer.summary.id, "  ")
        if answer.summary.en is not None:
            yield ""
            yield self._wrap(answer.summary.en, "  ")
        yield from self._doubts(answer, "summary", None, "  ")

    def _text(self, answer: ArticleAnswer) -> Iterator[str]:
        """The translation where there is one, else the cleaned text; each doubt below its paragraph."""
        translated = all(paragraph.en is not None for paragraph in answer.paragraphs)
        yield self._heading("Translation" if translated else "Cleaned text")
        for number, paragraph in enumerate(answer.paragraphs):
            if number:
                yield ""
            yield self._wrap(paragraph.en or paragraph.id, "      ", first=f"{number + 1:>4}  ")
            yield from self._doubts(answer, "paragraph", number, "      ")

    def _removed(self, answer: ArticleAnswer) -> Iterator[str]:
        lines = (f"line {piece.line}, {piece.rule}: {piece.text}" for piece in answer.removed)
        return self._section(f"Removed as not part of the story ({len(answer.removed)})", lines)

    def _origin(self, answer: ArticleAnswer) -> Iterator[str]:
        translator, summarizer = answer.models.translator, answer.models.summarizer
        seconds = f"{answer.timings['total']:.1f} s"
        if translator is not None:
            made = f"Machine-translated, not checked by a person. Model {translator.name}, revision "
            made += f"{translator.revision}, licence {translator.licence}; {seconds}."
        elif summarizer is not None:
            made = f"Summarised by machine ({summarizer.name}), not checked by a person; {seconds}."
        else:
            made = f"Cleaned by machine, not checked by a person; {seconds}."
        yield self._style(self._wrap(made), dim=True)
        if summarizer is not None and answer.summary and any(s.origin == "written" for s in answer.summary.sentences):
            yield self._style(self._wrap(f"The summary was written by {summarizer.name}."), dim=True)
        if answer.checks:
            marked = f"Check before publishing: {len(answer.checks)} marked with ! above."
            yield self._style(self._wrap(marked), fg="yellow", bold=True)
        elif translator is not None:
            yield self._style(self._wrap("No warnings from the automatic checks."), dim=True)

    def _doubts(self, answer: ArticleAnswer, where: str, paragraph: int | None, indent: str) -> Iterator[str]:
        for check in answer.checks:
            if (check.where, check.paragraph) == (where, paragraph):
                text = self._wrap(f"{check.kind}: {check.message}", indent + "  ", first=indent + "! ")
                yield self._style(text, fg="yellow")

    def _section(self, heading: str, items: Iterable[str]) -> Iterator[str]:
        lines = [self._wrap(item, "    ", first="  ") for item in items]
        if lines:
            yield self._heading(heading)
            yield from lines

    def _heading(self, text: str) -> str:
        return self._style(text.upper(), fg="cyan", bold=True)

    def _wrap(self, text: str, indent: str = "", first: str | None = None) -> str:
        return textwrap.fill(
            printable(text),
            self.width,
            initial_indent=indent if first is None else first,
            subsequent_indent=indent,
            break_on_hyphens=False,
        )

    def _style(self, text: str, *, bold: bool = False, dim: bool = False, fg: str | None = None) -> str:
        if not self.colour:
            return text
        return click.style(text, bold=bold or None, dim=dim or None, fg=fg)
