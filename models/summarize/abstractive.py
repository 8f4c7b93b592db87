"""Written summaries: a model tells the article in its own words, and every sentence is held against the article."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.article.document import Article
from models.checks.side import Language
from models.engines.protocol import Decode, Engine, ModelCard
from models.errors import ModelUnavailableError
from models.summarize.extractive import SummaryOptions, SummarySentence
from models.summarize.reading import Reading, read_for_summary
from models.summarize.references import Dependence
from models.summarize.verification import Group, Policy, Verification, shortlist
from models.summarize.writing import TOO_MANY, Writer, Written

__all__ = ["AbstractiveSummarizer", "Policy", "Summary"]


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences in order, and notes for the reader: what the model wrote and is not there, and why."""

    sentences: tuple[SummarySentence, ...]
    notes: tuple[str, ...] = ()


class AbstractiveSummarizer:
    """Summarises with ``engine``, whose batches are run by ``decode`` (the engine directly, or a batching layer).

    Args:
        policy: what happens to a sentence that says what the article does not. ``strict``: the sentence of the article
            that it rests on comes in its place, or nothing where that is in the summary already or nothing supports
            it. ``flag``: it stays, with findings. ``off``: nothing is looked for.
        target_language: what the model writes; ``en`` for a model that makes English summaries of Indonesian articles.

    Raises:
        ModelUnavailableError: the engine is for another task.
    """

    def __init__(
        self, engine: Engine, decode: Decode, policy: Policy = "strict", target_language: Language = "id"
    ) -> None:
        if engine.task != "summarisation":
            raise ModelUnavailableError(
                f"{engine.card.name} is a model for {engine.task}; choose one for summarisation as the summariser."
            )
        self._engine = engine
        self._writer = Writer(engine, decode, target_language)
        self._policy: Policy = policy
        self._language: Language = target_language

    @property
    def card(self) -> ModelCard:
        return self._engine.card

    async def summarize(self, article: Article, options: SummaryOptions = SummaryOptions()) -> Summary:
        """A summary of at most as many sentences as the extractive one of these options; every sentence is whole.

        With ``options.sentences`` it has exactly as many: sentences of the article fill up what the model left open.
        Where it wrote nothing of use, the summary is the extractive one. The notes say what was replaced and why.

        Raises:
            EngineBusyError: there was no room or no time for the first pass.
        """
        reading = await asyncio.to_thread(read_for_summary, article, options)
        if not reading.extract:
            return Summary(())
        written = await self._writer.write(reading)
        return await asyncio.to_thread(self._assemble, reading, written, options)

    def _assemble(self, reading: Reading, written: Written, options: SummaryOptions) -> Summary:
        if not written.drafts:
            return Summary(reading.extract, written.notes)
        wanted = len(reading.extract)
        verification = Verification(reading, self._policy, self._language)
        for draft in shortlist(written.drafts, reading, TOO_MANY * wanted, self._language):
            verification.take(draft)
        groups = _trimmed(verification.groups, wanted)
        notes = [*written.notes, *verification.notes, *(group.note for group in groups if group.note)]
        if not groups:
            notes.append("The summary consists of sentences of the article: nothing that the model wrote could stand.")
            return Summary(reading.extract, tuple(notes))
        if options.sentences:
            groups = _filled_up(groups, reading)
        return Summary(_sentences(groups), tuple(notes))


def _trimmed(groups: Iterable[Group], wanted: int) -> list[Group]:
    """The groups, in order, without the least relevant (of equals the later): at most ``wanted`` sentences stay."""
    kept = list(groups)
    while sum(len(group.sentences) for group in kept) > wanted:
        least = min(range(len(kept)), key=lambda place: (kept[place].relevance, -place))
        del kept[least]
    return kept


def _filled_up(groups: Sequence[Group], reading: Reading) -> list[Group]:
    """The groups (one at least), and sentences of the extractive summary that they do not tell, until there are as many
    as it has. Each stands before the first group that tells a later part of the article; what it leans on stands
    before it, for it does so in the extractive summary."""
    kept = list(groups)
    told = {index for group in kept for index in group.indices}
    indices = {sentence.place: index for index, sentence in enumerate(reading.sentences)}
    untold = [index for sentence in reading.extract if (index := indices[sentence.support[0]]) not in told]
    for index in untold[: len(reading.extract) - len(_sentences(kept))]:
        place = next((i for i, group in enumerate(kept) if group.indices and group.indices[0] > index), len(kept))
        if reading.sentences[index].dependence is Dependence.OPENING:
            place = max(place, 1)
        kept.insert(place, Group((reading.extracted(index),), (index,), reading.scores[index]))
    return kept


def _sentences(groups: Iterable[Group]) -> tuple[SummarySentence, ...]:
    return tuple(sentence for group in groups for sentence in group.sentences)
