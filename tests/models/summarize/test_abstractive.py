"""What a reader of a written summary can rely on, whatever the model does."""

import random
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.article.document import Article
from models.engines.direct import direct
from models.engines.lexicon import LexiconEngine
from models.engines.protocol import Decode, Decoding, Hypothesis, Tokens
from models.errors import EngineBusyError, EngineError, ModelUnavailableError
from models.summarize.abstractive import AbstractiveSummarizer, Policy, Summary
from models.summarize.extractive import SummaryOptions, summarize
from tests.models.summarize.articles import MARKET, article
from tests.models.summarize.scripted import Script, ScriptedEngine, lead, says, sentences, summarizer

TITLE = "Pasar Legi Ditutup"
SOURCE = article(MARKET, TITLE)
FAITHFUL = "Pasar Legi ditutup dua pekan untuk perbaikan senilai Rp 3,5 miliar."
WRONG_NUMBER = "Sebanyak 421 pedagang dipindahkan ke lapangan terminal."
WRONG_NAME = "Biaya perbaikan mencapai Rp 3,5 miliar, kata Anies Baswedan."
UNSUPPORTED = "Harga emas dunia melonjak."


async def summary_of(
    script: Script,
    policy: Policy = "strict",
    options: SummaryOptions = SummaryOptions(),
    source: Article = SOURCE,
    decoding: Decoding = Decoding(),
) -> Summary:
    return await summarizer(ScriptedEngine(script, decoding=decoding), policy).summarize(source, options)


def texts(summary: Summary) -> list[str]:
    return [sentence.text for sentence in summary.sentences]


async def test_a_faithful_sentence_is_kept_and_says_what_it_rests_on() -> None:
    summary = await summary_of(says(FAITHFUL))
    (sentence,) = summary.sentences
    assert (sentence.text, sentence.origin, sentence.findings) == (FAITHFUL, "written", ())
    assert set(sentence.support) == {(0, 0), (1, 0)}
    assert summary.notes == ()


@pytest.mark.parametrize(("wrong", "place"), [(WRONG_NUMBER, (0, 1)), (WRONG_NAME, (1, 0))])
async def test_strict_puts_the_sentence_of_the_article_in_place_of_an_invention(
    wrong: str, place: tuple[int, int]
) -> None:
    summary = await summary_of(says(wrong))
    (sentence,) = summary.sentences
    assert (sentence.text, sentence.origin, sentence.support) == (SOURCE.sentence(*place), "extracted", (place,))
    (note,) = summary.notes
    assert wrong in note
    assert "replaced" in note


async def test_strict_leaves_an_invention_out_where_what_it_rests_on_is_there_already() -> None:
    summary = await summary_of(says(f"{FAITHFUL} Pasar Legi ditutup tujuh pekan untuk perbaikan."))
    assert texts(summary) == [FAITHFUL]
    assert "tujuh pekan" in summary.notes[0]
    assert "already" in summary.notes[0]


async def test_strict_leaves_out_what_nothing_supports() -> None:
    summary = await summary_of(says(f"{FAITHFUL} {UNSUPPORTED}"))
    assert texts(summary) == [FAITHFUL]
    assert UNSUPPORTED in summary.notes[0]


async def test_a_sentence_in_place_of_an_invention_comes_with_what_it_leans_on() -> None:
    summary = await summary_of(says("Pedagang tidak membayar sewa selama 9 bulan dipindahkan."))
    assert [sentence.support for sentence in summary.sentences] == [((1, 0),), ((1, 1),)]


async def test_flag_keeps_an_invention_with_findings() -> None:
    summary = await summary_of(says(WRONG_NUMBER), "flag")
    (sentence,) = summary.sentences
    assert (sentence.text, sentence.origin) == (WRONG_NUMBER, "written")
    assert [finding.kind for finding in sentence.findings] == ["number"]


async def test_flag_says_which_sentence_nothing_supports() -> None:
    summary = await summary_of(says(UNSUPPORTED), "flag")
    assert texts(summary) == [UNSUPPORTED]
    assert summary.sentences[0].support == ()
    assert UNSUPPORTED in summary.notes[0]


async def test_off_looks_for_nothing() -> None:
    summary = await summary_of(says(f"{WRONG_NUMBER} {UNSUPPORTED}"), "off")
    assert texts(summary) == [WRONG_NUMBER, UNSUPPORTED]
    assert [sentence.findings for sentence in summary.sentences] == [(), ()]
    assert summary.notes == ()


