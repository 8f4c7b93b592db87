"""The order of service: lanes by weight, requests in turn, segments of like length together.

Fairness between requests is start-time fair queueing (Goyal, Vin, Cheng 1996, "Start-time Fair Queuing") in turns of
half a full batch: a segment gets a tag, the virtual time at which its turn would start if all requests of its lane
shared the engine equally, and virtual time goes on with the tokens served to each of them (WF2Q+: Bennett & Zhang 1997,
"Hierarchical packet fair queueing algorithms"). Requests of up to a turn, which most articles are, are served as they
came: were each given a little in turn, all would be finished late. Longer ones take turns.

Each decoding has a line of its own, since a batch has one decoding only: so a rare one finds all that waits for it,
and not just what happens to be due at the moment. What is due next of it, some batches, lies on a shelf, and is cut
into batches by length; the one with what is due first goes next. Were there only one batch on the shelf, that would
have to take all lengths together. The shelf is filled anew when it is nearly empty and not before: were it always full,
newcomers of a common length would pass, and each request would wait for the last of its lengths.

Everything here is synchronous and owned by the event loop.
"""

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from service.batching.work import Family, Lane, Place, Request, State, Work

#: Shares of the engine while both lanes have work.
WEIGHTS = {Lane.INTERACTIVE: 8, Lane.BULK: 1}
#: Of work that is divided between idle workers, the part with the longest segments gets this much of an even share: it
#: takes more decoding steps (docs/performance.md).
LONG_SHARE = 0.8
#: What lies on the shelf, in turns.
SHELVED = 16
#: Nothing in a batch costs less than the longest divided by this.
MAX_SPREAD = 2
#: A request is short when it, and all that runs with it, costs at most this part of a turn.
SHORT_PART = 8
#: A heap is rebuilt when this many of its entries, and more than half, are dead.
MIN_DEAD = 64


class Entry(NamedTuple):
    """What to do, and for whom; by tag. The serial numbers of the place and of the entry make the order total."""

    tag: float
    place: int
    serial: int
    work: Work
    request: Request


@dataclass(slots=True)
class Entries:
    """First due on top. Entries die where they are and are dropped when they surface or when they are the majority."""

    heap: list[Entry] = field(default_factory=list)
    dead: int = 0

    def first(self) -> Entry | None:
        while self.heap:
            entry = self.heap[0]
            if _alive(entry):
                return entry
            heapq.heappop(self.heap)
            self.dead -= 1
        return None

    def by_length(self) -> list[Entry]:
        """All of them, those that cost most first, and of those that cost the same what is due first."""
        return sorted(filter(_alive, self.heap), key=lambda entry: (-entry.work.cost, entry))

    def add(self, entry: Entry) -> None:
        heapq.heappush(self.heap, entry)

    def bury(self) -> None:
        """One more entry is dead."""
        self.dead += 1
        if self.dead >= MIN_DEAD and self.dead * 2 > len(self.heap):
            self.heap = [entry for entry in self.heap if _alive(entry)]
            heapq.heapify(self.heap)
            self.dead = 0


def _alive(entry: Entry) -> bool:
    return entry.work.state is State.QUEUED and entry.request in entry.work.claims


@dataclass(slots=True)
class Line:
    """What waits for one decoding.

    Attributes:
        later: what is due later.
        shelf: what is due next.
        shelved: tokens on the shelf.
    """

    later: Entries = field(default_factory=Entries)
    shelf: Entries = field(default_factory=Entries)
    shelved: int = 0

    def first(self) -> Entry | None:
        """What is due first."""
        return min([entry for entry in (self.later.first(), self.shelf.first()) if entry], default=None)

    def add(self, entry: Entry) -> None:
        if entry.request.short:
            self._shelve(entry)
        else:
            self.later.add(entry)

    def fill_shelf(self, tokens: int) -> None:
        """Move what is due first, up to so many tokens on the shelf, and whatever is due before all that is there."""
        first = self.shelf.first()
        while (entry := self.later.first()) and (self.shelved < tokens or (first and entry < first)):
            heapq.heappop(self.later.heap)
            self._shelve(entry)

    def _shelve(self, entry: Entry) -> None:
        self.shelf.add(entry)
        entry.request.shelved.add(entry.work)
        self.shelved += entry.work.cost


