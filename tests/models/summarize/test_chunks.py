"""No sentence is lost, none is cut off, every chunk fits."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.summarize.chunks import chunks_of


def words(text: str) -> int:
    """Tokens of a model with a prefix and an end token."""
    return len(text.split()) + 2


def letters(text: str) -> int:
    return sum(not character.isspace() for character in text) + 1


TEXTS = st.lists(
    st.text(st.sampled_from("ab ,;."), min_size=1, max_size=60).map(str.strip).filter(bool), min_size=1, max_size=20
)


def bare(texts: list[str]) -> str:
    return "".join("".join(texts).split())


@pytest.mark.parametrize("count", [words, letters])
@given(texts=TEXTS, limit=st.integers(4, 40), at_least=st.integers(1, 5))
def test_all_text_is_in_the_chunks_once_and_in_order_and_every_chunk_fits(
    count: Callable[[str], int], texts: list[str], limit: int, at_least: int
) -> None:
    chunks = chunks_of(texts, count, limit, at_least)
    assert bare([chunk.text for chunk in chunks]) == bare(texts)
    assert all(count(chunk.text) <= limit for chunk in chunks)


@given(texts=TEXTS, limit=st.integers(4, 40))
def test_a_chunk_says_which_sentences_it_has(texts: list[str], limit: int) -> None:
    chunks = chunks_of(texts, words, limit)
    assert chunks[0].first == 0
    assert chunks[-1].last == len(texts)
    for before, after in itertools.pairwise(chunks):
        assert after.first in (before.last - 1, before.last)  # the former where a sentence was divided
    for chunk in chunks:
        assert set(chunk.text.split()) <= set(" ".join(texts[chunk.first : chunk.last]).split())


def test_sentences_that_fit_are_whole() -> None:
    texts = ["Satu dua tiga.", "Empat lima.", "Enam tujuh delapan."]
    assert [chunk.text for chunk in chunks_of(texts, words, 7)] == ["Satu dua tiga. Empat lima.", "Enam tujuh delapan."]


def test_an_overlong_sentence_is_divided_at_a_comma() -> None:
    text = "Warga mengungsi ke balai desa, sedangkan petugas membersihkan jalan."
    assert [chunk.text for chunk in chunks_of([text], words, 8)] == [
        "Warga mengungsi ke balai desa,",
        "sedangkan petugas membersihkan jalan.",
    ]


def test_a_run_without_spaces_is_divided_all_the_same() -> None:
    chunks = chunks_of(["a" * 100], letters, 21)
    assert max(len(chunk.text) for chunk in chunks) <= 20
    assert "".join(chunk.text for chunk in chunks) == "a" * 100


def test_chunks_are_of_about_the_same_size() -> None:
    sizes = [words(chunk.text) for chunk in chunks_of([f"Kata nomor {i} ini." for i in range(11)], words, 42)]
    assert len(sizes) == 2
    assert max(sizes) - min(sizes) <= 4


def test_there_are_at_least_as_many_chunks_as_asked_for() -> None:
    assert len(chunks_of([f"Kata nomor {i}." for i in range(12)], words, 1000, at_least=3)) == 3


def test_more_tokens_together_than_one_by_one_do_not_break_the_bound() -> None:
    def growing(text: str) -> int:
        return len(text.split()) + 2 * text.count(". ")

    chunks = chunks_of(["Satu dua."] * 9, growing, 8)
    assert all(growing(chunk.text) <= 8 for chunk in chunks)
    assert bare([chunk.text for chunk in chunks]) == bare(["Satu dua."] * 9)