async def test_sentences_that_the_model_copied_count_as_extracted() -> None:
    summary = await summary_of(lead(2))
    assert texts(summary) == MARKET[0]
    assert [sentence.origin for sentence in summary.sentences] == ["extracted", "extracted"]
    assert summary.notes == ()


async def test_a_copy_without_capitals_is_the_sentence_of_the_article() -> None:
    summary = await summary_of(says("sebanyak 412 pedagang dipindahkan ke lapangan parkir terminal ."))
    assert texts(summary) == [MARKET[0][1]]
    assert summary.sentences[0].origin == "extracted"


async def test_a_model_without_capitals_gets_those_of_the_article() -> None:
    summary = await summary_of(says("pasar legi ditutup dua pekan , kata ratna wulandari . biaya rp 3 , 5 miliar ."))
    assert texts(summary)[0] == "Pasar Legi ditutup dua pekan, kata Ratna Wulandari."
    assert texts(summary)[1] == "Biaya Rp 3,5 miliar."


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("", "wrote nothing"),
        ("   ", "wrote nothing"),
        ("Pasar.", "wrote no sentence"),
        ("Pasar Legi ditutup dan dan dan dan dan dan dan.", "repeated"),
        ("Pasar Legi <extra_id_0> ditutup.", "<extra_id_0>"),
        ("kata " * 400, "repeated"),
        (" ".join(f"kata{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(600)), "length bound"),
    ],
)
@pytest.mark.parametrize("policy", ["strict", "flag", "off"])
async def test_useless_output_gives_the_extractive_summary_and_a_note(output: str, reason: str, policy: Policy) -> None:
    summary = await summary_of(says(output), policy)
    assert summary.sentences == summarize(SOURCE)
    (note,) = summary.notes
    assert reason in note


async def test_sentences_that_say_the_same_phrase_are_no_loop() -> None:
    places = ("di pasar itu", "kemarin", "lagi", "bersama warga", "di kantor")
    output = " ".join(f"Pedagang lapak Pasar Legi menunggu {place}." for place in places)
    summary = await summary_of(says(output), "off")
    assert texts(summary)[0] == "Pedagang lapak Pasar Legi menunggu di pasar itu."
    assert not any("over and over" in note for note in summary.notes)


async def test_an_article_of_which_nothing_could_stand_gives_the_extractive_summary_and_notes() -> None:
    summary = await summary_of(says(UNSUPPORTED))
    assert summary.sentences == summarize(SOURCE)
    assert len(summary.notes) == 2


async def test_a_sentence_cut_off_at_the_length_bound_is_left_out_with_a_note() -> None:
    output = f"{FAITHFUL} Lalu {' '.join(f'pedagang{chr(97 + i)}' for i in range(26))} " + "lagi pula " * 2
    summary = await summary_of(says(output), decoding=Decoding(max_tokens=24))
    assert texts(summary) == [FAITHFUL]
    assert "did not finish" in summary.notes[0]


async def test_a_loop_is_decoded_once_more_without_repeated_ngrams() -> None:
    class Loops(ScriptedEngine):
        def _hypothesis(self, text: str, decoding: Decoding) -> Hypothesis:
            loop = "Pasar Legi ditutup ditutup ditutup ditutup ditutup."
            return Hypothesis(FAITHFUL if decoding.no_repeat_ngram_size else loop, 10, 0.0)

    engine = Loops(says(""))
    summary = await summarizer(engine).summarize(SOURCE)
    assert texts(summary) == [FAITHFUL]
    assert [decoding.no_repeat_ngram_size for decoding in engine.decodings] == [0, 3]


async def test_an_engine_that_fails_gives_the_extractive_summary_and_a_note() -> None:
    source = article([["RUSAKMESIN terjadi di Kota Sukamaju kemarin.", "Warga mengungsi ke balai desa."]])
    summary = await summary_of(lead(1), source=source)
    assert summary.sentences == summarize(source)
    assert "RUSAKMESIN" in summary.notes[0]


def busy_after(calls: int, decode: Decode) -> Decode:
    """Passes on so many calls and refuses the next, as the batching layer does when its queue is full."""
    made = 0

    async def refuse(segments: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis] | EngineError]:
        nonlocal made
        made += 1
        if made > calls:
            raise EngineBusyError("There is no room now.")
        return await decode(segments, decoding)

    return refuse


