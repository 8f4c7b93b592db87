"""Known damage is mended, pairs that do not belong together are found."""

import pytest

from training.clean import key, numbers, problem, repair
from training.corpora import Pair


@pytest.mark.parametrize(
    ("pair", "mended"),
    [
        (("Nilainya US$1  juta.", "It is worth US1 million."), ("Nilainya US$1 juta.", "It is worth US$1 million.")),
        (("Harganya Rp9.105.", "The price is Rp9,105."), ("Harganya Rp9.105.", "The price is Rp 9,105.")),
        (("Naik 3 persen.", "Up 3 per cent"), ("Naik 3 persen.", "Up 3 percent.")),
        (("Siapa itu?", "Who is that"), ("Siapa itu?", "Who is that?")),
        (("Tanpa titik", "With a stop."), ("Tanpa titik.", "With a stop.")),
        (("Judul berita", "A headline"), ("Judul berita", "A headline")),
        (("b'Vaksin itu aman.", "b'The vaccine is safe."), ("Vaksin itu aman.", "The vaccine is safe.")),
        (("Kata dia : ya .", "He said : yes ."), ("Kata dia: ya.", "He said: yes.")),
    ],
)
def test_damage_is_mended(pair: tuple[str, str], mended: tuple[str, str]) -> None:
    assert repair(Pair(*pair)) == mended


def test_lost_quotation_marks_come_back_only_where_somebody_speaks() -> None:
    spoken = Pair("Kami akan terus menyelidiki masalah itu, katanya.", "We will keep looking into the matter, he said.")
    assert repair(spoken) == (
        '"Kami akan terus menyelidiki masalah itu," katanya.',
        '"We will keep looking into the matter," he said.',
    )
    reported = Pair(
        "Harga beras sudah turun sejak kemarin, katanya.", "Rice prices had fallen since yesterday, he said."
    )
    assert repair(reported) == reported


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("Harga beras naik 12,5 persen.", "The price of rice rose 12.5 percent.", None),
        ("Sebanyak 20 ribu orang datang.", "A total of 20,000 people came.", None),
        ("Harga beras naik 12,5 persen.", "The price of rice rose 15.2 percent.", "numbers"),
        ("Ya.", "That is what the minister said yesterday in the capital.", "lengths"),
        ("Ini bukan bahasa Inggris.", "Ini bukan bahasa Inggris.", "not translated"),
        ("Mereka pergi.", "Man: They left.", "speaker label"),
        ("Dia datang (kemarin).", "He came (yesterday.", "brackets"),
        ('"Ya," kata dia.', '"Yes, he said.', "quotation marks"),
        ("---", "...", "no words"),
    ],
)
def test_pairs_that_do_not_match_are_found(source: str, target: str, reason: str | None) -> None:
    assert problem(Pair(source, target)) == reason


def test_one_number_may_differ_where_a_corpus_is_read_loosely() -> None:
    pair = Pair("Ada 3 orang di sana.", "There are three people there.")
    assert (problem(pair), problem(pair, strict_numbers=False)) == ("numbers", None)


def test_numbers_are_the_same_in_both_notations() -> None:
    assert numbers("1.234,5 dan 20 ribu") == numbers("1,234.5 and 20,000") == {"12345", "20000"}
    assert numbers("pukul 08.30 WIB, Senin (05/4)") == numbers("at 8:30 WIB on Monday (5/4)") == {"830", "5", "4"}
    assert numbers("0,5 persen") == numbers("0.5 percent") != numbers("5 percent")


def test_the_key_of_a_line_ignores_case_and_marks() -> None:
    assert key("“Halo, Dunia!” 12") == key("halo dunia 12") == "halodunia12"
