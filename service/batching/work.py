"""What the batching layer passes around: requests, and the pieces of work that they wait for."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from models.engines.protocol import Decoding, Hypothesis, Tokens
from models.errors import EngineError
from service.batching.errors import BatchingError

#: What a segment ends as.
Outcome = list[Hypothesis] | EngineError


class Lane(Enum):
    """Who waits for the answer."""

    #: A person, or a program on behalf of one.
    INTERACTIVE = "interactive"
    #: A job or an archive.
    BULK = "bulk"


class State(Enum):
    QUEUED = 1
    RUNNING = 2
    #: Settled, or nobody wants it any more.
    GONE = 3


@dataclass(slots=True)
class Place:
    """In the line.

    Attributes:
        start: virtual time at which the first turn starts.
        serial: the order among those that start at the same time.
        tokens: that came so far.
    """

    start: float
    serial: int
    tokens: int = 0


@dataclass(slots=True, eq=False)
class Flow:
    """Requests of one lane that come one after the other for the same answer, such as the text of an article and then
    its summary. Later ones keep the place of the first one with the same decoding.

    Those with another decoding, such as the second pass over segments in doubt, line up anew: at the head of the line
    they would hardly find others to share a batch with.

    Attributes:
        places: by decoding. Set by the queue.
        lengthy: one of them took more than a turn, or was bulk work. Set by the queue.
    """

    places: "dict[Decoding, Place]" = field(default_factory=dict)
    lengthy: bool = False


@dataclass(slots=True, eq=False)
class Request:
    """One call of ``Batcher.submit``.

    Attributes:
        cost: of all its distinct segments.
        outcomes: one place per segment, filled as they come.
        missing: places still empty.
        done: set when none is empty, or when ``error`` is set.
        works: the work that it waits for, settled pieces included; empty when done.
        error: why it ended early.
        short: a person waits for a few sentences; set by the queue.
        lengthy: its flow takes more than a turn, or is bulk work: short requests may pass it; set by the queue.
        queued: how many pieces of its work have not begun; kept by the queue.
        shelved: which of them are on the shelf of their line.
    """

    lane: Lane
    cost: int
    outcomes: list[Outcome | None]
    missing: int
    done: "asyncio.Future[None]"
    flow: Flow = field(default_factory=Flow)
    works: "list[Work]" = field(default_factory=list)
    error: BatchingError | None = None
    short: bool = False
    lengthy: bool = False
    queued: int = 0
    shelved: "set[Work]" = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Family:
    """All the work with one decoding that is not settled: what may share a batch, and what may be shared."""

    decoding: Decoding
    members: "dict[Tokens, Work]" = field(default_factory=dict)


class Work:
    """One distinct input with one decoding, whoever and however many wait for it.

    Attributes:
        cost: tokens that an engine handles for it: its source, and what is expected to come out, once per beam.
            Padding, queue bound and fairness count these.
        since: when it was queued, on the clock of the event loop.
        claims: who waits for it, and at which places of the request the outcome goes.
        interactive: how many of the claims come from the interactive lane.
    """

    __slots__ = ("claims", "cost", "family", "interactive", "since", "state", "tokens")

    def __init__(self, tokens: Tokens, family: Family, cost: int, since: float) -> None:
        self.tokens = tokens
        self.family = family
        self.cost = cost
        self.since = since
        self.state = State.QUEUED
        self.claims: dict[Request, list[int]] = {}
        self.interactive = 0

    @property
    def lane(self) -> Lane:
        """The best lane among those who wait: shared work is as urgent as its most urgent owner."""
        return Lane.INTERACTIVE if self.interactive else Lane.BULK


def may_be_passed(batch: Sequence[Work]) -> bool:
    """Whether short requests need not wait for the end of a batch: it belongs to something that takes much longer, if
    need be with some of their like. Passing an article, they would only make all batches smaller."""
    owners = [request for work in batch for request in work.claims]
    return any(owner.lengthy for owner in owners) and all(owner.lengthy or owner.short for owner in owners)


def cost_of(source_tokens: int, decoding: Decoding, output_ratio: float) -> int:
    """Tokens that an engine handles for one segment. A decoding with a bound of its own, such as a summariser's, is
    expected to use it: what comes out does not follow from the length of the source there.

    >>> cost_of(10, Decoding(), 1.1), cost_of(500, Decoding(beam_size=4, max_tokens=100), 1.1)
    (21, 900)
    """
    output = decoding.max_tokens or math.ceil(output_ratio * source_tokens)
    return max(1, source_tokens) + output * decoding.beam_size
