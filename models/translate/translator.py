"""Paragraphs to English, segment by segment, with the places of each segment on both sides and what was checked."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.article.document import Paragraph, Span
from models.checks.addresses import without_addresses
from models.checks.names import names_to_keep
from models.checks.segment import Finding, check_segment, severity
from models.engines.protocol import Decode, Decoding, Engine, Glossary, Hypothesis, ModelCard, Tokens
from models.errors import EngineBusyError, EngineError
from models.translate.capitals import in_ordinary_letters
from models.translate.quality import Quality
from models.translate.segments import around_links, fit

#: Hypotheses that are followed at once, in both passes; more where the model's publishers have more.
BEAMS: dict[Quality, int] = {"fast": 1, "standard": 2, "high": 4}
#: Of the second pass, where the first has less.
LEAST_REPETITION_PENALTY = 1.1
#: Tokens. Long enough for names and figures that a sentence has twice; loops that the penalty leaves end here.
LONGEST_REPEATED = 8
#: The same for what goes round in circles even so. No loop that the checks know has room in it.
LONGEST_IN_LOOPS = 3

_LETTER = re.compile(r"[^\W\d_]")
#: Languages differ in its separators.
_WRITTEN_NUMBER = re.compile(r"\d[.,:/]\d")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class TranslatedSegment:
    """One segment: its place in the source paragraph and in the translated one, and what the checks found."""

    source: Span
    target: Span
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated paragraph. ``segments`` are in order and do not overlap, on either side."""

    text: str
    segments: tuple[TranslatedSegment, ...]


@dataclass(slots=True, eq=False)
class _Segment:
    """A segment on its way.

    Attributes:
        text: as it stands in the source.
        read: as the model is given it; the same words in the same places.
        tokens: None where the text is taken over as it is.
    """

    source: Span
    text: str
    read: str
    tokens: Tokens | None
    glossary: Glossary = ()
    target: str = ""
    findings: tuple[Finding, ...] = ()


def first_pass(usual: Decoding, quality: Quality) -> Decoding:
    """``usual`` with the beam of ``quality`` where that is wider. All hypotheses of the beam are asked for, since the
    most faithful is taken."""
    beam = max(BEAMS[quality], usual.beam_size)
    return replace(usual, beam_size=beam, num_hypotheses=beam)


def second_pass(first: Decoding) -> Decoding:
    """For segments that a check failed and that no glossary helps: other words, and against loops."""
    return replace(
        first,
        repetition_penalty=max(LEAST_REPETITION_PENALTY, first.repetition_penalty),
        no_repeat_ngram_size=first.no_repeat_ngram_size or LONGEST_REPEATED,
    )


def against_loops(second: Decoding) -> Decoding:
    """For segments that go round in circles after the second pass, too. It is the last resort, since it changes figures
    and names that a sentence has twice."""
    return replace(second, no_repeat_ngram_size=min(LONGEST_IN_LOOPS, second.no_repeat_ngram_size))


def lost_names(findings: Sequence[Finding]) -> Glossary:
    """What the second pass tells the model of a segment that a check failed: the names and addresses that it lost, to
    be kept as they are. Empty where something worse is wrong."""
    kept = names_to_keep(findings) if findings[0].kind in ("name", "address") else ()
    return tuple((name, name) for name in kept)


