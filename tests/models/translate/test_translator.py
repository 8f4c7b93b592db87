from collections.abc import Sequence
from dataclasses import replace

import pytest

from models.article.document import Paragraph, Span
from models.article.sentences import split_sentences
from models.checks.names import names_to_keep
from models.checks.segment import check_segment
from models.engines.direct import direct
from models.engines.lexicon import BREAKING_WORD, LexiconEngine
from models.engines.protocol import Decoding, Glossary, Hypothesis, Tokens
from models.errors import EngineBusyError, EngineError
from models.translate.quality import Quality
from models.translate.translator import Translation, Translator, against_loops, first_pass, matching, second_pass


def paragraph(text: str, language: str = "id") -> Paragraph:
    return Paragraph(text, split_sentences(text), language)


async def translate(*paragraphs: Paragraph, glossary: tuple[tuple[str, str], ...] = ()) -> list[Translation]:
    engine = LexiconEngine()
    return await Translator(engine, direct(engine)).translate(paragraphs, glossary)


async def test_paragraphs_come_back_in_order_with_the_places_of_their_sentences() -> None:
    source = "Pemerintah akan ada di kota.  Warga tidak ada di rumah."
    first, second = await translate(paragraph(source), paragraph("Sekolah itu baru."))
    assert first.text == "Government will there is in city.  Residents not there is in house."
    assert [segment.source.of(source) for segment in first.segments] == [
        "Pemerintah akan ada di kota.",
        "Warga tidak ada di rumah.",
    ]
    assert [segment.target.of(first.text) for segment in first.segments] == [
        "Government will there is in city.",
        "Residents not there is in house.",
    ]
    assert second.text == "School that new."


async def test_numbers_come_out_in_the_english_format() -> None:
    (translation,) = await translate(paragraph("Anggaran itu Rp 3,5 triliun untuk 1.250.000 orang."))
    assert "3.5 trillion" in translation.text
    assert "1,250,000 people" in translation.text


async def test_sentences_that_stand_glued_together_are_set_apart() -> None:
    text = "Itu sekolah baru.Warga ada di kota."
    (translation,) = await translate(Paragraph(text, (Span(0, 17), Span(17, 35))))
    assert ". Residents" in translation.text


async def test_english_paragraphs_and_segments_without_words_are_taken_over_unchanged() -> None:
    english, rule = await translate(paragraph("He said that the city is new.", "en"), paragraph("* * *"))
    assert english.text == "He said that the city is new."
    assert rule.text == "* * *"


async def test_a_segment_that_breaks_the_engine_keeps_its_source_and_is_flagged() -> None:
    source = f"Warga ada di kota. Kata {BREAKING_WORD} ada di sini. Itu sekolah."
    (translation,) = await translate(paragraph(source))
    assert f"Kata {BREAKING_WORD} ada di sini." in translation.text
    assert [[finding.kind for finding in segment.findings][:1] for segment in translation.segments][1] == ["failed"]
    assert "failed" not in [finding.kind for finding in translation.segments[0].findings]


async def test_when_every_segment_fails_the_engine_error_is_raised() -> None:
    with pytest.raises(EngineError):
        await translate(paragraph(f"Kata {BREAKING_WORD}."))


async def test_an_overlong_sentence_is_translated_in_pieces_without_loss() -> None:
    text = "kota dan " * 600 + "rumah."
    (translation,) = await translate(Paragraph(text, (Span(0, len(text)),)))
    assert translation.text.split() == ("city and " * 600 + "house.").split()
    assert len(translation.segments) > 1


async def test_a_long_run_without_white_space_is_copied_and_flagged() -> None:
    text = "a1-" * 2000
    (translation,) = await translate(Paragraph(text, (Span(0, len(text)),)))
    assert translation.text == text
    assert [finding.kind for finding in translation.segments[0].findings] == ["untranslated"]


async def test_the_glossary_is_used() -> None:
    (translation,) = await translate(
        paragraph("Warga DPR RI ada di kota."), glossary=(("dpr ri", "the House"), ("KPK", "the Commission"))
    )
    assert translation.text == "Residents the House there is in city."


def test_only_terms_that_occur_as_whole_words_match() -> None:
    glossary = (("MA", "Supreme Court"), ("dpr", "House"), ("KPK", "Commission"))
    assert matching("Rapat MAJELIS di DPR.", glossary) == (("dpr", "House"),)


