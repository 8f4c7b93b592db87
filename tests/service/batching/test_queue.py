"""The order of service, without engine or event loop."""

import itertools
import random
from collections import Counter
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from models.engines.protocol import Decoding
from service.batching.queue import MAX_SPREAD, SHELVED, WEIGHTS, FairQueue, padded
from service.batching.work import Family, Flow, Lane, Request, State, Work, may_be_passed

COSTS = st.integers(1, 300)
#: A loaded machine is no reason to fail.
STEADY = settings(deadline=None, max_examples=50)


def make_request(lane: Lane, works: list[Work], flow: Flow | None = None) -> Request:
    cost = sum(work.cost for work in works)
    return Request(lane, cost, [None] * len(works), len(works), cast(Any, None), flow or Flow())


GREEDY = Family(Decoding())
BEAM = Family(Decoding(beam_size=4))


def enter(queue: FairQueue, costs: list[int], lane: Lane = Lane.INTERACTIVE, family: Family = GREEDY) -> Request:
    works = [Work((str(cost),), family, cost, 0.0) for cost in costs]
    request = make_request(lane, works)
    queue.enter(request, [(work, [place]) for place, work in enumerate(works)])
    return request


def serve_one_by_one(queue: FairQueue) -> list[Work]:
    order = []
    while batch := queue.pick(1):
        assert len(batch) == 1
        order += batch
    return order


def assert_holds_nothing(queue: FairQueue) -> None:
    assert (len(queue), queue.tokens) == (0, 0)
    for lane in queue._lanes.values():
        assert (lane.alive, lane.short, lane.lines) == (0, 0, {})
    assert queue._short.heap == []


class QueueMachine(RuleBasedStateMachine):
    """Every piece of work is picked once or withdrawn, whatever arrives, goes and is shared in between."""

    @initialize(budget=st.integers(1, 1000), express=st.booleans())
    def begin(self, budget: int, express: bool) -> None:
        self.budget = budget
        self.queue = FairQueue(budget, express=express)
        self.waiting: set[Work] = set()
        self.requests: list[Request] = []

    @rule(
        costs=st.lists(COSTS, min_size=1),
        lane=st.sampled_from(Lane),
        family=st.sampled_from([GREEDY, Family(Decoding(beam_size=2))]),
    )
    def enter(self, costs: list[int], lane: Lane, family: Family) -> None:
        request = enter(self.queue, costs, lane, family)
        self.requests.append(request)
        self.waiting.update(request.works)

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), lane=st.sampled_from(Lane))
    def share(self, data: st.DataObject, lane: Lane) -> None:
        works = [work for work in data.draw(st.sampled_from(self.requests)).works if work.state is not State.GONE]
        request = make_request(lane, works)
        self.queue.enter(request, [(work, [0]) for work in works])
        self.requests.append(request)

    @precondition(lambda self: self.requests)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        request = self.requests.pop(data.draw(st.integers(0, len(self.requests) - 1)))
        for work in request.works:
            if request in work.claims and self.queue.withdraw(request, work):
                self.waiting.remove(work)

    @rule(free=st.integers(1, 3))
    def pick(self, free: int) -> None:
        self.check(self.queue.pick(free), self.budget)

    @rule()
    def pick_short(self) -> None:
        batch = self.queue.pick_short()
        assert all(any(request.short for request in work.claims) for work in batch)
        self.check(batch, self.queue._short_tokens)

    def check(self, batch: list[Work], budget: int) -> None:
        assert len(batch) < 2 or padded(batch) <= budget
        assert len({work.family for work in batch}) <= 1
        for work in batch:
            self.waiting.remove(work)

    @invariant()
    def load_is_what_waits(self) -> None:
        for lane in Lane:
            expected = [work.cost for work in self.waiting if work.lane is lane]
            assert (self.queue.load[lane].segments, self.queue.load[lane].tokens) == (len(expected), sum(expected))

    def teardown(self) -> None:
        while batch := self.queue.pick(1):
            self.check(batch, self.budget)
        assert not self.waiting
        assert_holds_nothing(self.queue)


