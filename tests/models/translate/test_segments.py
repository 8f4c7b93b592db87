import itertools

from hypothesis import given
from hypothesis import strategies as st

from models.article.document import Span
from models.translate.segments import around_links, fit


def words(text: str) -> int:
    return len(text.split())


def test_a_sentence_that_fits_stays_whole() -> None:
    text = "Gubernur meresmikan pasar itu."
    assert list(fit(text, Span(0, len(text)), words, 10)) == [Span(0, len(text))]


def test_an_overlong_sentence_is_cut_after_a_semicolon_first() -> None:
    text = "Harga beras naik, kata pedagang; harga cabai turun dan harga telur tetap"
    assert [span.of(text) for span in fit(text, Span(0, len(text)), words, 8)] == [
        "Harga beras naik, kata pedagang;",
        "harga cabai turun dan harga telur tetap",
    ]


def test_without_punctuation_it_is_cut_before_a_conjunction() -> None:
    text = "pemerintah menaikkan harga bensin di semua daerah karena harga minyak dunia terus naik tajam"
    pieces = [span.of(text) for span in fit(text, Span(0, len(text)), words, 8)]
    assert pieces == ["pemerintah menaikkan harga bensin di semua daerah", "karena harga minyak dunia terus naik tajam"]


def test_a_run_without_white_space_comes_back_whole() -> None:
    text = "x" * 5000
    assert list(fit(text, Span(0, len(text)), len, 100)) == [Span(0, 5000)]


@given(st.text(alphabet="ab ;,.\u00a0", max_size=300), st.integers(min_value=1, max_value=9))
def test_nothing_but_white_space_is_lost(text: str, limit: int) -> None:
    spans = list(fit(text, Span(0, len(text)), words, limit))
    kept = "".join("".join(span.of(text).split()) for span in spans)
    assert kept == "".join(text.split())
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))


def test_fifty_thousand_characters_without_a_stop_are_cut_in_reasonable_time() -> None:
    text = "kata " * 10_000
    spans = list(fit(text, Span(0, len(text) - 1), words, 50))
    assert all(words(span.of(text)) <= 50 for span in spans)


@given(
    st.lists(
        st.sampled_from(["Lihat", "di", "(https://a.id/b).", "www.c.id,", " ", "“", "\u00a0", "HTTP://D.ID"]),
        max_size=12,
    )
)
def test_around_links_nothing_but_white_space_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    spans = list(around_links(text, Span(0, len(text))))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    assert all(span.of(text).strip() for span in spans)
