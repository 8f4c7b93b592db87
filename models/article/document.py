"""An article as the rest of the package sees it: cleaned paragraphs with the places of their sentences."""

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range ``[start, end)`` of characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of cleaned text.

    Attributes:
        text: the paragraph, without line breaks.
        sentences: spans in ``text``, in order; together they hold every character that is not white space.
        language: ISO 639-1 code (``id``, ``en``, ``ms`` …); ``und`` where the paragraph is too short to tell.
    """

    text: str
    sentences: tuple[Span, ...]
    language: str = "id"


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of the input that is not part of the story.

    Attributes:
        text: what was removed, as it stood there.
        rule: the rule that removed it (``related-link``, ``byline`` …; the list is ``boilerplate.RULES``).
        line: line of the input text, counted from 1; for HTML, of the extracted text.
    """

    text: str
    rule: str
    line: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says about the article; ``None`` where it says nothing."""

    author: str | None = None
    date: str | None = None
    site: str | None = None
    dateline: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article.

    Attributes:
        language: ISO 639-1 code of the whole: ``id``, or ``ms`` for Malay, or ``en``.
        notes: sentences for the reader about the language, for example that the text mixes two.
    """

    title: str | None
    paragraphs: tuple[Paragraph, ...]
    removed: tuple[Removed, ...] = ()
    metadata: Metadata = Metadata()
    language: str = "id"
    notes: tuple[str, ...] = ()

    def sentence(self, paragraph: int, sentence: int) -> str:
        """The text of one sentence, by its indices."""
        owner = self.paragraphs[paragraph]
        return owner.sentences[sentence].of(owner.text)
