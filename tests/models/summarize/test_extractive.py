"""What a reader of a summary can rely on."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.article.document import Article
from models.summarize.candidates import candidates
from models.summarize.extractive import Length, SummaryOptions, SummarySentence, summarize
from models.summarize.references import Dependence
from tests.models.summarize.articles import MARKET, article


def places(summary: tuple[SummarySentence, ...]) -> list[tuple[int, int]]:
    return [place for sentence in summary for place in sentence.support]


def texts(source: Article, sentences: int) -> list[str]:
    return [sentence.text for sentence in summarize(source, SummaryOptions(sentences=sentences))]


def test_the_lead_comes_first() -> None:
    assert texts(article(MARKET), sentences=1) == [MARKET[0][0]]


def test_sentences_keep_the_order_of_the_article() -> None:
    found = places(summarize(article(MARKET), SummaryOptions(sentences=6)))
    assert found == sorted(found)


def test_support_points_at_the_sentence() -> None:
    source = article(MARKET)
    for sentence in summarize(source, SummaryOptions(sentences=20)):
        assert sentence.text == source.sentence(*sentence.support[0])


def test_more_sentences_than_there_are_gives_all() -> None:
    assert texts(article(MARKET), sentences=10**9) == [sentence for paragraph in MARKET for sentence in paragraph]


@pytest.mark.parametrize("count", range(1, 13))
def test_as_many_sentences_as_asked_for(count: int) -> None:
    assert len(texts(article(MARKET), sentences=count)) == count


@pytest.mark.parametrize("total", [1, 2])
@pytest.mark.parametrize("length", ["short", "medium", "long"])
def test_the_shortest_articles_have_a_summary(total: int, length: Length) -> None:
    source = article([["Harga beras naik 5 persen di Bogor.", "Warga Bogor mengeluh."][:total]])
    assert summarize(source, SummaryOptions(length=length))[0].text == "Harga beras naik 5 persen di Bogor."


def test_an_article_without_sentences_has_no_summary() -> None:
    assert summarize(Article(None, ()), SummaryOptions()) == ()


def test_lengths_grow() -> None:
    source = article([[f"Peristiwa nomor {index} terjadi di Kabupaten Sukamaju."] for index in range(18)])
    sizes = [len(summarize(source, SummaryOptions(length=length))) for length in ("short", "medium", "long")]
    assert sizes == [1, 3, 6]


def test_a_number_of_sentences_wins_over_a_length() -> None:
    assert len(summarize(article(MARKET), SummaryOptions(length="long", sentences=2))) == 2


@pytest.mark.parametrize("count", range(1, 13))
def test_what_points_back_follows_what_it_points_to(count: int) -> None:
    found = places(summarize(article(MARKET), SummaryOptions(sentences=count)))
    for leaning, antecedent in [((1, 1), (1, 0)), ((2, 1), (2, 0)), ((4, 0), (3, 0)), ((4, 1), (4, 0))]:
        if leaning in found:
            assert antecedent in found


def test_a_summary_opens_with_a_sentence_that_stands_alone() -> None:
    source = article(
        [
            ["Apa kabar?"],
            ["Sementara itu, Bank Sukamaju di Kabupaten Sukamaju menaikkan suku bunga kredit menjadi 7 persen."],
            ["Bank Sukamaju menaikkan suku bunga kredit."],
        ]
    )
    assert texts(source, sentences=1) == ["Bank Sukamaju menaikkan suku bunga kredit."]


def test_the_person_behind_a_pronoun_is_looked_for_further_back() -> None:
    source = article(
        [["Wali Kota Ratna Wulandari meresmikan jembatan."], ["Jembatan dibangun dua tahun."], ["Ia berterima kasih."]]
    )
    assert candidates(source)[2].needs == 2


@pytest.mark.parametrize(
    "bad",
    [
        "Apakah harga beras di Pasar Legi Sukamaju akan turun?",
        "Halo, pembaca setia Pasar Legi Sukamaju di mana pun berada.",
        "Foto: suasana Pasar Legi Sukamaju sebelum ditutup pada Senin.",
        "Suasana Pasar Legi Sukamaju sebelum ditutup (Foto: Rudi Hartono).",
        "Berikut rincian biaya perbaikan Pasar Legi Sukamaju:",
        "1. Pedagang sayur Pasar Legi Sukamaju pindah pada Sabtu.",
        "Baca juga harga beras Pasar Legi Sukamaju pekan lalu.",
        '"Harga beras di Pasar Legi Sukamaju akan turun."',
        '"Harga beras di Pasar Legi Sukamaju akan turun, begitu pula cabai.',
        "Pasar Legi.",
        "Suasana Pasar Legi Sukamaju sebelum ditutup",
        "Rincian harga ada di https://pasarlegi.example/harga milik Pasar Legi Sukamaju.",
        "pasar Legi Sukamaju yang ditutup sejak Senin pagi.",
        "Anda bisa pindah ke Pasar Legi Sukamaju sejak Senin.",
        "Saya melihat Pasar Legi Sukamaju sudah kosong sejak pagi.",
        "Harga " + "beras Sukamaju " * 50 + "naik.",
    ],
)
def test_what_does_not_report_is_the_last_choice(bad: str) -> None:
    plain = [["Warga menanam pohon di tepi kali."], ["Panen padi berlangsung bulan depan di desa."]]
    source = article([[bad], *plain], title="Pasar Legi Sukamaju")
    assert texts(source, sentences=2) == [sentence for paragraph in plain for sentence in paragraph]
    assert bad in texts(source, sentences=3)


def test_the_parts_of_a_long_quotation_are_the_last_choice() -> None:
    quotation = ['"Pasar Legi Sukamaju kami tutup.', "Pedagang pindah ke terminal Sukamaju.", 'Gratis," kata Ratna.']
    source = article([["Panen padi berlangsung bulan depan di desa."], quotation], title="Pasar Legi Sukamaju")
    assert texts(source, sentences=1) == ["Panen padi berlangsung bulan depan di desa."]


def test_a_repeated_sentence_is_told_once() -> None:
    lead = "Pemerintah Kota Sukamaju menutup Pasar Legi selama dua pekan untuk perbaikan saluran air."
    other = "Sebanyak 412 pedagang dipindahkan ke lapangan parkir terminal."
    assert texts(article([[lead], [lead], [other], [lead]]), sentences=2) == [lead, other]


def test_paragraphs_in_another_language_stay_out() -> None:
    source = article(
        [["The market in Sukamaju closes for two weeks on Monday."], ["Pasar Legi ditutup dua pekan mulai Senin."]],
        languages=["en", "id"],
    )
    assert texts(source, sentences=1) == ["Pasar Legi ditutup dua pekan mulai Senin."]


def test_an_article_in_one_other_language_has_a_summary() -> None:
    source = article([["The market in Sukamaju closes for two weeks on Monday."]], language="en")
    assert len(texts(source, sentences=1)) == 1


SENTENCES = st.sampled_from(
    [sentence for paragraph in MARKET for sentence in paragraph]
    + [
        "Sementara itu, hujan turun di Sukamaju.",
        "Mereka pulang.",
        "Dia juga hadir.",
        "…",
        "\ud800 ?",
        "Akibatnya macet.",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(SENTENCES, min_size=1, max_size=5), min_size=1, max_size=8),
    st.integers(1, 45),
    st.none() | st.text(max_size=20),
)
def test_any_article_gives_what_was_asked_for(paragraphs: list[list[str]], count: int, title: str | None) -> None:
    source = article(paragraphs, title)
    summary = summarize(source, SummaryOptions(sentences=count))
    sentences = candidates(source)
    order = {sentence.place: index for index, sentence in enumerate(sentences)}
    chosen = [order[place] for place in places(summary)]
    assert len(chosen) == min(count, len(sentences))
    assert chosen == sorted(set(chosen))
    for index in chosen:
        assert all(index - distance in chosen for distance in range(1, sentences[index].needs + 1))
    if chosen[0]:
        assert sentences[chosen[0]].dependence is Dependence.NONE or len(chosen) == len(sentences) - chosen[0]
    assert summary == summarize(source, SummaryOptions(sentences=count))


def test_half_of_ten_thousand_sentences_are_found_in_seconds() -> None:
    generator = random.Random(1)
    vocabulary = [f"kata{number}" for number in range(3_000)]
    openings = ["Ia", "Namun,", "Sementara itu,", "Warga", "Bupati Ratna"]
    source = article(
        [[f"{generator.choice(openings)} {' '.join(generator.choices(vocabulary, k=18))}."] for _ in range(10_000)]
    )
    start = time.process_time()
    assert len(summarize(source, SummaryOptions(sentences=5_000))) == 5_000
    assert time.process_time() - start < 5
