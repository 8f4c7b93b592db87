"""Answers under load against the ones that the texts get alone."""

from benchmarks.load.answers import compare
from benchmarks.load.loads import Answer
from benchmarks.load.material import Text

ALONE = {
    "satu": "The mayor opened a new bridge on Monday",
    "dua": "Rice prices rose in traditional markets",
}


def answer(source: str, translation: str, error: str = "") -> Answer:
    return Answer(Text.of(source), True, 0.0, 1.0, translation, error)


def test_an_answer_that_differs_in_a_word_is_not_equal_and_not_foreign() -> None:
    found = compare([answer("satu", "The mayor opened the new bridge on Monday")], ALONE)
    assert (found.compared, found.equal, found.foreign) == (1, 0, ())
    assert 0.8 < found.similarity < 1


def test_answers_that_were_mixed_up_are_foreign() -> None:
    found = compare([answer("satu", ALONE["dua"]), answer("dua", ALONE["satu"])], ALONE)
    assert (found.compared, found.equal) == (2, 0)
    assert found.foreign == (("satu", ALONE["dua"], ALONE["satu"]), ("dua", ALONE["satu"], ALONE["dua"]))


def test_an_empty_or_cut_off_answer_is_foreign() -> None:
    assert len(compare([answer("satu", ""), answer("dua", "Rice")], ALONE).foreign) == 2


def test_errors_and_texts_without_an_answer_alone_are_not_compared() -> None:
    found = compare([answer("satu", "", error="status 503"), answer("tiga", "Three")], ALONE)
    assert found.compared == 0
