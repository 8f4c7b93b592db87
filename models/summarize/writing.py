"""An article of any length, summed up by a model: chunk by chunk, and the result again while it is too long."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from models.checks.side import Language
from models.engines.protocol import Decode, Decoding, Engine, Hypothesis
from models.errors import EngineBusyError, EngineError
from models.summarize.budget import Budget, budget_of, careful
from models.summarize.chunks import Chunk, chunks_of
from models.summarize.hypotheses import Output, read_output
from models.summarize.reading import Reading

#: Most times that a summary is summarised again.
_LEVELS = 4
#: A summary with so many times the wanted sentences is summarised again; below, the best are taken.
TOO_MANY = 2
#: A round that leaves more than this share of the tokens gets nowhere.
_SHRINKS = 0.8


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence on its way into the summary.

    Attributes:
        index: its index in the article, where it stands there as it is; None where the model wrote it.
        cased: whether the model that wrote it knows capitals.
    """

    text: str
    index: int | None = None
    cased: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """Sentences in order, and notes for the reader about what went wrong. No sentences where all did."""

    drafts: tuple[Draft, ...]
    notes: tuple[str, ...]


class Writer:
    """Writes with ``engine``, whose batches are run by ``decode``.

    Args:
        language: what the model writes.
    """

    def __init__(self, engine: Engine, decode: Decode, language: Language) -> None:
        self._engine = engine
        self._decode = decode
        self._language = language

    async def write(self, reading: Reading) -> Written:
        """About as many sentences as ``reading.extract`` has, at most twice as many; more where the model does not get
        shorter. All chunks of a round go to ``decode`` at once.

        A chunk on which the model fails is told by its best sentences, and a note says so.

        Raises:
            EngineBusyError: there was no room or no time.
        """
        budget = await asyncio.to_thread(self._budget, reading)
        drafts = tuple(Draft(sentence.text, index) for index, sentence in enumerate(reading.sentences))
        notes: list[str] = []
        # A model that turns Indonesian into English cannot take what it wrote.
        for level in range(_LEVELS if self._language == "id" else 1):
            chunks, outputs = await self._round(reading, drafts, budget)
            if level == 0 and not any(output.sentences for output in outputs):
                return Written((), (_all_failed(outputs),))
            notes += [note for output in outputs for note in _notes(output)]
            before = drafts
            told = [
                _drafts(output) or (before[chunk.first : chunk.last] if level else _told(reading, chunk, len(chunks)))
                for chunk, output in zip(chunks, outputs, strict=True)
            ]
            drafts = tuple(draft for sentences in told for draft in sentences)
            if len(chunks) == 1 or len(drafts) <= TOO_MANY * budget.sentences:
                break
            if await asyncio.to_thread(self._size, drafts) > _SHRINKS * await asyncio.to_thread(self._size, before):
                break
        return Written(drafts, tuple(dict.fromkeys(notes)))

    async def _round(
        self, reading: Reading, drafts: Sequence[Draft], budget: Budget
    ) -> tuple[tuple[Chunk, ...], list[Output]]:
        own = self._engine.decoding
        chunks = await asyncio.to_thread(
            chunks_of,
            [draft.text for draft in drafts],
            self._count,
            self._engine.max_source_tokens,
            budget.chunks(own),
        )
        decoding = budget.decoding(own, len(chunks))
        outputs = await self._outputs(reading, chunks, decoding)
        useless = [place for place, output in enumerate(outputs) if output.problem]
        if useless:
            try:
                again = await self._outputs(reading, [chunks[place] for place in useless], careful(decoding, own))
            except EngineBusyError:
                return chunks, outputs  # what failed at first is told by sentences of the article
            for place, output in zip(useless, again, strict=True):
                outputs[place] = output if output.sentences else outputs[place]
        return chunks, outputs

    async def _outputs(self, reading: Reading, chunks: Sequence[Chunk], decoding: Decoding) -> list[Output]:
        inputs = await asyncio.to_thread(lambda: [self._engine.encode(chunk.text) for chunk in chunks])
        results = await self._decode(inputs, decoding)
        return await asyncio.to_thread(
            lambda: [self._output(reading, chunk, result) for chunk, result in zip(chunks, results, strict=True)]
        )

    def _output(self, reading: Reading, chunk: Chunk, result: list[Hypothesis] | EngineError) -> Output:
        if isinstance(result, EngineError):
            return Output((), f"failed ({result})")
        if not result:
            return Output((), "gave no output")
        return read_output(result[0], chunk.text, reading.surface, self._language)

    def _budget(self, reading: Reading) -> Budget:
        around = self._count("")
        return budget_of([max(1, self._count(sentence.text) - around) for sentence in reading.extract])

    def _size(self, drafts: Sequence[Draft]) -> int:
        return sum(self._count(draft.text) for draft in drafts)

    def _count(self, text: str) -> int:
        return len(self._engine.encode(text))


def _drafts(output: Output) -> list[Draft]:
    return [Draft(text, cased=output.cased) for text in output.sentences]


def _told(reading: Reading, chunk: Chunk, chunks: int) -> list[Draft]:
    """What stands for one of so many chunks of the article, on which the model failed."""
    indices = reading.best(chunk.first, chunk.last, max(1, len(reading.extract) // chunks))
    return [Draft(reading.sentences[index].text, index) for index in indices]


def _notes(output: Output) -> list[str]:
    if output.problem:
        return [f"A part of the article is told by its own sentences: the model {output.problem}."]
    if output.unfinished:
        return ["A sentence that the model did not finish within its length bound was left out of the summary."]
    return []


def _all_failed(outputs: Sequence[Output]) -> str:
    return f"The summary consists of sentences of the article: the model {outputs[0].problem}."