TestQueueMachine = QueueMachine.TestCase
TestQueueMachine.settings = settings(deadline=None, max_examples=40, stateful_step_count=30)


@STEADY
@given(st.lists(st.lists(COSTS, min_size=1, max_size=20), min_size=2, max_size=4))
def test_requests_that_wait_together_get_equal_shares(shapes: list[list[int]]) -> None:
    # Start-time fair queueing, theorem 1: the service of two requests that both wait differs by at most one segment
    # of each. A budget of one token makes every batch a single segment, so that only the order is seen.
    queue = FairQueue(1)
    requests = [enter(queue, costs) for costs in shapes]
    owner = {work: request for request in requests for work in request.works}
    served: Counter[Request] = Counter()
    left = {request: len(request.works) for request in requests}
    for work in serve_one_by_one(queue):
        served[owner[work]] += work.cost
        left[owner[work]] -= 1
        waiting = [request for request in requests if left[request]]
        for one in waiting:
            for other in waiting:
                largest = max(work.cost for work in one.works) + max(work.cost for work in other.works)
                assert abs(served[one] - served[other]) <= largest


@STEADY
@given(
    st.lists(st.integers(1, 300), min_size=2, max_size=4),
    st.integers(1, 300),
    st.integers(300, 3000),
)
def test_long_requests_take_turns(sizes: list[int], cost: int, budget: int) -> None:
    queue = FairQueue(budget)
    requests = [enter(queue, [cost] * size) for size in sizes]
    while batch := queue.pick(1):
        served = [sum(work.state is not State.QUEUED for work in r.works) for r in requests if r.queued]
        # A turn ends with the segment that reaches half of the budget, a batch before the one that would exceed it.
        assert not served or (max(served) - min(served)) * cost <= 2 * (budget + cost)
        assert len(batch) * cost <= budget


@STEADY
@given(st.lists(st.integers(1, 10), min_size=2, max_size=6), st.integers(10, 200))
def test_requests_of_up_to_a_turn_are_finished_in_the_order_in_which_they_came(sizes: list[int], cost: int) -> None:
    # Where each gets a little in turn, all are finished late: processor sharing against first come, first served for
    # work of about equal size.
    queue = FairQueue(20 * cost)
    requests = [enter(queue, [cost] * size) for size in sizes]
    while queue.pick(1):
        left = [request.queued for request in requests]
        begun = next((place for place, count in enumerate(left) if count), len(left))
        assert left[begun + 1 :] == sizes[begun + 1 :]


def test_newcomers_of_a_common_length_do_not_pass_what_is_on_the_shelf() -> None:
    queue = FairQueue(200)
    articles = [enter(queue, [10] * 8 + [40 + 10 * n]) for n in range(4)]
    waiting = [work for article in articles for work in article.works]
    queue.pick(1)
    newcomer = enter(queue, [10] * 10)
    batches = 0
    while sum(work.cost for work in waiting if work.state is State.QUEUED) >= 100:
        assert not any(newcomer in work.claims for work in queue.pick(1))
        batches += 1
    assert batches > 1


def test_what_comes_later_for_the_same_answer_does_not_wait_in_line_again() -> None:
    queue = FairQueue(200)
    first = enter(queue, [10] * 5)
    others = [enter(queue, [10] * 10) for _ in range(5)]
    assert queue.pick(1)[:5] == first.works
    again = Work(("again",), GREEDY, 10, 0.0)
    queue.enter(make_request(Lane.INTERACTIVE, [again], first.flow), [(again, [0])])
    assert again in queue.pick(1)
    assert sum(request.queued for request in others) == 16


def test_what_another_decoding_needs_for_the_same_answer_waits_for_company() -> None:
    queue = FairQueue(200)
    pairs = [[enter(queue, [10] * 10) for _ in range(2)] for _ in range(3)]
    again = [Work((f"again {place}",), BEAM, 10, 0.0) for place in range(2)]
    for (first, second), work in zip(pairs, again, strict=False):
        assert queue.pick(1) == first.works + second.works
        queue.enter(make_request(Lane.INTERACTIVE, [work], first.flow), [(work, [0])])
    assert queue.pick(1) == pairs[2][0].works + pairs[2][1].works
    assert queue.pick(1) == again


