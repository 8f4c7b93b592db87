import contextlib
import time

import pytest

from models.article.html import decode, extract
from models.article.read import read_html
from models.errors import EmptyTextError, NoArticleError

PARAGRAPH = (
    "Pemerintah menaikkan harga beras mulai pekan depan, kata Menteri Budi Santoso, di Jakarta, Rabu. "
    "Menurut dia, kenaikan itu, yang sudah dihitung sejak lama, berlaku di semua provinsi sampai akhir tahun."
)


def page(body: str, head: str = "") -> str:
    menu = '<nav><ul><li><a href="/a">Nasional</a></li><li><a href="/b">Ekonomi</a></li></ul></nav>'
    footer = "<footer><p>Copyright © 2023 Kabar</p></footer>"
    return f"<html><head>{head}</head><body>{menu}<article>{body}</article>{footer}</body></html>"


def texts(html: str | bytes) -> list[str]:
    return [paragraph.text for paragraph in read_html(html, check_language=False).paragraphs]


def test_headings_lists_quotes_and_tables_of_the_story_are_kept_in_order() -> None:
    body = (
        f"<h1>Harga Beras Naik</h1><p>{PARAGRAPH}</p><h2>Daftar harga</h2><ul><li>Beras medium</li><li>Beras "
        f"ketan</li></ul>"
        "<table><tr><th>Kota</th><th>Harga</th></tr><tr><td>Solo</td><td>Rp 12.000</td></tr></table>"
        f"<blockquote>Kami siap menambah pasokan beras.</blockquote><p>Pendek saja.</p><p>{PARAGRAPH}</p>"
    )
    assert texts(page(body, "<title>Harga Beras Naik</title>"))[:8] == [
        PARAGRAPH,
        "Daftar harga",
        "Beras medium",
        "Beras ketan",
        "Kota | Harga",
        "Solo | Rp 12.000",
        "Kami siap menambah pasokan beras.",
        "Pendek saja.",
    ]


def test_scripts_comments_styles_and_hidden_elements_are_not_read() -> None:
    body = (
        f"<p>{PARAGRAPH}</p><script>var rahasia = 1;</script><style>p {{ color: red }}</style><!-- komentar -->"
        f'<p style="display:none">Tersembunyi satu.</p><p hidden>Tersembunyi dua.</p><p>{PARAGRAPH}</p>'
    )
    for html in (page(body), body):
        assert texts(html) == [PARAGRAPH, PARAGRAPH]


def test_the_body_of_a_post_is_read_whole() -> None:
    html = "<p>Harga <b>beras</b> naik.</p><h2>Sebab</h2><ul><li>Kemarau</li></ul><div>Warga<br>mengeluh</div>"
    assert texts(html) == ["Harga beras naik.", "Sebab", "Kemarau", "Warga", "mengeluh"]


def test_line_breaks_in_the_source_are_no_paragraphs() -> None:
    assert texts("<p>Harga beras\n   naik lagi\n di pasar.</p>") == ["Harga beras naik lagi di pasar."]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Harga Beras Naik - Kabar</title><meta property='og:site_name' content='Kabar'>", "Harga Beras Naik"),
        ("<title>Harga Beras Naik | kabar.com</title>", "Harga Beras Naik"),
        ("<title>Liga 1 - Persib Menang</title>", "Liga 1 - Persib Menang"),
        ("<meta property='og:title' content='Harga &amp; Beras'>", "Harga & Beras"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harga Beras"}</script>',
            "Harga Beras",
        ),
        ('<script type="application/ld+json">{kaput</script><title>Harga</title>', "Harga"),
        ("", None),
    ],
)
def test_title_comes_from_what_the_page_says(head: str, title: str | None) -> None:
    assert extract(page(f"<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>", head)).title == title


def test_metadata_comes_from_what_the_page_says() -> None:
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "author": [{"name": "Rina Sari"}],'
        '"datePublished": "2023-04-12T09:30:00+07:00", "publisher": {"name": "Kabar"}}]}</script>'
    )
    metadata = read_html(page(f"<p>{PARAGRAPH}</p>", head), url="https://contoh.id/a").metadata
    assert (metadata.author, metadata.date, metadata.site) == ("Rina Sari", "2023-04-12T09:30:00+07:00", "Kabar")
    assert read_html(page(f"<p>{PARAGRAPH}</p>"), url="https://contoh.id/a").metadata.site == "contoh.id"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<meta charset="iso-8859-1">“Siap” é'.encode(), "“Siap” é"),
        ('<meta charset="utf-8">\x93Siap\x94 \xe9'.encode("latin-1"), "“Siap” é"),
        ('<meta charset="latin1">\x93Siap\x94'.encode("latin-1"), "“Siap”"),
        ("\ufeff“Siap”".encode(), "“Siap”"),
        ("“Siap”".encode("utf-16"), "“Siap”"),
        (b'<meta charset="tidak-ada">caf\xe9', "café"),
    ],
)
def test_bytes_are_decoded_as_what_they_are_rather_than_as_declared(content: bytes, text: str) -> None:
    assert decode(content).endswith(text) or text in decode(content)


@pytest.mark.parametrize("html", ["", "   \n ", b"", b"  "])
def test_empty_html_is_an_error(html: str | bytes) -> None:
    with pytest.raises(EmptyTextError):
        read_html(html)


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><body><script>var a = 1;</script></body></html>",
        "<p></p>",
        "<!-- hanya komentar -->",
        "<p hidden>Tidak terlihat</p>",
        "<<<>>>",
    ],
)
def test_html_that_shows_nothing_is_an_error(html: str) -> None:
    with pytest.raises((NoArticleError, EmptyTextError)):
        read_html(html)


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<div>" * 100_000 + f"<p>{PARAGRAPH}</p>" + "</div>" * 100_000 + "</body></html>",
        "<b>" * 100_000 + PARAGRAPH,
        "<ul><li>" * 50_000 + PARAGRAPH,
        "<html><body><table><tr><td>" * 30_000 + PARAGRAPH,
    ],
    ids=["div", "b", "list", "table"],
)
def test_100_000_nested_elements_do_not_hide_the_text_or_hang(html: str) -> None:
    began = time.perf_counter()
    assert PARAGRAPH in " ".join(texts(html))
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "html", ["<" * 100_000, "<script>" * 20_000, "<!--" * 50_000, "&" * 100_000, "<a b='" * 20_000]
)
def test_broken_html_ends_in_an_error_or_an_article_soon(html: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(NoArticleError, EmptyTextError):
        read_html(html, check_language=False)
    assert time.perf_counter() - began < 5
