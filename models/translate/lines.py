"""A text whose line breaks stay where they are: each line is a paragraph, and the translation has the same lines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.article.document import Paragraph, Span
from models.article.language import detect_language
from models.article.sentences import split_sentences
from models.translate.translator import TranslatedSegment, Translation

_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")


@dataclass(frozen=True, slots=True)
class Lines:
    """
    Attributes:
        text: the whole.
        paragraphs: its lines that are not blank, without the white space around them.
        starts: where in ``text`` each of them starts.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    starts: tuple[int, ...]

    def assemble(self, translations: Sequence[Translation]) -> Translation:
        """One translation of the whole from one of each paragraph; what stands between the paragraphs is kept."""
        pieces: list[str] = []
        segments: list[TranslatedSegment] = []
        read = written = 0
        for paragraph, start, translation in zip(self.paragraphs, self.starts, translations, strict=True):
            gap = self.text[read:start]
            written += len(gap)
            segments += [
                TranslatedSegment(_moved(s.source, start), _moved(s.target, written), s.findings)
                for s in translation.segments
            ]
            pieces += [gap, translation.text]
            written += len(translation.text)
            read = start + len(paragraph.text)
        return Translation("".join([*pieces, self.text[read:]]), tuple(segments))


def lines_of(text: str) -> Lines:
    """The lines of cleaned text.

    >>> lines_of("Satu.\\n\\n  Dua. ").starts
    (0, 9)
    """
    matches = list(_LINE.finditer(text))
    paragraphs = tuple(Paragraph(m.group(), split_sentences(m.group()), detect_language(m.group())) for m in matches)
    return Lines(text, paragraphs, tuple(m.start() for m in matches))


def join_lines(paragraphs: Iterable[Paragraph]) -> Lines:
    """One line for each paragraph."""
    given = tuple(paragraphs)
    starts = []
    at = 0
    for paragraph in given:
        starts.append(at)
        at += len(paragraph.text) + 1
    return Lines("\n".join(paragraph.text for paragraph in given), given, tuple(starts))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