def test_a_rare_decoding_is_served_all_at_once_when_its_first_segment_is_due() -> None:
    queue = FairQueue(100)
    rare = []
    for _ in range(8):
        rare.append(enter(queue, [10], family=BEAM).works[0])
        enter(queue, [10] * 10)
    assert queue.pick(1) == rare


@STEADY
@given(
    st.lists(st.integers(1, 300), min_size=1, max_size=4),
    st.integers(1, 300),
    st.integers(1, 20),
    st.integers(50, 5000),
)
def test_a_headline_never_waits_behind_a_feature(sizes: list[int], cost: int, served_before: int, budget: int) -> None:
    # xinference#2669, elasticsearch#93769: long summaries blocked short questions.
    queue = FairQueue(budget)
    for size in sizes:
        enter(queue, [cost] * size)
    for _ in range(served_before):
        queue.pick(1)
    headline = enter(queue, [20]).works[0]
    batches = 0
    while headline.state is State.QUEUED:
        queue.pick(1)
        batches += 1
    # Before it may be what is left of a turn of each, which is a batch and at most one segment more.
    assert batches <= 2 * len(sizes) + 1


@STEADY
@given(st.lists(COSTS, min_size=1, max_size=30), st.integers(1, 3), st.integers(300, 3000))
def test_those_who_wait_are_served_however_many_newcomers_keep_coming(
    costs: list[int], newcomers: int, budget: int
) -> None:
    # Newcomers take a part of each batch only. Where their tags never grew, they were before everybody else for ever.
    queue = FairQueue(budget)
    waiting = enter(queue, costs)
    served = 0
    while any(work.state is State.QUEUED for work in waiting.works):
        for _ in range(newcomers):
            enter(queue, [budget // (2 * newcomers)])
        served += sum(work.cost for work in queue.pick(1))
        assert served <= 10 * (sum(costs) + budget) * (newcomers + 1)


@STEADY
@given(st.lists(COSTS, min_size=1, max_size=60), st.lists(COSTS, min_size=1, max_size=60), st.integers(1, 2000))
def test_lanes_share_by_weight_and_bulk_never_starves(urgent: list[int], bulk: list[int], budget: int) -> None:
    queue = FairQueue(budget)
    enter(queue, urgent, Lane.INTERACTIVE)
    enter(queue, bulk, Lane.BULK)
    served = dict.fromkeys(Lane, 0)
    while all(load.segments for load in queue.load.values()):
        batch = queue.pick(1)
        lane = next(iter(batch[0].claims)).lane
        served[lane] += sum(work.cost for work in batch)
        # One batch of either lane is the grain: a batch is not divided between lanes.
        grain = max(budget, 300)
        weight = WEIGHTS[Lane.INTERACTIVE] / WEIGHTS[Lane.BULK]
        assert served[Lane.INTERACTIVE] <= weight * (served[Lane.BULK] + grain) + grain
        assert served[Lane.BULK] <= served[Lane.INTERACTIVE] / weight + grain


def test_a_lane_does_not_save_up_its_share_while_it_is_empty() -> None:
    queue = FairQueue(1)
    enter(queue, [10] * 100, Lane.INTERACTIVE)
    serve_one_by_one(queue)
    enter(queue, [10] * 50, Lane.INTERACTIVE)
    enter(queue, [10] * 50, Lane.BULK)
    first = serve_one_by_one(queue)[:18]
    assert Counter(next(iter(work.claims)).lane for work in first) == {Lane.INTERACTIVE: 16, Lane.BULK: 2}


@STEADY
@given(st.integers(0, 2**32), st.integers(2, 8), st.integers(1, 60))
def test_work_for_idle_workers_is_divided_by_length(seed: int, workers: int, segments: int) -> None:
    chance = random.Random(seed)
    queue = FairQueue(10**6)
    enter(queue, [chance.randint(100, 200) for _ in range(segments)])
    total = queue.tokens
    batches = [batch for free in range(workers, 0, -1) if (batch := queue.pick(free))]
    assert not len(queue)
    # The shortest part is the largest: it takes the fewest decoding steps.
    assert all(sum(work.cost for work in batch) <= 2 * total / workers + 200 for batch in batches)
    for longer, shorter in itertools.pairwise(batches):
        assert min(work.cost for work in longer) >= max(work.cost for work in shorter)


@STEADY
@given(st.lists(COSTS, min_size=1, max_size=60), st.integers(1, 3))
def test_lengths_in_a_batch_are_alike_and_no_batch_reaches_into_another(costs: list[int], workers: int) -> None:
    queue = FairQueue(2000)
    enter(queue, costs)
    batches = []
    while batch := queue.pick(workers):
        assert min(work.cost for work in batch) * MAX_SPREAD >= max(work.cost for work in batch)
        batches.append(batch)
    on_the_shelf = sum(costs) <= queue._turn * SHELVED
    ranges = sorted((min(work.cost for work in batch), max(work.cost for work in batch)) for batch in batches)
    assert not on_the_shelf or all(one[1] <= other[0] for one, other in itertools.pairwise(ranges))


def test_dead_entries_are_cleared_before_they_outnumber_the_living() -> None:
    queue = FairQueue(1000)
    enter(queue, [20])
    for _ in range(2000):
        request = enter(queue, [20] * 5)
        for work in request.works:
            queue.withdraw(request, work)
    entries = sum(
        len(places.heap)
        for lane in queue._lanes.values()
        for line in lane.lines.values()
        for places in (line.later, line.shelf)
    )
    assert entries <= 200


def test_features_and_bulk_work_may_be_passed_and_articles_may_not() -> None:
    queue = FairQueue(2000)
    assert not may_be_passed(enter(queue, [50] * 20).works)
    assert may_be_passed(enter(queue, [50] * 20, Lane.BULK).works)
    feature = enter(queue, [50] * 21)
    assert may_be_passed(feature.works)
    work = Work(("in doubt",), BEAM, 50, 0.0)
    doubtful = make_request(Lane.INTERACTIVE, [work], feature.flow)
    queue.enter(doubtful, [(work, [0])])
    assert may_be_passed(doubtful.works)


@given(st.lists(st.integers(150, 1000), min_size=1, max_size=30), st.integers(0, 20))
def test_a_short_request_goes_with_the_next_batch_however_many_articles_wait(sizes: list[int], served: int) -> None:
    queue = FairQueue(2000, express=True)
    for size in sizes:
        enter(queue, [50] * (size // 50))
    for _ in range(served):
        queue.pick(1)
    headline = enter(queue, [60]).works[0]
    assert headline in queue.pick(1)


@given(st.integers(1, 4), st.integers(0, 10), st.integers(1, 6))
def test_short_requests_go_alone_beside_features_while_they_are_few(features: int, served: int, readers: int) -> None:
    queue = FairQueue(2000, express=True)
    for _ in range(features):
        enter(queue, [50] * 300)
    for _ in range(served):
        queue.pick(1)
    headlines = [enter(queue, [40]).works[0] for _ in range(readers)]
    batch = queue.pick(1)
    if readers <= 3:
        assert batch == headlines
    else:
        # With features, or what is left of them when the rest is cut into batches.
        assert headlines[0] in batch
        assert {*headlines} <= {*batch, *queue.pick(1)}


def test_a_feature_has_its_share_beside_short_requests_that_come_without_end() -> None:
    queue = FairQueue(2000, express=True)
    feature = enter(queue, [50] * 300)
    served = Counter[bool]()
    while feature.queued:
        if not queue._short.first():
            enter(queue, [60])
        for work in queue.pick(1):
            served[feature in work.claims] += work.cost
        assert served[False] <= served[True] + 2100