@dataclass(slots=True)
class LaneQueue:
    """One lane.

    Attributes:
        lines: by decoding.
        alive: entries that are to be served.
        waiting: requests that have something in the lane.
        lengthy: how many of them take more than a turn.
        articles: how many of them take no more, but are not short.
        short: tokens of short requests.
        clock: virtual time of the lane: tokens served to each of those who share it.
        served: tokens served, divided by the weight of the lane (times a constant).
    """

    lines: dict[Family, Line] = field(default_factory=dict)
    alive: int = 0
    waiting: int = 0
    lengthy: int = 0
    articles: int = 0
    short: int = 0
    clock: float = 0.0
    served: int = 0

    @property
    def lengthy_only(self) -> bool:
        """Whether nothing that waits is worth a batch with short requests: some of it takes more than a turn, and all
        the rest is short."""
        return self.lengthy > 0 and not self.articles

    def push(self, entry: Entry) -> None:
        self.lines.setdefault(entry.work.family, Line()).add(entry)
        self.alive += 1
        self.short += entry.request.short * entry.work.cost
        if not entry.request.queued:
            self._count(entry.request, 1)
        entry.request.queued += 1

    def first(self) -> Entry | None:
        """What is due first; lines that are empty are cleared away."""
        best: Entry | None = None
        for family, line in list(self.lines.items()):
            entry = line.first()
            if entry is None:
                del self.lines[family]
            elif best is None or entry < best:
                best = entry
        return best

    def place_of(self, work: Work, request: Request) -> Entries:
        """Where the entry for it stands."""
        line = self.lines[work.family]
        return line.shelf if work in request.shelved else line.later

    def drop(self, work: Work, request: Request) -> None:
        """The entry for it is dead or taken."""
        if work in request.shelved:
            request.shelved.remove(work)
            self.lines[work.family].shelved -= work.cost
        self.alive -= 1
        self.short -= request.short * work.cost
        request.queued -= 1
        if not request.queued:
            self._count(request, -1)

    def _count(self, request: Request, sign: int) -> None:
        self.waiting += sign
        self.lengthy += sign * request.lengthy
        self.articles += sign * (not request.lengthy and not request.short)


@dataclass(slots=True)
class Load:
    """What waits in one lane, shared work counted once."""

    segments: int = 0
    tokens: int = 0

    def add(self, work: Work, sign: int) -> None:
        self.segments += sign
        self.tokens += sign * work.cost