async def test_a_busy_engine_is_told_to_the_caller() -> None:
    engine = ScriptedEngine(lead(1))
    with pytest.raises(EngineBusyError):
        await AbstractiveSummarizer(engine, busy_after(0, direct(engine))).summarize(SOURCE)


async def test_without_room_for_a_second_try_the_extractive_summary_stands() -> None:
    engine = ScriptedEngine(says(""))
    summary = await AbstractiveSummarizer(engine, busy_after(1, direct(engine))).summarize(SOURCE)
    assert summary.sentences == summarize(SOURCE)


def test_an_engine_for_another_task_is_refused() -> None:
    engine = LexiconEngine()
    with pytest.raises(ModelUnavailableError, match="lexicon is a model for translation"):
        AbstractiveSummarizer(engine, direct(engine))


async def test_an_article_without_sentences_has_no_summary() -> None:
    assert await summary_of(lead(1), source=Article(None, ())) == Summary(())


# How long it gets.


def long_article(count: int) -> Article:
    towns = ("Sukamaju", "Cempaka", "Melati", "Kenanga", "Mawar", "Anggrek", "Dahlia")
    events = ("banjir", "kebakaran", "longsor", "panen", "pemilihan", "pembangunan", "pameran")
    return article(
        [
            [f"Peristiwa {events[i % 7]} nomor {100 + i} terjadi di Kabupaten {towns[(i // 7) % 7]} pada hari itu."]
            for i in range(count)
        ]
    )


async def test_a_long_article_is_told_in_chunks_of_one_call_and_merged_until_it_is_short_enough() -> None:
    engine = ScriptedEngine(lead(2), max_source_tokens=100)
    source = long_article(200)
    summary = await summarizer(engine).summarize(source)
    assert len(engine.inputs) > 1
    assert len(engine.inputs[0]) >= 20
    assert len(engine.inputs) <= 4
    given = [sentence for text in engine.inputs[0] for sentence in sentences(text)]
    assert sorted(given) == sorted(source.sentence(i, 0) for i in range(200))
    assert [len(batch) for batch in engine.inputs] == sorted((len(batch) for batch in engine.inputs), reverse=True)
    assert 1 <= len(summary.sentences) <= 6


async def test_a_model_that_gets_no_shorter_does_not_run_for_ever() -> None:
    engine = ScriptedEngine(lambda text: text, max_source_tokens=60)
    summary = await summarizer(engine).summarize(long_article(100))
    assert len(engine.inputs) <= 2 * 4
    assert 1 <= len(summary.sentences) <= 6


@pytest.mark.parametrize("count", range(1, 9))
async def test_as_many_sentences_as_asked_for(count: int) -> None:
    source = long_article(12)
    summary = await summary_of(lead(2), options=SummaryOptions(sentences=count), source=source)
    assert len(summary.sentences) == count
    places = [sentence.support[0] for sentence in summary.sentences]
    assert places == sorted(set(places))


async def test_what_is_least_relevant_is_trimmed_in_whole_sentences() -> None:
    written = "Pasar Legi terendam saat hujan. Pasar Legi ditutup dua pekan. Pedagang tidak membayar sewa."
    summary = await summary_of(says(written), options=SummaryOptions(sentences=1))
    assert texts(summary) == ["Pasar Legi ditutup dua pekan."]


async def test_what_was_trimmed_needs_no_note() -> None:
    summary = await summary_of(
        says("Pasar Legi ditutup dua pekan. Pasar Legi kerap terendam sejak 1989."), options=SummaryOptions(sentences=1)
    )
    assert texts(summary) == ["Pasar Legi ditutup dua pekan."]
    assert summary.notes == ()


async def test_a_sentence_that_repeats_another_comes_once() -> None:
    summary = await summary_of(says(f"{FAITHFUL} Perbaikan senilai Rp 3,5 miliar, Pasar Legi ditutup."))
    assert texts(summary) == [FAITHFUL]


