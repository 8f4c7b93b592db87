"""Which sentences of the article a sentence of its summary is taken to rest on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checks.source import Source
from models.summarize.attribution import MOST, Attributor
from tests.models.summarize.articles import MARKET

SENTENCES = [sentence for paragraph in MARKET for sentence in paragraph]
ATTRIBUTOR = Attributor(Source(SENTENCES, []))


@pytest.mark.parametrize("index", range(len(SENTENCES)))
def test_a_sentence_of_the_article_rests_on_itself(index: int) -> None:
    attribution = ATTRIBUTOR.attribute(SENTENCES[index])
    assert attribution.support == (index,)
    assert attribution.share == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("sentence", "support"),
    [
        ("Penutupan Pasar Legi berlangsung dua pekan.", {0}),
        ("Sebanyak 412 pedagang pindah karena perbaikan Rp 3,5 miliar.", {1, 2}),
        ("Menurut Ratna Wulandari, pedagang tidak membayar sewa.", {2, 3}),
        ("Paguyuban ingin kepastian.", {8}),
    ],
)
def test_words_of_one_root_numbers_and_names_show_what_a_sentence_rests_on(sentence: str, support: set[int]) -> None:
    assert set(ATTRIBUTOR.attribute(sentence).support) == support


def test_a_number_weighs_more_than_words() -> None:
    source = Source(["Pedagang pasar itu pindah ke terminal lama.", "Jumlah pedagang 412 orang."], [])
    assert Attributor(source).attribute("Pedagang pasar itu, 412 orang, pindah.").support[0] == 1


@pytest.mark.parametrize(
    "sentence", ["Harga emas dunia melonjak.", "", "?!", "Pedagang emas melonjak tajam di Singapura."]
)
def test_a_sentence_about_something_else_rests_on_nothing(sentence: str) -> None:
    assert ATTRIBUTOR.attribute(sentence).support == ()


def test_an_invented_name_does_not_hide_what_a_sentence_rests_on() -> None:
    assert ATTRIBUTOR.attribute("Biaya perbaikan mencapai Rp 3,5 miliar, kata Anies Baswedan.").support[0] == 2


@pytest.mark.parametrize(
    ("sentence", "support"),
    [
        ("Sukamaju closes the Pasar Legi market from Monday.", {0}),
        ("The repairs cost Rp 3.5 billion.", {2}),
        ("412 traders were moved to the terminal.", {1}),
        ("Gold prices soared.", set()),
    ],
)
def test_english_sentences_are_found_by_numbers_names_and_words_spelt_alike(sentence: str, support: set[int]) -> None:
    assert set(ATTRIBUTOR.attribute(sentence, "en").support) == support


@given(st.text(max_size=60), st.sampled_from(["id", "en"]))
def test_any_text_has_a_valid_attribution(text: str, language: str) -> None:
    attribution = ATTRIBUTOR.attribute(text, "en" if language == "en" else "id")
    assert len(set(attribution.support)) == len(attribution.support) <= MOST
    assert all(0 <= index < len(SENTENCES) for index in attribution.support)
    assert 0 <= attribution.share <= 1.0000001
    assert bool(attribution.support) == (attribution.share > 0)
