"""Articles written for these tests, from lists of sentences."""

from models.article.document import Article, Paragraph, Span

#: A market story in the shape of a wire report: lead, quotation with a speaker named before it, background, list.
MARKET = [
    [
        "Pemerintah Kota Sukamaju menutup Pasar Legi selama dua pekan mulai Senin (6/3) untuk perbaikan saluran air.",
        "Sebanyak 412 pedagang dipindahkan ke lapangan parkir terminal.",
    ],
    [
        "Kepala Dinas Perdagangan Ratna Wulandari mengatakan biaya perbaikan mencapai Rp 3,5 miliar.",
        "Ia menjamin pedagang tidak membayar sewa selama dipindahkan.",
    ],
    ['"Semua lapak di terminal gratis," kata Ratna.', '"Listrik juga kami tanggung," katanya.'],
    ["Lalu, bagaimana dengan pedagang musiman?"],
    ["Hal itu belum diputuskan oleh pemerintah kota.", "Namun, paguyuban pedagang meminta kepastian sebelum Ramadan."],
    ["Pasar Legi terakhir diperbaiki pada 1998 dan kerap terendam saat hujan deras."],
    ["Berikut jadwal pemindahan pedagang Pasar Legi:", "1. Pedagang sayur pada Sabtu."],
]


def article(
    paragraphs: list[list[str]], title: str | None = None, languages: list[str] | None = None, language: str = "id"
) -> Article:
    """An article whose paragraphs have exactly these sentences."""
    built = []
    for index, sentences in enumerate(paragraphs):
        spans, start = [], 0
        for sentence in sentences:
            spans.append(Span(start, start + len(sentence)))
            start += len(sentence) + 1
        built.append(Paragraph(" ".join(sentences), tuple(spans), languages[index] if languages else language))
    return Article(title, tuple(built), language=language)
