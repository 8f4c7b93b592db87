"""What a person sees in the terminal."""

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.api import schemas
from service.cli.report import Report, printable

PARAGRAPHS = ("Pemerintah kota membuka pasar baru.", "Biaya Rp 3,5 triliun tidak naik.")
ENGLISH = ("The city government opened a new market.", "The cost of Rp 3.5 million did not rise.")


def answer(**changes: object) -> schemas.ArticleAnswer:
    check = schemas.Check(
        kind="number",
        paragraph=1,
        segment=0,
        message="3,5 triliun became 3.5 million.",
        source="3,5 triliun",
        target="3.5 million",
        where="paragraph",
    )
    model = schemas.Model(name="lexicon", revision="abc", licence="Apache-2.0")
    made = schemas.ArticleAnswer(
        id="0",
        language="id",
        title=schemas.Bilingual(id="Pasar baru dibuka", en="New market opens"),
        paragraphs=[
            schemas.Paragraph(id=source, en=english, segments=[], language="id")
            for source, english in zip(PARAGRAPHS, ENGLISH, strict=True)
        ],
        removed=[schemas.Removed(text="Baca Juga:   Jalan rusak", rule="related-link", line=3)],
        summary=schemas.Summary(id=PARAGRAPHS[0], en=ENGLISH[0], sentences=[]),
        checks=[check],
        metadata=schemas.Metadata(author=None, date=None, site=None, dateline=None),
        notes=["The text mixes two languages."],
        models=schemas.Models(translator=model, summarizer=model),
        usage=schemas.Usage(characters=10),
        timings={"total": 1.25},
    )
    return made.model_copy(update=changes)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_everything_that_an_editor_needs_is_there_in_order() -> None:
    text = Report().of(answer(), "a.txt")
    parts = ["==> a.txt <==", "Pasar baru dibuka", "New market opens", "SUMMARY", *(PARAGRAPHS[0], ENGLISH[0])]
    parts += ["TRANSLATION", ENGLISH[1], "REMOVED", "line 3, related-link"]
    parts += [
        "NOTES",
        "mixes two",
        "Machine-translated",
        "lexicon",
        "Apache-2.0",
        "1.2 s",
        "Check before publishing: 1",
    ]
    for part in parts:
        before, found, text = text.partition(part)
        assert found, (part, before)


def test_a_doubt_stands_below_its_paragraph() -> None:
    lines = Report().of(answer()).splitlines()
    [at] = [number for number, line in enumerate(lines) if "did not rise" in line]
    assert lines[at + 1].strip() == "! number: 3,5 triliun became 3.5 million."


def test_without_a_translation_the_cleaned_text_is_shown() -> None:
    paragraphs = [schemas.Paragraph(id=text, en=None, segments=[], language="id") for text in PARAGRAPHS]
    models = schemas.Models(translator=None, summarizer=None)
    text = Report().of(answer(paragraphs=paragraphs, models=models, checks=[], summary=None, title=None))
    assert "CLEANED TEXT" in text
    assert PARAGRAPHS[1] in text
    assert "translated" not in text


@given(st.text(), st.integers(40, 100))
def test_no_line_is_wider_than_the_terminal_and_none_controls_it(text: str, width: int) -> None:
    made = answer(title=schemas.Bilingual(id=text, en=text), notes=[text])
    for line in Report(width=width).of(made).split("\n"):
        assert len(line) <= width
        assert "Cc" not in {unicodedata.category(character) for character in line}


def test_escape_sequences_of_a_text_do_not_reach_the_terminal() -> None:
    assert printable("\x1b]0;judul\x07 \x9b31m teks") == "�]0;judul� �31m teks"


@pytest.mark.parametrize(
    ("stream", "variables", "coloured"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_colours_only_on_a_terminal_that_wants_them(
    stream: io.StringIO, variables: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in Report.for_terminal(stream).of(answer())) is coloured
