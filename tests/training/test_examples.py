"""Examples of our own making: both sides say the same."""

import doctest
import importlib
import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checks.segment import check_segment
from tests.training.corpus_texts import pairs
from training.align import Aligner
from training.corpora import Pair
from training.examples import fill, glossary, markup, names, numbers, people, places, quotes, substitutes, tables
from training.examples.example import example

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
#: "Five feet" is what the street vendors are called; the number check takes it for a number.
STREET_VENDOR = ("kaki lima", "jalanan")
TAG = re.compile(r"</?[a-z]+>")


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    return Aligner(pairs(600))


@pytest.mark.parametrize("name", ["numbers", "example"])
def test_the_examples_in_the_docstrings_hold(name: str) -> None:
    found = doctest.testmod(importlib.import_module(f"training.examples.{name}"))
    assert found.attempted > 0
    assert found.failed == 0


def test_every_template_has_the_same_slots_on_both_sides() -> None:
    for template in (*fill.templates(), *fill.headlines()):
        slots = [{re.sub(r":(th|same|bare)", "", m[0]) for m in fill.SLOT.finditer(side)} for side in template]
        assert slots[0] == slots[1], template
        assert {m[1] for m in fill.SLOT.finditer(template.source)} <= fill.slots().keys(), template


@given(st.integers(0, 10_000))
def test_filled_templates_leave_no_slot_and_pass_our_own_number_check(seed: int) -> None:
    template = Random(seed).choice((*fill.templates(), *fill.headlines()))
    pair = fill.fill(template, Random(seed))
    assert not re.search(r"[{}\t\n]", pair.source + pair.target)
    assert not re.search(r" {2}| $|^ ", pair.source + "\n" + pair.target)
    findings = check_segment(pair.source.replace(*STREET_VENDOR), pair.target)
    wrong = [found for found in findings if found.kind in ("number", "percentage", "date")]
    assert not wrong, pair


@given(st.integers(0, 10_000))
def test_amounts_have_the_same_digits_in_both_notations(seed: int) -> None:
    for maker in (numbers.rupiah, numbers.dollars, numbers.percent, numbers.foreign_money, numbers.vote_count):
        source, target = maker(Random(seed))
        expanded = re.sub(r"(\d+) ribu", r"\g<1>000", source).removesuffix(",-").removesuffix(",00")
        assert [re.sub(r"\D", "", n) for n in DIGITS.findall(expanded)] == [
            re.sub(r"\D", "", n) for n in DIGITS.findall(target)
        ]


@pytest.mark.parametrize(
    ("value", "written"), [(1234.5, "1.234,5"), (0.5, "0,5"), (1250000.0, "1.250.000,0"), (36.5, "36,5")]
)
def test_indonesian_notation_is_the_mirror_of_english(value: float, written: str) -> None:
    assert numbers.indonesian(value, 1) == written


def test_names_and_lists_are_as_rich_as_promised() -> None:
    rng = Random(1)
    assert len({people.bare_person(rng) for _ in range(2000)}) > 1500
    assert len(names.institutions()) >= 100
    assert len({places.place(rng).source for _ in range(3000)}) >= 200


def test_quotations_keep_their_marks_balanced_and_equal() -> None:
    for quoted in quotes.quotations(pairs(400), Random(2), 150):
        for left, right in (('"', '"'), ("“", "”")):
            assert quoted.source.count(left) == quoted.target.count(left)
            assert quoted.target.count(left) % 2 == 0 or left != right
        assert not re.search(r'[.]," |[,]["”]$', quoted.target), quoted


def test_a_changed_number_changes_on_both_sides() -> None:
    pair = Pair("Sebanyak 1.250 warga dan 12,5 persen.", "A total of 1,250 residents and 12.5 percent.")
    changed = substitutes.other_number(pair, Random(4))
    assert changed is not None
    assert changed != pair
    assert [n.replace(".", "").replace(",", "") for n in DIGITS.findall(changed.source)] == [
        n.replace(".", "").replace(",", "") for n in DIGITS.findall(changed.target)
    ]


def test_a_date_is_not_given_an_impossible_day() -> None:
    assert substitutes.other_number(Pair("Pada 4 Januari.", "On January 4."), Random(1)) is None


def test_a_changed_name_fits_the_pronoun() -> None:
    pair = Pair("Presiden Michelle Bachelet tiba.", "President Michelle Bachelet arrived with her husband.")
    women = {given for region in tables.table("names.toml").values() for given in region["women"]}
    for seed in range(20):
        changed = substitutes.other_name(pair, Random(seed))
        assert changed is not None
        name = changed.source.removeprefix("Presiden ").removesuffix(" tiba.")
        assert name in changed.target
        assert name.split()[0] in women or name.startswith("Ni ")


def test_headlines_and_capitals_keep_the_words() -> None:
    pair = Pair("Polisi menutup jalan di Bogor.", "Police close the road in Bogor.")
    assert substitutes.as_headline(pair) == ("Polisi Menutup Jalan di Bogor", "Police close the road in Bogor")
    assert substitutes.in_capitals(pair).source == "POLISI MENUTUP JALAN DI BOGOR."


def test_tags_stand_around_words_that_translate_each_other(aligner: Aligner) -> None:
    tagged = markup.tagged(pairs(300), aligner, Random(3), 100)
    assert len(tagged) == 100
    plain = set(pairs(300))
    for pair in tagged:
        assert sorted(TAG.findall(pair.source)) == sorted(TAG.findall(pair.target))
        assert Pair(TAG.sub("", pair.source), TAG.sub("", pair.target)) in plain
    single = [pair for pair in tagged if len(TAG.findall(pair.source)) == 2]
    inside = [[re.findall(r"<[a-z]+>(.*)</", side)[0] for side in pair] for pair in single]
    # What is spelt alike on both sides is tagged on both sides.
    alike = [sides for sides, pair in zip(inside, single, strict=True) if sides[0] in TAG.sub("", pair.target)]
    assert len(alike) > 4
    assert all(source in target for source, target in alike)


def test_glossary_hints_that_apply_are_obeyed_or_inflected_and_others_leave_no_trace(aligner: Aligner) -> None:
    hinted = glossary.hinted(pairs(400), aligner, Random(3), 150)
    assert len(hinted) == 150
    known = {pair.source: pair.target for pair in pairs(400)}
    changed = 0
    for prompt, target in hinted:
        *lines, source, empty = prompt.split("\n")
        assert empty == ""
        assert "\t" not in source
        for line in lines:
            term, translation = line.split("\t")
            if term.lower() in source.lower():
                assert translation[:4].lower() in target.lower(), (prompt, target)
        changed += source in known and target != known[source]
    assert changed > 5


def test_the_prompt_has_hints_first_and_ends_with_a_line_break() -> None:
    made = example(Pair("Halo,  dunia.", "Hello, world. "), [Pair("dunia", "world")])
    assert made == ("dunia\tworld\nHalo, dunia.\n", "Hello, world.")
