import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.article.characters import clean_characters


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("Harga\x00 naik\x07", "Harga naik"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("Rp\u00a01.000\u2009juta", "Rp 1.000 juta"),
        ("eko\u00adnomi", "ekonomi"),
        ("ekono\u00ad\nmi", "ekonomi"),
        ("\ufeffHarga \u200bnaik\u200f \u202eterus\u202c", "Harga naik terus"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("\ud83d\ude00 senang \ud83d lagi", "😀 senang  lagi"),
        ("&amp; &quot;naik&quot;&nbsp;&#8217;", "& \"naik\" ’"),
        ("AT&T &tidakada; a&b", "AT&T &tidakada; a&b"),
        ("FerÃ°amÃ¡lastofa membayar â\x82¬3.100", "Ferðamálastofa membayar €3.100"),
        ("â€œSiapâ€ kata dia", "“Siap” kata dia"),
        ("naif Müller São Paulo café", "naif Müller São Paulo café"),
        ("pada 2016,\ufffd papar dia: \ufffdDi awal", "pada 2016,\" papar dia: \"Di awal"),
        ("kata\ufffdkata", "kata\ufffdkata"),
        ("cafe\u0301", "café"),
    ],
)  # fmt: skip
def test_characters_that_do_not_belong_are_removed_or_repaired(dirty: str, clean: str) -> None:
    assert clean_characters(dirty) == clean


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=80))
def test_result_can_be_encoded_and_is_normal_for_any_text(text: str) -> None:
    clean = clean_characters(text)
    clean.encode("utf-8")
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(character) == "Cc" for character in clean if character != "\n")


@given(st.text(alphabet="abcdefg .,\n1234", max_size=80))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert clean_characters(text) == text


@pytest.mark.parametrize("piece", ["Ã", "â€", "&", "\ufffd", "Â\xa0", "&amp;", "\u00ad"])
def test_repairs_take_linear_time(piece: str) -> None:
    began = time.perf_counter()
    clean_characters(piece * 50_000)
    assert time.perf_counter() - began < 5
