from models.article.document import Article, Paragraph
from models.article.sentences import split_sentences
from models.digest import Digest, DigestOptions, digest
from models.engines.direct import direct
from models.engines.lexicon import LexiconEngine
from models.summarize.extractive import SummaryOptions
from models.translate.translator import Translator

PARAGRAPHS = [
    "Pemerintah Kota Sukamaju membangun sekolah baru dengan anggaran Rp 3,5 triliun. Sekolah itu untuk 1.250 orang.",
    "Wali Kota Ratna Dewanti mengatakan anggaran itu sudah ada di kas daerah. Warga tidak akan membayar.",
    "Pembangunan sekolah baru oleh pemerintah kota akan dimulai pada hari Senin di Kelurahan Cempaka.",
]


def article() -> Article:
    return Article(
        "Pemerintah Kota Membangun Sekolah Baru",
        tuple(Paragraph(text, split_sentences(text)) for text in PARAGRAPHS),
        notes=("A note.",),
    )


async def run(options: DigestOptions) -> tuple[Digest, LexiconEngine]:
    engine = LexiconEngine()
    return await digest(article(), options, Translator(engine, direct(engine))), engine


async def test_a_full_digest_has_title_paragraphs_and_summary_in_both_languages() -> None:
    result, _ = await run(DigestOptions(SummaryOptions(sentences=2)))
    assert result.title is not None
    assert result.title.en == "Government city Membangun school new"
    assert [p.id for p in result.paragraphs] == PARAGRAPHS
    assert all(p.en for p in result.paragraphs)
    assert result.summary is not None
    assert len(result.summary) == 2
    assert result.notes == ("A note.",)
    assert set(result.timings) == {"summarize", "translate"}


async def test_the_summary_says_in_english_what_the_translation_says() -> None:
    result, _ = await run(DigestOptions(SummaryOptions(sentences=2)))
    assert result.summary is not None
    for sentence in result.summary:
        ((paragraph, _),) = sentence.support
        assert sentence.en
        assert sentence.en in (result.paragraphs[paragraph].en or "")


async def test_summary_sentences_are_sentences_of_the_article() -> None:
    result, _ = await run(DigestOptions(SummaryOptions(sentences=3), translate="none"))
    assert result.summary is not None
    for sentence in result.summary:
        assert sentence.id == " ".join(article().sentence(*place) for place in sentence.support)
        assert sentence.en is None


async def test_translating_the_summary_alone_leaves_the_paragraphs_untranslated() -> None:
    result, engine = await run(DigestOptions(SummaryOptions(sentences=1), translate="summary"))
    assert [p.en for p in result.paragraphs] == [None] * 3
    assert result.summary is not None
    assert result.summary[0].en
    assert result.title is not None
    assert result.title.en
    assert max(engine.batches) == 2  # the title and the one sentence


async def test_nothing_reaches_the_engine_when_no_translation_is_wanted() -> None:
    result, engine = await run(DigestOptions(None, translate="none"))
    assert engine.batches == []
    assert result.summary is None
    assert result.title is not None
    assert result.title.en is None


async def test_findings_name_their_place() -> None:
    result, _ = await run(DigestOptions(None))
    for check in result.checks:
        assert check.where in ("title", "paragraph")
        if check.where == "paragraph":
            assert check.paragraph is not None
            assert check.segment is not None
            segment = result.paragraphs[check.paragraph].segments[check.segment]
            assert check.message in [finding.message for finding in segment.findings]
    assert any(check.where == "paragraph" for check in result.checks)  # a word-for-word translation has some