class TwoMinds(LexiconEngine):
    """Wrong number at first; right among the hypotheses of the second pass.

    Args:
        stubborn: never gets it right, and says it otherwise in the second pass.
    """

    def __init__(self, stubborn: bool = False) -> None:
        super().__init__()
        self.stubborn = stubborn
        self.decodings: list[Decoding] = []

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        self.decodings.append(decoding)
        wrong = Hypothesis("Budget it 3.5 million.", 6, -1.0)
        right = Hypothesis("The budget is 3.5 trillion.", 6, -2.0)
        better = Hypothesis("The budget is 3.5 million.", 6, -2.0)
        if decoding.repetition_penalty == 1:
            return [[wrong] for _ in batch]
        return [
            [better if self.stubborn else wrong, Hypothesis("", 0, -9.0) if self.stubborn else right] for _ in batch
        ]


async def budget(engine: LexiconEngine, quality: Quality) -> Translation:
    translator = Translator(engine, direct(engine), quality)
    (translation,) = await translator.translate([paragraph("Anggarannya 3,5 triliun.")])
    return translation


@pytest.mark.parametrize("quality", ["standard", "high"])
async def test_a_doubtful_segment_is_decoded_again_and_the_faithful_hypothesis_is_chosen(quality: Quality) -> None:
    engine = TwoMinds()
    translation = await budget(engine, quality)
    assert translation.text == "The budget is 3.5 trillion."
    assert translation.segments[0].findings == ()
    first = first_pass(Decoding(), quality)
    assert engine.decodings == [first, second_pass(first)]


async def test_of_the_hypotheses_of_the_first_pass_the_faithful_one_is_taken() -> None:
    class Torn(TwoMinds):
        def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
            return super().generate(batch, replace(decoding, repetition_penalty=1.1))

    engine = Torn()
    translation = await budget(engine, "standard")
    assert translation.text == "The budget is 3.5 trillion."
    assert len(engine.decodings) == 1


async def test_where_the_second_pass_mends_nothing_the_first_stands() -> None:
    translation = await budget(TwoMinds(stubborn=True), "standard")
    assert translation.text == "Budget it 3.5 million."
    assert [finding.kind for finding in translation.segments[0].findings] == ["number"]


async def test_fast_decodes_once_and_flags_what_is_in_doubt() -> None:
    engine = TwoMinds()
    translation = await budget(engine, "fast")
    assert translation.text == "Budget it 3.5 million."
    assert [finding.kind for finding in translation.segments[0].findings] == ["number"]
    assert engine.decodings == [Decoding()]


async def test_high_keeps_a_beam_that_is_wider_anyway() -> None:
    engine = TwoMinds()
    engine.decoding = Decoding(beam_size=6)
    await budget(engine, "high")
    assert [decoding.beam_size for decoding in engine.decodings] == [6, 6]


async def test_links_are_copied_and_what_stands_around_them_is_translated() -> None:
    engine = LexiconEngine()
    text = "Daftar di laman (https://kpu.go.id/daftar-pemilih). Gratis"
    (translation,) = await Translator(engine, direct(engine)).translate([paragraph(text)])
    assert "(https://kpu.go.id/daftar-pemilih)." in translation.text.split()
    sources = [segment.source.of(text) for segment in translation.segments]
    assert sources == ["Daftar di laman", "(https://kpu.go.id/daftar-pemilih).", "Gratis"]


async def test_a_line_with_nothing_but_links_is_not_given_to_the_model() -> None:
    class Unwilling(LexiconEngine):
        def generate(self, batch, decoding):  # type: ignore[no-untyped-def]
            raise AssertionError(batch)

    engine = Unwilling()
    text = "2. https://kpu.go.id/a @kpu_id #pemilu"
    (translation,) = await Translator(engine, direct(engine)).translate([paragraph(text)])
    assert translation.text == text


class Lettered(LexiconEngine):
    """Remembers what it was given, and always answers ``answer``."""

    def __init__(self, answer: str) -> None:
        super().__init__()
        self.answer = answer
        self.given: list[str] = []

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        self.given.append(text)
        return super().encode(text, glossary)

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        return [[Hypothesis(self.answer, 5, 0.0)] for _ in batch]


