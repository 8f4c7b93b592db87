"""The aligner finds which words translate each other."""

from itertools import pairwise

import pytest

from tests.training.corpus_texts import pairs
from training.align import Aligner, counterpart, grow_diagonal, words
from training.corpora import Pair


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    return Aligner(pairs(600))


def links(aligner: Aligner, pair: Pair) -> set[tuple[str, str]]:
    source, target = words(pair.source), words(pair.target)
    return {(source[i].text, target[j].text) for i, j in aligner.links(pair)}


def test_words_names_and_numbers_find_their_counterparts(aligner: Aligner) -> None:
    pair = Pair("Polisi menangkap Zubaidah (44) di Tegal, Senin.", "Police arrested Zubaidah, 44, in Tegal on Monday.")
    found = links(aligner, pair)
    assert {
        ("Polisi", "Police"),
        ("Zubaidah", "Zubaidah"),
        ("44", "44"),
        ("Tegal", "Tegal"),
        ("Senin", "Monday"),
    } <= found


def test_a_translation_scores_higher_than_another_sentence(aligner: Aligner) -> None:
    chosen = pairs(600)[:40]
    shifted = [Pair(one.source, other.target) for one, other in pairwise(chosen)]
    better = sum(aligner.score(right) > aligner.score(wrong) for right, wrong in zip(chosen, shifted, strict=False))
    assert better >= 37


def test_the_same_pairs_give_the_same_model(aligner: Aligner) -> None:
    again, pair = Aligner(pairs(600)), pairs(600)[7]
    assert (again.score(pair), again.links(pair)) == (aligner.score(pair), aligner.links(pair))


def test_an_aligner_of_one_pair_works() -> None:
    pair = Pair("Satu pasang saja.", "Just one pair.")
    assert Aligner([pair]).links(pair)


def test_nothing_to_learn_from_is_an_error() -> None:
    with pytest.raises(ValueError, match="no pair"):
        Aligner([Pair("", "")])


def test_growing_keeps_what_both_directions_say_and_adds_neighbours_of_free_words() -> None:
    assert grow_diagonal({(0, 0), (1, 1), (5, 9)}, {(0, 0), (1, 0)}) == {(0, 0), (1, 0), (1, 1)}


def test_a_counterpart_is_a_consistent_block_or_nothing() -> None:
    found = frozenset({(0, 1), (1, 0), (2, 2), (3, 2)})
    assert counterpart(found, 0, 2) == (0, 2)
    assert counterpart(found, 0, 1) == (1, 2)
    assert counterpart(found, 2, 3) is None  # its word is also linked to the word after it
    assert counterpart(found, 4, 5) is None
