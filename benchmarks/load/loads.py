"""The loads: closed loop, open loop, headlines alone and beside long texts, and clients that leave."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from benchmarks.load.connection import Connection, ConnectionFailedError
from benchmarks.load.material import Material, Text

Kind = Literal["closed", "open", "headlines", "features", "bulk", "leaving"]
#: Loads of which the latencies are those of the headlines.
BESIDE_HEADLINES = ("headlines", "features", "bulk")
#: A request that has no answer by then is an error: seconds after its start.
GIVE_UP_SECONDS = 600.0
#: Share of the requests whose client leaves, and the most seconds after which it does.
LEAVING = 0.1
LEAVES_WITHIN = 2.0
#: Headlines a second, alone or beside long texts.
HEADLINES = 0.3


@dataclass(frozen=True, slots=True)
class Load:
    """
    Attributes:
        kind: ``closed``: ``clients`` send mixed requests, each the next one when the last is answered. ``leaving``:
            the same, and one client in ten goes before its answer. ``open``: mixed requests come at random (Poisson),
            ``rate`` a second. ``headlines``: headlines that come at random and nothing else. ``features`` and ``bulk``:
            the same headlines beside ``clients`` that send long features, or texts of bulk size, without pause.
        seconds: no request is begun later; those that run are waited for.
        requests: or so many requests are begun; 0 for no such bound.
    """

    kind: Kind
    seconds: float
    clients: int = 0
    rate: float = 0.0
    requests: int = 0

    @property
    def name(self) -> str:
        return f"open, {self.rate:g}/s" if self.kind == "open" else f"{self.kind}, {self.clients}"


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Attributes:
        interactive: not one of the long texts that headlines are beside.
        begun, ended: seconds since the start of the load.
        error: empty where a translation came.
    """

    source: Text
    interactive: bool
    begun: float
    ended: float
    translation: str = ""
    error: str = ""


#: Sends one text and gives back the translation; raises where there is none.
Ask = Callable[[Connection, str], Awaitable[str]]


class AnswerError(Exception):
    """The server answered, but with no translation; the message says what it said."""


@dataclass
class Driver:
    """Runs one load against one port. ``left`` counts the clients that went before their answers."""

    load: Load
    port: int
    ask: Ask
    material: Material
    seed: int
    answers: list[Answer] = field(default_factory=list)
    left: int = 0
    _begun: int = 0
    _started: float = 0.0

    async def run(self) -> float:
        """Seconds from the first request to the last answer."""
        self._started = time.perf_counter()
        self._chance = Random(self.seed)
        load, material = self.load, self.material
        async with asyncio.TaskGroup() as group:
            if load.kind == "open":
                group.create_task(self._arrivals(material.mixed(self.seed), load.rate))
            elif load.kind in BESIDE_HEADLINES:
                group.create_task(self._arrivals(material.short(self.seed), HEADLINES))
            texts = self._texts()
            for _ in range(load.clients):
                group.create_task(self._client(texts))
        return max((answer.ended for answer in self.answers), default=self._now())

    def _texts(self) -> Iterator[Text]:
        """What the clients send."""
        if self.load.kind == "features":
            return self.material.features(self.seed)
        return self.material.bulk(self.seed) if self.load.kind == "bulk" else self.material.mixed(self.seed)

    def _now(self) -> float:
        return time.perf_counter() - self._started

    def _may_begin(self) -> bool:
        if self._now() >= self.load.seconds or (self.load.requests and self._begun >= self.load.requests):
            return False
        self._begun += 1
        return True

    async def _client(self, texts: Iterator[Text]) -> None:
        async with Connection(self.port) as connection:
            while self._may_begin():
                leaves = self.load.kind == "leaving" and self._chance.random() < LEAVING
                patience = self._chance.uniform(0, LEAVES_WITHIN) if leaves else None
                await self._request(connection, next(texts), self.load.kind not in BESIDE_HEADLINES, patience)

    async def _arrivals(self, texts: Iterator[Text], rate: float) -> None:
        # Moments and not pauses: however busy the machine is, all contenders get the same number of requests.
        moment = 0.0
        async with asyncio.TaskGroup() as group:
            while True:
                moment += self._chance.expovariate(rate)
                await asyncio.sleep(max(0.0, moment - self._now()))
                if not self._may_begin():
                    return
                group.create_task(self._visit(next(texts)))

    async def _visit(self, text: Text) -> None:
        async with Connection(self.port) as connection:
            await self._request(connection, text, interactive=True, patience=None)

    async def _request(self, connection: Connection, text: Text, interactive: bool, patience: float | None) -> None:
        begun = self._now()
        translation = error = ""
        try:
            async with asyncio.timeout(GIVE_UP_SECONDS if patience is None else patience):
                translation = await self.ask(connection, text.text)
        except TimeoutError:
            if patience is not None:
                self.left += 1
                return
            error = f"no answer within {GIVE_UP_SECONDS:g} s"
        except (AnswerError, ConnectionFailedError) as failure:
            error = str(failure)
            # A client that is refused does not hammer.
            await asyncio.sleep(min(1.0, max(0.0, self.load.seconds - self._now())))
        self.answers.append(Answer(text, interactive, begun, self._now(), translation, error))


async def sampled(work: Awaitable[float], sample: Callable[[], None], every: float) -> float:
    """The result of ``work``; meanwhile ``sample`` is called in a thread every so many seconds, and once at the end."""

    async def keep_sampling() -> None:
        while True:
            await asyncio.to_thread(sample)
            await asyncio.sleep(every)

    sampling = asyncio.create_task(keep_sampling())
    try:
        return await work
    finally:
        sampling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sampling
        await asyncio.to_thread(sample)