async def test_longer_summaries_get_more_tokens_and_keep_the_settings_of_the_model() -> None:
    own = Decoding(beam_size=4, repetition_penalty=1.2, no_repeat_ngram_size=2, length_penalty=0.6)
    bounds = []
    for length in ("short", "medium", "long"):
        engine = ScriptedEngine(lead(1), decoding=own)
        await summarizer(engine).summarize(long_article(18), SummaryOptions(length=length))
        (decoding,) = engine.decodings
        assert (decoding.beam_size, decoding.repetition_penalty, decoding.no_repeat_ngram_size) == (4, 1.2, 2)
        assert decoding.length_penalty == 0.6
        assert 0 < decoding.min_tokens <= decoding.max_tokens // 2
        bounds.append(decoding.max_tokens)
    assert bounds == sorted(set(bounds))


async def test_a_model_made_for_short_outputs_gets_more_chunks_for_a_longer_summary() -> None:
    engine = ScriptedEngine(lead(1), decoding=Decoding(max_tokens=20))
    summary = await summarizer(engine).summarize(long_article(18), SummaryOptions(length="long"))
    assert len(engine.inputs[0]) > 2
    assert engine.decodings[0].max_tokens <= 20
    assert len(summary.sentences) > 2


# Properties.

WORDS = "pasar warga banjir Sukamaju Ratna Wulandari menutup membayar 412 7 3,5 Senin jalan tidak 1998 persen".split()
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=9).map(
    lambda chosen: " ".join(chosen).capitalize() + "."
)
PARAGRAPHS = st.lists(st.lists(SENTENCES, min_size=1, max_size=4), min_size=1, max_size=6)
OPTIONS = st.one_of(
    st.sampled_from(["short", "medium", "long"]).map(lambda length: SummaryOptions(length=length)),  # type: ignore[arg-type]
    st.integers(1, 9).map(lambda count: SummaryOptions(sentences=count)),
)


def perturbing(seed: int) -> Script:
    """Tells some of the sentences with words and digits changed, added and left out."""

    def script(text: str) -> str:
        chance = random.Random(f"{seed}{text}")
        told = []
        for sentence in sentences(text):
            if chance.random() < 0.5:
                continue
            words = [
                re.sub(r"\d", lambda match: str((int(match[0]) + 1) % 10), word) if chance.random() < 0.3 else word
                for word in sentence.split()
                if chance.random() < 0.9
            ]
            told.append(" ".join([*words[:-1], chance.choice(["Baswedan", "88 persen", "itu", "itu"]), *words[-1:]]))
        return " ".join(told)

    return script


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:,\d+)?", text))


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, OPTIONS, st.integers(0, 10**6), st.sampled_from([30, 512]))
async def test_a_strict_summary_holds_no_number_and_no_stranger_that_the_article_does_not(
    paragraphs: list[list[str]], options: SummaryOptions, seed: int, limit: int
) -> None:
    source = article(paragraphs)
    engine = ScriptedEngine(perturbing(seed), max_source_tokens=limit)
    summary = await summarizer(engine).summarize(source, options)
    whole = " ".join(sentence for paragraph in paragraphs for sentence in paragraph)
    extract = summarize(source, options)
    assert 1 <= len(summary.sentences) <= len(extract)
    if options.sentences:
        assert len(summary.sentences) == len(extract)
    for sentence in summary.sentences:
        assert numbers(sentence.text) <= numbers(whole)
        assert "Baswedan" not in sentence.text
        assert sentence.support
        assert sentence.findings == ()


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, OPTIONS, st.integers(0, 10**6), st.sampled_from(["strict", "flag", "off"]))
async def test_support_points_at_sentences_of_the_article(
    paragraphs: list[list[str]], options: SummaryOptions, seed: int, policy: Policy
) -> None:
    source = article(paragraphs)
    engine = ScriptedEngine(perturbing(seed), max_source_tokens=40)
    summary = await summarizer(engine, policy).summarize(source, options)
    for batch in engine.inputs:
        assert all(len(engine.encode(text)) <= 40 for text in batch)
    for sentence in summary.sentences:
        assert len(set(sentence.support)) == len(sentence.support)
        for place in sentence.support:
            assert source.sentence(*place)
        if sentence.origin == "extracted":
            assert sentence.text == source.sentence(*sentence.support[0])


async def test_the_same_article_gives_the_same_summary() -> None:
    engine = ScriptedEngine(perturbing(5), max_source_tokens=60)
    source = long_article(60)
    made = [await summarizer(engine).summarize(source) for _ in range(2)]
    assert made[0] == made[1]
