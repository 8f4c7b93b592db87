import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.translate.capitals import in_ordinary_letters


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("HARGA BERAS NAIK DI JAKARTA", "Harga beras naik di Jakarta"),
        ("KPK SUDAH MEMERIKSA BUPATI BOGOR", "KPK sudah memeriksa bupati Bogor"),
        ("“VIDEO KERUSUHAN DI BANDUNG”", "“Video kerusuhan di Bandung”"),
        ("BACA JUGA", "Baca juga"),
        (
            "Ia menulis “KAMI TIDAK AKAN PERNAH MENYERAH” di akunnya.",
            "Ia menulis “kami tidak akan pernah menyerah” di akunnya.",
        ),
    ],
)
def test_headlines_and_longer_parts_of_a_sentence_are_written_as_sentences_are(text: str, read: str) -> None:
    assert in_ordinary_letters(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "TRIBUNNEWS.COM, JAKARTA - Harga beras naik.",
        "PT PLN (PERSERO) UID JABAR",
        "KUKUH S. WIBOWO, NURUL CHUMAIDAH",
        "Saham PT BANK RAKYAT INDONESIA Tbk naik.",
        "Harga Beras Naik di Jakarta",
        "DPR, MPR, dan DPD",
        "",
    ],
)
def test_names_acronyms_and_datelines_stay(text: str) -> None:
    assert in_ordinary_letters(text) == text


@given(st.text() | st.lists(st.sampled_from("HARGA İSTANBUL DI ßA NAIK ŉB 12 , Kpk KPK -".split())).map(" ".join))
def test_only_the_case_of_letters_changes_and_their_places_stay(text: str) -> None:
    read = in_ordinary_letters(text)
    assert len(read) == len(text)
    assert read.casefold() == text.casefold()