class FairQueue:
    """Work that waits, and which of it goes next."""

    def __init__(self, max_batch_tokens: int, *, express: bool = False) -> None:
        self._max_batch_tokens = max_batch_tokens
        self._turn = math.ceil(max_batch_tokens / 2)
        self._short_tokens = self._turn // SHORT_PART if express else 0
        #: The entries of short requests once more, whatever their length.
        self._short = Entries()
        self._lanes = {lane: LaneQueue() for lane in Lane}
        self._served = 0
        self._serial = 0
        self.load = {lane: Load() for lane in Lane}

    def __len__(self) -> int:
        """Number of pieces of work that wait."""
        return sum(load.segments for load in self.load.values())

    @property
    def tokens(self) -> int:
        """Their cost."""
        return sum(load.tokens for load in self.load.values())

    def enter(self, request: Request, works: Iterable[tuple[Work, list[int]]]) -> None:
        """Let ``request`` wait for ``works``, new or shared, with the places that each fills; what has not begun is
        put in line. O(n log m), m being what waits."""
        lane = self._lanes[request.lane]
        load = self.load[request.lane]
        urgent = request.lane is Lane.INTERACTIVE
        request.short = urgent and request.cost <= self._short_tokens
        request.flow.lengthy |= not urgent or request.cost > self._turn
        request.lengthy = request.flow.lengthy
        # A turn ahead: a few sentences delay nobody much, and would wait long behind everything else.
        start = lane.clock - self._turn if request.short else lane.clock
        if not lane.alive:
            # A lane does not save up its share while it has nothing to do.
            lane.served = max(lane.served, self._served)
        place: Place | None = None
        for work, places in works:
            if work.state is State.QUEUED:
                place = place or request.flow.places.setdefault(work.family.decoding, Place(start, self._serial))
                if not work.claims:
                    load.add(work, 1)
                elif urgent and not work.interactive:
                    self.load[Lane.BULK].add(work, -1)
                    load.add(work, 1)
                self._serial += 1
                tag = place.start + place.tokens - place.tokens % self._turn
                entry = Entry(tag, place.serial, self._serial, work, request)
                lane.push(entry)
                if request.short:
                    self._short.add(entry)
                place.tokens += work.cost
            work.claims[request] = places
            work.interactive += urgent
            request.works.append(work)

    def withdraw(self, request: Request, work: Work) -> bool:
        """``request`` no longer waits for ``work``; true where nobody else does and it had not begun."""
        queued = work.state is State.QUEUED
        if queued:
            self.load[work.lane].add(work, -1)
        del work.claims[request]
        work.interactive -= request.lane is Lane.INTERACTIVE
        if not queued:
            return False
        self._remove(work, request)
        if work.claims:
            self.load[work.lane].add(work, 1)
            return False
        work.state = State.GONE
        return True

    def pick(self, free: int) -> list[Work]:
        """Take out the next batch, for one of ``free`` idle workers; empty where nothing waits.

        The padded cost of a batch (its length times its highest cost) is within the budget unless it is a single
        segment. All its work has the same decoding and is claimed through the same lane: filling an urgent batch with
        bulk work would slow it down. For the same reason what is short goes alone where nothing else waits but what is
        lengthy.
        """
        name = min(Lane, key=lambda lane: (not self._lanes[lane].alive, self._lanes[lane].served))
        lane = self._lanes[name]
        due = lane.first()
        if due is None:
            return []
        self._served = lane.served
        if due.request.short and lane.lengthy_only and lane.short <= self._short_tokens:
            return self.pick_short()
        sharing = lane.waiting
        batch = self._batch_around(due, lane.lines[due.work.family], self.load[name].tokens, free)
        self._count_served(name, batch, sharing)
        return batch

    def pick_short(self) -> list[Work]:
        """Take out a batch of the short requests, first due first, within the budget for them; empty where none
        waits."""
        sharing = self._lanes[Lane.INTERACTIVE].waiting
        batch: list[Work] = []
        longest = 0
        while entry := self._short.first():
            work = entry.work
            longest = max(longest, work.cost)
            if batch and (work.family is not batch[0].family or (len(batch) + 1) * longest > self._short_tokens):
                break
            self._take(entry)
            batch.append(work)
        if batch:
            self._count_served(Lane.INTERACTIVE, batch, sharing)
        return batch

    def _count_served(self, name: Lane, batch: list[Work], sharing: int) -> None:
        """``batch`` goes to the engine; so many requests shared the lane before it was taken out."""
        lane = self._lanes[name]
        cost = sum(work.cost for work in batch)
        lane.served += cost * WEIGHTS[Lane.INTERACTIVE] // WEIGHTS[name]
        if following := lane.first():
            # Not the first tag alone: where newcomers join each batch, it would not grow, and the later turns of those
            # who are there already would wait for as long as somebody comes.
            lane.clock = max(lane.clock + cost / sharing, following.tag)

    def _batch_around(self, due: Entry, line: Line, waiting: int, free: int) -> list[Work]:
        """What is due and its like, for one of ``free`` idle workers; ``waiting`` tokens are in its lane."""
        nearly_empty = line.shelved < self._turn
        line.fill_shelf(max(SHELVED, 2 * free) * self._turn if nearly_empty or free > 1 else 0)
        if free == 1:
            return self._cut(line.shelf, due.work, math.inf)
        share = waiting / free
        # Where everything goes out now, the longest goes first: the others know then what is left for them.
        wanted = due.work if share > self._max_batch_tokens else None
        return self._cut(line.shelf, wanted, LONG_SHARE * share)

    def _cut(self, shelf: Entries, wanted: Work | None, enough: float) -> list[Work]:
        """Cut what is on the shelf into batches, from the longest down, each until the budget is used up, ``enough``
        tokens are in it, or what follows is too short; take out the one with what is ``wanted``, by default the first.
        """
        batch: dict[Work, Entry] = {}
        longest = total = 0
        for entry in shelf.by_length():
            work = entry.work
            full = total >= enough or (len(batch) + 1) * longest > self._max_batch_tokens
            if batch and (full or work.cost * MAX_SPREAD < longest):
                if wanted is None or wanted in batch:
                    break
                batch, total = {}, 0
            if work not in batch:
                longest = longest if batch else work.cost
                total += work.cost
                batch[work] = entry
        for entry in batch.values():
            self._take(entry)
        return list(batch)

    def _take(self, entry: Entry) -> None:
        """What an entry stands for begins: all entries for it are dead."""
        work = entry.work
        self.load[work.lane].add(work, -1)
        work.state = State.RUNNING
        for request in work.claims:
            self._remove(work, request)

    def _remove(self, work: Work, request: Request) -> None:
        """One entry fewer: it is dead where it stands."""
        lane = self._lanes[request.lane]
        lane.place_of(work, request).bury()
        if request.short:
            self._short.bury()
        lane.drop(work, request)
        if not lane.alive:
            # An empty lane keeps nothing, dead entries included.
            lane.lines.clear()
            if request.lane is Lane.INTERACTIVE:
                self._short = Entries()


def padded(batch: Sequence[Work]) -> int:
    """What a batch costs with its padding."""
    return len(batch) * max(work.cost for work in batch)
