"""Requests that run as they are: the OpenAPI document shows them, a test sends each. The articles are invented."""

from typing import Any

Examples = dict[str, Any]

_TEXT = """Home » Ekonomi » Harga Beras Turun
Harga Beras di Pasar Induk Turun 5 Persen
Jakarta - Harga beras medium di pasar induk turun 5 persen menjadi Rp 12.500 per kilogram pada Senin (3/6/2024).
Kepala dinas perdagangan, Rina Wulandari, mengatakan pasokan dari daerah panen mencapai 3.200 ton per hari.
"Stok aman untuk dua bulan ke depan," kata Rina.
Baca Juga:   Pemerintah Siapkan Operasi Pasar
Pemerintah kota akan memantau harga di 12 pasar sampai akhir tahun."""

_HTML = """<html><head><title>Warga Bangun Jembatan Baru</title></head><body>
<nav><a href="/">Home</a> <a href="/daerah">Daerah</a></nav>
<article><h1>Warga Bangun Jembatan Baru</h1>
<p>Warga Desa Sukamaju membangun jembatan baru sepanjang 40 meter dengan biaya Rp 1,2 miliar yang dikumpulkan selama
dua tahun.</p>
<p>Kepala desa mengatakan jembatan itu akan dipakai oleh 350 anak sekolah setiap hari, yang sebelumnya harus berjalan
memutar sejauh 7 kilometer.</p>
<p>Pembangunan jembatan tidak memakai anggaran pemerintah daerah.</p></article>
<footer>Copyright © 2024</footer></body></html>"""

ARTICLES: Examples = {
    "article": {
        "summary": "Text as it was copied from a page",
        "value": {"text": _TEXT, "summary": {"length": "short"}, "translate": "full"},
    },
    "html": {
        "summary": "The HTML of a page, with a glossary",
        "value": {
            "html": _HTML,
            "summary": {"sentences": 2, "layout": "bullets"},
            "glossary": [["kepala desa", "village head"]],
        },
    },
    "summary only": {
        "summary": "Only the summary in English",
        "value": {"text": _TEXT, "title": "Harga Beras Turun", "summary": {"length": "short"}, "translate": "summary"},
    },
    "cleaning only": {
        "summary": "Only the cleaned article",
        "value": {"text": _TEXT, "summary": False, "translate": "none"},
    },
}

TRANSLATIONS: Examples = {
    "texts": {
        "summary": "Two texts",
        "value": {
            "texts": [
                "Pemerintah kota membangun 12 sekolah baru.",
                "Harga beras turun 5 persen.\nStok aman untuk dua bulan.",
            ]
        },
    },
    "glossary": {
        "summary": "With terms that have to be used",
        "value": {
            "texts": ["DPR RI menyetujui anggaran baru."],
            "glossary": [["DPR RI", "House of Representatives"]],
        },
    },
    "one bad text": {
        "summary": "An empty text fails alone",
        "value": {"texts": ["Warga desa membangun jembatan baru.", " "]},
    },
}

SUMMARIES: Examples = {
    "text": {"summary": "One text", "value": {"texts": [_TEXT], "length": "short"}},
    "html": {
        "summary": "A page, in two bullets",
        "value": {"texts": [_HTML], "format": "html", "sentences": 2, "layout": "bullets"},
    },
}