async def test_a_headline_in_capitals_is_read_in_ordinary_letters_and_comes_back_in_capitals() -> None:
    engine = Lettered("Rice prices rose 5 percent in Jakarta")
    text = "HARGA BERAS NAIK 6 PERSEN DI JAKARTA"
    (translation,) = await Translator(engine, direct(engine), "fast").translate([paragraph(text)])
    assert engine.given == ["Harga beras naik 6 persen di Jakarta"]
    assert translation.text == "RICE PRICES ROSE 5 PERCENT IN JAKARTA"
    (finding,) = translation.segments[0].findings
    assert finding.source in text
    assert finding.target in translation.text


async def test_capitals_within_a_sentence_are_not_put_back() -> None:
    engine = Lettered("He wrote that we will never give up.")
    text = "Ia menulis KAMI TIDAK AKAN PERNAH MENYERAH."
    (translation,) = await Translator(engine, direct(engine), "fast").translate([paragraph(text)])
    assert translation.text == "He wrote that we will never give up."


async def test_a_lost_name_is_given_to_the_model_as_a_glossary_and_decoded_as_usual() -> None:
    class Forgetful(LexiconEngine):
        """Remembers a name only where it is told to."""

        def __init__(self) -> None:
            super().__init__()
            self.decodings: list[Decoding] = []

        def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
            return tuple(text.split()) if glossary else tuple(text.replace("Rikwanto", "dia").split())

        def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
            self.decodings.append(decoding)
            return [
                [Hypothesis(f"He met {'Rikwanto' if 'Rikwanto' in tokens else 'him'} there.", 4, 0.0)]
                for tokens in batch
            ]

    engine = Forgetful()
    (translation,) = await Translator(engine, direct(engine)).translate([paragraph("Ia bertemu Rikwanto di sana.")])
    assert translation.text == "He met Rikwanto there."
    assert translation.segments[0].findings == ()
    assert engine.decodings == [first_pass(Decoding(), "standard")] * 2


@pytest.mark.parametrize("lost", ["Belanda", "Menkes"])
def test_a_name_that_is_translated_is_not_kept_in_indonesian(lost: str) -> None:
    findings = check_segment(f"Ia bertemu {lost} di sana.", "He met him over there.")
    assert [finding.source for finding in findings] == [lost]
    assert names_to_keep(findings) == ()


def test_the_second_pass_keeps_what_the_model_decodes_with_anyway() -> None:
    own = Decoding(beam_size=4, repetition_penalty=1.3, no_repeat_ngram_size=3, length_penalty=0.6)
    assert second_pass(first_pass(own, "standard")) == replace(own, num_hypotheses=4)


def test_the_second_pass_is_against_loops() -> None:
    first = first_pass(Decoding(), "standard")
    assert first == Decoding(2, 2)
    assert second_pass(first) == Decoding(2, 2, repetition_penalty=1.1, no_repeat_ngram_size=8)


@pytest.mark.parametrize("cut_off", [False, True])
async def test_what_still_goes_round_in_circles_after_the_second_pass_is_decoded_without_repeated_trigrams(
    cut_off: bool,
) -> None:
    decodings: list[Decoding] = []

    class Looping(LexiconEngine):
        def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
            decodings.append(decoding)
            if decoding.no_repeat_ngram_size == 3:
                return [[Hypothesis("The budget is big.", 5, -3.0)] for _ in batch]
            loop = "a budget that was in no way the one of all those years before, " * 2
            return [[Hypothesis(loop if cut_off else "big, " * 9, 30, -1.0, truncated=cut_off)] for _ in batch]

    engine = Looping()
    translator = Translator(engine, direct(engine))
    (translation,) = await translator.translate([paragraph("Anggarannya besar.")])
    assert translation.text == "The budget is big."
    first = first_pass(Decoding(), "standard")
    second = second_pass(first)
    assert decodings == [first, second, against_loops(second)]


async def test_without_room_for_a_second_pass_the_first_stands_and_is_flagged() -> None:
    class Wrong(LexiconEngine):
        def generate(self, batch, decoding):  # type: ignore[no-untyped-def]
            return [[Hypothesis("The budget is 3.5 million.", 6, -1.0)] for _ in batch]

    engine = Wrong()
    first = direct(engine)

    async def busy(segments, decoding):  # type: ignore[no-untyped-def]
        if decoding != first_pass(engine.decoding, "standard"):
            raise EngineBusyError("full")
        return await first(segments, decoding)

    (translation,) = await Translator(engine, busy).translate([paragraph("Anggarannya 3,5 triliun.")])
    assert translation.text == "The budget is 3.5 million."
    assert [finding.kind for finding in translation.segments[0].findings] == ["number"]
