"""Whole articles, and what is not one."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.article.document import Article
from models.article.read import read_html, read_text
from models.errors import EmptyTextError, InputError, LanguageError, NoArticleError

SAMPLES = Path(__file__).parents[3] / "samples"
STORY = (
    "Pemerintah menaikkan harga beras mulai pekan depan, kata Menteri Budi Santoso di Jakarta.\n"
    "Kenaikan itu berlaku di semua provinsi sampai akhir tahun ini, tetapi tidak untuk beras bantuan."
)

#: File → number of paragraphs, number of sentences, rules that removed something (in order).
GOLDEN: dict[str, tuple[int, int, str]] = {
    "01-apbn-subsidi-pangan.txt": (
        6,
        16,
        (
            "breadcrumb byline date navigation dateline related-link related-link credit byline tags related-block "
            "after-story after-story copyright navigation"
        ),
    ),
    "02-sepak-bola-final.txt": (7, 19, "breadcrumb byline dateline navigation related-link related-link embed credit"),
    "03-sidang-korupsi-dermaga.txt": (
        7,
        16,
        "navigation byline dateline related-link republished after-story after-story copyright",
    ),
    "04-obituari-dalang.txt": (
        6,
        17,
        "breadcrumb caption dateline related-link separator navigation navigation navigation",
    ),
    "05-banjir-siaran-langsung.txt": (11, 23, "breadcrumb byline dateline navigation navigation related-link follow"),
    "06-demam-berdarah.txt": (10, 19, "byline dateline related-link related-block credit related-link navigation"),
    "07-pelabuhan-baru.txt": (11, 18, "breadcrumb dateline related-link byline byline copyright"),
    "08-guru-desa-kutipan.txt": (7, 21, "date caption dateline related-link credit tags"),
    "09-satelit-teknologi.txt": (
        6,
        17,
        "navigation navigation navigation byline dateline related-link related-link follow copyright navigation",
    ),
    "10-sekolah-terapung.html": (11, 21, "dateline navigation related-link credit"),
    "11-festival-film.html": (10, 18, "caption dateline related-link follow"),
    "12-gempa-lombok-barat.html": (8, 18, "dateline navigation related-link page-link republished"),
}


def sample(name: str) -> Article:
    content = (SAMPLES / name).read_bytes()
    return read_html(content) if name.endswith(".html") else read_text(content.decode())


@pytest.mark.parametrize("name", GOLDEN)
def test_samples_come_out_as_expected(name: str) -> None:
    article = sample(name)
    sentences = sum(len(paragraph.sentences) for paragraph in article.paragraphs)
    rules = " ".join(piece.rule for piece in article.removed)
    assert (len(article.paragraphs), sentences, rules) == GOLDEN[name]


def test_every_sample_has_its_expectation() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == GOLDEN.keys()


@pytest.mark.parametrize("name", [name for name in GOLDEN if name.endswith(".txt")])
def test_what_is_kept_and_what_is_removed_are_the_whole_text(name: str) -> None:
    article = sample(name)
    kept = "".join(paragraph.text for paragraph in article.paragraphs)
    removed = "".join(piece.text for piece in article.removed)
    original = (SAMPLES / name).read_text()
    assert sorted(filter(str.isalnum, kept + removed + (article.title or ""))) == sorted(filter(str.isalnum, original))


def test_removed_pieces_name_their_lines() -> None:
    lines = (SAMPLES / "01-apbn-subsidi-pangan.txt").read_text().splitlines()
    for piece in sample("01-apbn-subsidi-pangan.txt").removed:
        assert piece.text in lines[piece.line - 1]


def test_metadata_of_the_first_sample() -> None:
    metadata = sample("01-apbn-subsidi-pangan.txt").metadata
    assert (metadata.author, metadata.date, metadata.dateline) == (
        "Ratna Wulandari",
        "12 April 2023",
        "WARTANUSA.COM, JAKARTA",
    )


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00\x01", "\u200b\u200f", "🙂🎉", "?!... —", "\ud800"])
def test_text_without_letters_is_an_empty_text(text: str) -> None:
    with pytest.raises(EmptyTextError, match="nothing to read"):
        read_text(text)


@pytest.mark.parametrize(
    "text", ["close", "Home » Nasional\nShare Tweet\nclose", "Copyright © 2023 Kabar", "Baca Juga:   Harga Beras Naik"]
)
def test_only_boilerplate_says_what_was_removed(text: str) -> None:
    with pytest.raises(NoArticleError) as caught:
        read_text(text)
    assert text.splitlines()[0] in str(caught.value)


@pytest.mark.parametrize(
    ("language", "name", "text"),
    [
        (
            "jv",
            "Javanese",
            "Rega beras mundhak amarga pasokan saka dhaerah durung pulih, ujare menteri marang wartawan.",
        ),
        (
            "su",
            "Sundanese",
            "Harga béas naék lantaran pasokan ti daérah teu acan pulih, ceuk menteri ka wartawan jeung warga.",
        ),
        ("zh", "Chinese", "印度尼西亚政府宣布提高大米价格，因为各地区的供应尚未恢复。"),
        (
            "es",
            "Spanish",
            "El precio del arroz sube porque los suministros de las regiones no se han recuperado, dijo el ministro.",
        ),
        ("und", "unknown", "hyvää huomenta kaikille täällä tänään " * 20),
    ],
)
def test_other_languages_are_refused_by_name_unless_asked_otherwise(language: str, name: str, text: str) -> None:
    with pytest.raises(LanguageError, match=name) as caught:
        read_text(text)
    assert caught.value.language == language
    article = read_text(text, check_language=False)
    assert article.language == language
    assert article.notes


def test_english_comes_back_with_a_note() -> None:
    article = read_text(
        "The government raised the price of rice because supplies have not recovered, it said on Monday."
    )
    assert article.language == "en"
    assert "English" in article.notes[0]


def test_malay_is_named() -> None:
    text = "Polis memaklumkan suspek ditahan kerana mencuri, kata beliau selepas sidang media semalam di balai itu."
    article = read_text(text)
    assert article.language == "ms"
    assert "Malay" in article.notes[0]


def test_an_english_paragraph_is_marked_and_noted() -> None:
    article = read_text(
        f"{STORY}\nWe are ready for this and we will do what it takes for the people, he said on Monday."
    )
    assert [paragraph.language for paragraph in article.paragraphs] == ["id", "id", "en"]
    assert article.notes == ("1 of 3 paragraphs are in English and stay as they are.",)


@pytest.mark.parametrize("text", ["Harga Beras Naik", "Budi Santoso", "Persib 2-1 Persija", "Rp 3,5 triliun"])
def test_short_texts_count_as_indonesian(text: str) -> None:
    article = read_text(text)
    assert article.language == "id"
    assert [paragraph.text for paragraph in article.paragraphs] == [text]


def test_first_short_line_is_the_title() -> None:
    assert read_text(f"Harga Beras Naik\n\n{STORY}").title == "Harga Beras Naik"
    assert read_text(STORY).title is None
    assert read_text(f"Harga Beras Naik\n{STORY}", "Judul Lain").title == "Judul Lain"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\u2029"])
def test_any_line_end_separates_paragraphs(ends: str) -> None:
    assert len(read_text(STORY.replace("\n", ends)).paragraphs) == 2


def test_hard_wrapped_paragraphs_are_put_together() -> None:
    text = (
        "Pemerintah menaikkan harga beras mulai pekan depan, kata Menteri Budi\n"
        "Santoso di Jakarta. Kenaikan itu berlaku di semua provinsi sampai\n"
        "akhir tahun ini, tetapi tidak untuk beras bantuan yang dibagikan oleh\n"
        "Badan Urusan Pangan kepada keluarga miskin.\n\n"
        "Warga mengeluh karena harga minyak goreng juga naik sejak awal bulan\n"
        "lalu. Menurut mereka, pasar murah belum cukup membantu.\n"
    )
    paragraphs = read_text(text).paragraphs
    assert len(paragraphs) == 2
    assert "kata Menteri Budi Santoso di Jakarta. Kenaikan" in paragraphs[0].text


def test_paragraphs_glued_on_one_line_are_taken_apart() -> None:
    text = "Harga beras naik di ibu kota.Video itu viral di media sosial.Warga mengeluh karena tidak ada bantuan."
    assert [paragraph.text for paragraph in read_text(text).paragraphs] == [
        "Harga beras naik di ibu kota.",
        "Video itu viral di media sosial.",
        "Warga mengeluh karena tidak ada bantuan.",
    ]


def test_a_line_of_50_000_characters_without_a_stop_is_read() -> None:
    article = read_text("harga beras naik dan " * 2_500)
    assert len(article.paragraphs[0].sentences) == 1


def test_control_and_direction_characters_do_not_matter() -> None:
    dirty = STORY.replace("harga", "har\x00ga").replace("beras", "\u202ebe\u200bras\u202c")
    assert [p.text for p in read_text(dirty).paragraphs] == [p.text for p in read_text(STORY).paragraphs]


LINES = st.sampled_from(
    [
        *STORY.splitlines(),
        "Baca Juga:   Harga Gula Naik",
        "close",
        "",
        "Home » Nasional",
        "by Rina",
        "Judul Pendek",
        "(abc)",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_story_sentences_survive_any_arrangement_of_lines(lines: list[str]) -> None:
    try:
        article = read_text("\n".join(lines))
    except InputError:
        assert not set(lines) & set(STORY.splitlines())
        return
    kept = [paragraph.text for paragraph in article.paragraphs]
    for sentence in STORY.splitlines():
        assert kept.count(sentence) == lines.count(sentence)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_an_article_or_an_input_error(text: str) -> None:
    try:
        article = read_text(text)
    except InputError:
        return
    for paragraph in article.paragraphs:
        assert paragraph.text == paragraph.text.strip()
        assert "\n" not in paragraph.text
        assert paragraph.sentences