class Translator:
    """Translates with ``engine``, whose batches are run by ``decode`` (the engine directly, or a batching layer)."""

    def __init__(self, engine: Engine, decode: Decode, quality: Quality = "standard") -> None:
        self._engine = engine
        self._decode = decode
        self._twice = quality != "fast"
        self._first = first_pass(engine.decoding, quality)

    @property
    def card(self) -> ModelCard:
        return self._engine.card

    async def translate(self, paragraphs: Sequence[Paragraph], glossary: Glossary = ()) -> list[Translation]:
        """Translate each paragraph; the answer has one entry for each, in the same order.

        English paragraphs, links, and segments without a word are taken over unchanged. A segment that the engine
        fails on keeps its source text and has a finding of kind ``failed``; nothing is dropped.

        Raises:
            EngineError: every segment failed.
            EngineBusyError: there was no room or no time for the first pass. Without the second, what the first one
                found stands.
        """
        # Tokenising and checking take the processor for long enough to be noticed by other requests.
        plans = await asyncio.to_thread(lambda: [self._plan(paragraph, glossary) for paragraph in paragraphs])
        waiting = [segment for plan in plans for segment in plan if segment.tokens is not None]
        await self._run(waiting)
        return [_assemble(paragraph, plan) for paragraph, plan in zip(paragraphs, plans, strict=True)]

    def _plan(self, paragraph: Paragraph, glossary: Glossary) -> list[_Segment]:
        limit = self._engine.max_source_tokens
        plan: list[_Segment] = []
        pieces = [piece for span in paragraph.sentences for piece in around_links(paragraph.text, span)]
        for sentence in pieces:
            whole = self._segment(paragraph, sentence, glossary)
            if whole.tokens is None or len(whole.tokens) <= limit:
                plan.append(whole)
                continue
            # Glossary lines take their share of the input.
            room = max(limit // 4, limit - len(self._engine.encode("", whole.glossary)))
            for span in fit(paragraph.text, sentence, self._count, room):
                piece = self._segment(paragraph, span, glossary)
                plan.append(_copied(piece) if self._count(piece.text) > room else piece)
        return plan

    def _segment(self, paragraph: Paragraph, span: Span, glossary: Glossary) -> _Segment:
        text = span.of(paragraph.text)
        if paragraph.language == "en" or not _is_to_translate(text):
            return _Segment(span, text, text, None, target=text)
        hints, read = matching(text, glossary), in_ordinary_letters(text)
        return _Segment(span, text, read, self._engine.encode(read, hints), hints)

    def _count(self, text: str) -> int:
        return len(self._engine.encode(text))

    async def _run(self, segments: list[_Segment]) -> None:
        if not segments:
            return
        results = await self._decode([segment.tokens or () for segment in segments], self._first)
        failures = [result for result in results if isinstance(result, EngineError)]
        if len(failures) == len(segments):
            raise failures[0]
        await asyncio.to_thread(_take_first, segments, results)
        doubtful = [segment for segment in segments if _is_doubtful(segment)]
        if not doubtful or not self._twice:
            return
        second = second_pass(self._first)
        told, others = await asyncio.to_thread(self._divide, doubtful)
        await asyncio.gather(self._again(told, self._first), self._again(others, second))
        looping = {segment: segment.tokens or () for segment in others if _is_looping(segment)}
        await self._again(looping, against_loops(second))

    def _divide(self, doubtful: Sequence[_Segment]) -> tuple[dict[_Segment, Tokens], dict[_Segment, Tokens]]:
        """What is decoded like the first time, with the names that were lost as a glossary; and what is searched for
        a more faithful hypothesis: where something worse than a name is wrong, or the model takes no glossary."""
        told: dict[_Segment, Tokens] = {}
        others: dict[_Segment, Tokens] = {}
        for segment in doubtful:
            before = segment.tokens or ()
            kept = lost_names(segment.findings)
            tokens = self._engine.encode(segment.read, segment.glossary + kept) if kept else before
            if tokens != before and len(tokens) <= self._engine.max_source_tokens:
                told[segment] = tokens
            else:
                others[segment] = before
        return told, others

    async def _again(self, inputs: dict[_Segment, Tokens], decoding: Decoding) -> None:
        if not inputs:
            return
        try:
            results = await self._decode(list(inputs.values()), decoding)
        except EngineBusyError:
            return  # what the first pass found still stands, flagged
        await asyncio.to_thread(_take_second, list(inputs), results)


def _is_to_translate(text: str) -> bool:
    """Not signs, addresses and plain figures, such as the number of an item in a list."""
    rest = without_addresses(text)
    return bool(_LETTER.search(rest) or _WRITTEN_NUMBER.search(rest))


def _copied(segment: _Segment) -> _Segment:
    message = "This run of characters has no place to divide it and is too long for the model; it was copied."
    found = Finding("untranslated", message, segment.text, segment.text)
    return _Segment(segment.source, segment.text, segment.text, None, target=segment.text, findings=(found,))


def _take_first(segments: Sequence[_Segment], results: Sequence[list[Hypothesis] | EngineError]) -> None:
    for segment, result in zip(segments, results, strict=True):
        if isinstance(result, EngineError):
            segment.target = segment.text
            segment.findings = (Finding("failed", f"This segment was not translated: {result}", segment.text, ""),)
        else:
            segment.target, segment.findings = _checked(segment, result[0])
            _take_more_faithful(segment, result[1:])


def _take_second(segments: Sequence[_Segment], results: Sequence[list[Hypothesis] | EngineError]) -> None:
    for segment, result in zip(segments, results, strict=True):
        if not isinstance(result, EngineError):
            _take_more_faithful(segment, result)


def _take_more_faithful(segment: _Segment, hypotheses: Sequence[Hypothesis]) -> None:
    """Take the first of those with the least severe findings, where they are less severe than those of what is
    there."""
    for hypothesis in hypotheses:
        if not segment.findings:
            return
        text, findings = _checked(segment, hypothesis)
        if severity(findings) < severity(segment.findings):
            segment.target, segment.findings = text, findings


def _is_doubtful(segment: _Segment) -> bool:
    failed = any(finding.kind == "failed" for finding in segment.findings)
    return not failed and severity(segment.findings) > 0 and bool(_LETTERS.search(segment.text))


def _is_looping(segment: _Segment) -> bool:
    # What goes round in long circles is only seen to be cut off at the length bound.
    return any(finding.kind in ("repetition", "truncated") for finding in segment.findings)


def matching(text: str, glossary: Glossary) -> Glossary:
    """The glossary pairs whose term occurs in ``text`` as whole words, whatever its case."""
    return tuple(
        (term, translation)
        for term, translation in glossary
        if re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE)
    )


def _checked(segment: _Segment, hypothesis: Hypothesis) -> tuple[str, tuple[Finding, ...]]:
    text = " ".join(hypothesis.text.split())
    findings = check_segment(segment.read, text, segment.glossary, hypothesis.truncated)
    if segment.read == segment.text:
        return text, findings
    findings = tuple(replace(finding, source=_as_it_stands(segment, finding.source)) for finding in findings)
    if segment.text != segment.text.upper():
        return text, findings
    return text.upper(), tuple(replace(finding, target=finding.target.upper()) for finding in findings)


def _as_it_stands(segment: _Segment, words: str) -> str:
    """``words`` of what the model was given, as the source has them."""
    at = segment.read.find(words)
    return segment.text[at : at + len(words)] if at >= 0 else words


def _assemble(paragraph: Paragraph, plan: list[_Segment]) -> Translation:
    pieces: list[str] = []
    segments: list[TranslatedSegment] = []
    at = 0
    for i, segment in enumerate(plan):
        if i:
            # Source sentences that stand glued together ("jelasnya.Ia") are set apart in English.
            gap = paragraph.text[plan[i - 1].source.end : segment.source.start] or " "
            pieces.append(gap)
            at += len(gap)
        pieces.append(segment.target)
        segments.append(TranslatedSegment(segment.source, Span(at, at + len(segment.target)), segment.findings))
        at += len(segment.target)
    return Translation("".join(pieces), tuple(segments))
