from typing import Literal

import pytest

from models.article.document import Article, Paragraph
from models.article.sentences import split_sentences
from models.digest import Digest, DigestOptions, digest
from models.engines.direct import direct
from models.engines.lexicon import LexiconEngine
from models.summarize.abstractive import AbstractiveSummarizer, Policy
from models.summarize.extractive import SummaryOptions
from models.translate.translator import Translator
from tests.models.summarize.scripted import ScriptedEngine, says

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


# Written summaries.

WRITTEN = "Sekolah baru dibangun dengan anggaran Rp 3,5 triliun."
INVENTED = "Sekolah baru dibangun dengan anggaran Rp 7,5 triliun."
FULL = DigestOptions()
ENGLISH = "Ratna Dewanti said the budget of Rp 3.5 trillion was there."


def writer(text: str, policy: Policy = "strict", target_language: Literal["id", "en"] = "id") -> AbstractiveSummarizer:
    engine = ScriptedEngine(says(text))
    return AbstractiveSummarizer(engine, direct(engine), policy, target_language)


async def written(summarizer: AbstractiveSummarizer, options: DigestOptions = FULL) -> tuple[Digest, LexiconEngine]:
    engine = LexiconEngine()
    return await digest(article(), options, Translator(engine, direct(engine)), summarizer), engine


@pytest.mark.parametrize("translate", ["full", "summary"])
async def test_what_a_model_wrote_is_translated_on_its_own(translate: Literal["full", "summary"]) -> None:
    result, _ = await written(writer(WRITTEN), DigestOptions(translate=translate))
    assert result.summary is not None
    (sentence,) = result.summary
    assert (sentence.id, sentence.origin) == (WRITTEN, "written")
    assert sentence.en == "School new dibangun with budget Rp 3.5 trillion."
    assert result.route == "summarise-then-translate"


async def test_a_replaced_sentence_takes_the_translation_of_the_article_and_a_note_says_so() -> None:
    result, _ = await written(writer(INVENTED))
    assert result.summary is not None
    (sentence,) = result.summary
    assert (sentence.id, sentence.origin, sentence.support) == (article().sentence(0, 0), "extracted", ((0, 0),))
    assert sentence.en
    assert sentence.en in (result.paragraphs[0].en or "")
    assert result.notes[0] == "A note."
    assert INVENTED in result.notes[1]
    assert result.route == "extract-then-translate"


async def test_written_and_extracted_sentences_keep_their_places() -> None:
    text = f"{PARAGRAPHS[1].split('. ')[1]} {WRITTEN} Warga Kelurahan Cempaka menunggu pembangunan sekolah."
    result, _ = await written(writer(text, "flag"), DigestOptions(SummaryOptions(sentences=3)))
    assert result.summary is not None
    assert [sentence.origin for sentence in result.summary] == ["extracted", "written", "written"]
    assert all(sentence.en for sentence in result.summary)
    assert (result.summary[1].en or "").startswith("School new")
    assert (result.summary[2].en or "").startswith("Residents")


async def test_findings_of_a_kept_sentence_are_checks_of_the_summary() -> None:
    result, _ = await written(writer(INVENTED, "flag"), DigestOptions(translate="none"))
    (check,) = result.checks
    assert (check.where, check.paragraph, check.segment, check.kind) == ("summary", None, 0, "number")
    assert check.target == "Rp 7,5 triliun"
    assert result.route == "summarise"


async def test_a_model_that_writes_english_needs_no_translation() -> None:
    result, engine = await written(writer(ENGLISH, target_language="en"), DigestOptions(translate="summary"))
    assert result.summary is not None
    (sentence,) = result.summary
    assert sentence.en == ENGLISH
    assert sentence.support[0] in ((0, 0), (1, 0))
    assert article().sentence(*sentence.support[0]) in sentence.id
    assert engine.batches == [1]  # the title
    assert result.route == "direct"


async def test_an_english_invention_is_replaced_by_what_it_rests_on_and_translated() -> None:
    invented = ENGLISH.replace("3.5", "9.5")
    result, _ = await written(writer(invented, target_language="en"), DigestOptions(SummaryOptions(length="long")))
    assert result.summary is not None
    assert [sentence.support for sentence in result.summary] == [
        ((0, 0),),
        ((0, 1),),
        ((1, 0),),
    ]  # "itu" needs the others
    assert all(sentence.en and sentence.origin == "extracted" for sentence in result.summary)
    assert invented in result.notes[1]
    assert result.route == "extract-then-translate"


async def test_an_english_sentence_that_nothing_supports_has_no_indonesian_side() -> None:
    text = "Gold prices soared."
    result, _ = await written(writer(text, "flag", "en"))
    assert result.summary is not None
    assert [(sentence.id, sentence.en, sentence.support) for sentence in result.summary] == [("", text, ())]
    assert text in result.notes[1]


@pytest.mark.parametrize(("translate", "route"), [("none", "extract"), ("full", "extract-then-translate")])
async def test_without_a_summariser_the_route_is_an_extract(translate: Literal["none", "full"], route: str) -> None:
    result, _ = await run(DigestOptions(translate=translate))
    assert result.route == route


async def test_without_a_summary_there_is_no_route() -> None:
    result, _ = await written(writer(WRITTEN), DigestOptions(None))
    assert (result.summary, result.route) == (None, None)
