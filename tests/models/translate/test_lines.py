"""Line breaks stay where they are."""

from hypothesis import given
from hypothesis import strategies as st

from models.article.document import Span
from models.translate.lines import join_lines, lines_of
from models.translate.translator import TranslatedSegment, Translation


def upper(text: str) -> Translation:
    """A translation of one segment, longer than its source."""
    made = text.upper() + "!"
    return Translation(made, (TranslatedSegment(Span(0, len(text)), Span(0, len(made))),))


@given(st.text(alphabet="ab. \n", max_size=80))
def test_the_translation_has_the_lines_of_the_text_and_segments_point_into_both(text: str) -> None:
    lines = lines_of(text)
    whole = lines.assemble([upper(paragraph.text) for paragraph in lines.paragraphs])
    assert whole.text.count("\n") == text.count("\n")
    assert [line.strip() for line in whole.text.split("\n")] == [
        line.strip().upper() + "!" if line.strip() else "" for line in text.split("\n")
    ]
    for segment in whole.segments:
        assert segment.target.of(whole.text) == segment.source.of(lines.text).upper() + "!"


def test_paragraphs_become_one_line_each() -> None:
    paragraphs = lines_of("Satu.\n\nDua.").paragraphs
    lines = join_lines(paragraphs)
    assert lines.text == "Satu.\nDua."
    assert lines.assemble([upper(paragraph.text) for paragraph in paragraphs]).text == "SATU.!\nDUA.!"
