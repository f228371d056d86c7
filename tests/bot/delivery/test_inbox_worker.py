from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.delivery.inbox_worker import LEASE, InboxWorker
from bot.domain.errors import LeaseLost
from bot.ports.store import InboxBatch
from bot.store.unit_of_work import SqlStore
from tests.fakes.manual_clock import ManualClock
from tests.fakes.messages import inbound


class Engine:
    """Finishes each batch, after failing as often as a test has scripted."""

    def __init__(self, store: SqlStore, clock: ManualClock) -> None:
        self._store = store
        self._clock = clock
        self.failures: list[Exception] = []
        self.failures_of_give_up: list[Exception] = []
        self.handled: list[str] = []
        self.given_up: list[tuple[str, str]] = []

    async def handle(self, batch: InboxBatch) -> None:
        if self.failures:
            raise self.failures.pop(0)
        async with self._store.write() as work:
            await work.inbox.finish(batch, "answered", self._clock.now())
        self.handled += [row.message.external_id for row in batch.rows]

    async def give_up(self, batch: InboxBatch, reason: str) -> None:
        if self.failures_of_give_up:
            raise self.failures_of_give_up.pop(0)
        self.given_up += [(row.message.external_id, reason) for row in batch.rows]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def engine(store: SqlStore, clock: ManualClock) -> Engine:
    return Engine(store, clock)


@pytest.fixture
def worker(store: SqlStore, engine: Engine, clock: ManualClock) -> InboxWorker:
    return InboxWorker(store, engine.handle, engine.give_up, clock, deadline=0.05, jitter=lambda: 1.0)


Accept = Callable[..., Awaitable[None]]


@pytest.fixture
def accept(store: SqlStore, clock: ManualClock) -> Accept:
    async def keep(*external_ids: str) -> None:
        async with store.write() as work:
            for external_id in external_ids:
                await work.inbox.add(inbound(external_id), "web:w1", clock.now())

    return keep


async def work_off(worker: InboxWorker) -> int:
    """Run what is due now and return how many batches that were."""
    batches = 0
    while (batch := await worker.claim()) is not None:
        await worker.work(batch)
        batches += 1
    return batches


async def reasons(store: SqlStore) -> list[str]:
    async with store.read() as work:
        return [letter.reason for letter in await work.dead_letters.all()]


async def test_quick_messages_become_one_turn(worker: InboxWorker, engine: Engine, accept: Accept) -> None:
    await accept("e1", "e2")
    assert await work_off(worker) == 1
    assert engine.handled == ["e1", "e2"]


async def test_a_failed_turn_is_tried_again_after_a_wait(
    worker: InboxWorker, engine: Engine, accept: Accept, clock: ManualClock
) -> None:
    engine.failures = [ValueError("Wanda Testcase")]
    await accept("e1")
    assert await work_off(worker) == 1
    clock.advance(timedelta(seconds=0.9))
    assert await work_off(worker) == 0
    clock.advance(timedelta(seconds=0.1))
    assert await work_off(worker) == 1
    assert engine.handled == ["e1"]
    assert engine.given_up == []


async def test_after_five_failures_a_person_takes_over_and_the_lane_goes_on(
    store: SqlStore, worker: InboxWorker, engine: Engine, accept: Accept, clock: ManualClock
) -> None:
    engine.failures = [ValueError("Wanda Testcase")] * 5
    await accept("e1")
    for _ in range(5):
        await work_off(worker)
        clock.advance(timedelta(minutes=1))
    await accept("e2")
    await work_off(worker)
    [(external_id, reason)] = engine.given_up
    assert external_id == "e1"
    assert reason.startswith("given up after 5 attempts: ValueError at test_inbox_worker.py:")
    assert await reasons(store) == [reason]
    assert engine.handled == ["e2"]


async def test_a_turn_that_takes_too_long_has_failed(
    store: SqlStore, worker: InboxWorker, engine: Engine, accept: Accept, clock: ManualClock
) -> None:
    engine.failures = [TimeoutError()]
    await accept("e1")
    batch = await worker.claim()
    assert batch is not None
    await worker.work(batch)
    clock.advance(timedelta(seconds=1))
    assert await work_off(worker) == 1
    assert engine.handled == ["e1"]


async def test_a_message_that_kills_the_process_each_time_is_given_up_without_another_try(
    worker: InboxWorker, engine: Engine, accept: Accept, clock: ManualClock
) -> None:
    await accept("e1")
    for _ in range(5):
        assert await worker.claim() is not None
        clock.advance(LEASE)
    await work_off(worker)
    assert engine.handled == []
    assert engine.given_up == [("e1", "given up after 6 attempts: the process died each time it worked on this")]


async def test_it_is_not_buried_before_a_person_was_told(
    store: SqlStore, worker: InboxWorker, engine: Engine, accept: Accept, clock: ManualClock
) -> None:
    engine.failures = [ValueError("x")] * 5
    engine.failures_of_give_up = [OSError("disk full")]
    await accept("e1")
    for _ in range(5):
        await work_off(worker)
        clock.advance(timedelta(seconds=59))
    assert await reasons(store) == []
    clock.advance(timedelta(seconds=1))
    await work_off(worker)
    assert [external_id for external_id, _ in engine.given_up] == ["e1"]
    assert len(await reasons(store)) == 1


async def test_a_turn_whose_lease_was_taken_over_is_dropped(
    store: SqlStore, worker: InboxWorker, engine: Engine, accept: Accept, clock: ManualClock
) -> None:
    engine.failures = [LeaseLost("taken over")]
    await accept("e1")
    assert await work_off(worker) == 1
    clock.advance(LEASE)
    assert await work_off(worker) == 1
    assert (engine.handled, engine.given_up, await reasons(store)) == (["e1"], [], [])


async def test_giving_up_stops_when_the_lease_was_taken_over(
    store: SqlStore, worker: InboxWorker, engine: Engine, accept: Accept, clock: ManualClock
) -> None:
    engine.failures = [ValueError("x")] * 5
    engine.failures_of_give_up = [LeaseLost("taken over")]
    await accept("e1")
    for _ in range(5):
        assert await work_off(worker) == 1
        clock.advance(timedelta(minutes=1))
    assert (engine.given_up, await reasons(store)) == ([], [])
    assert await work_off(worker) == 0
    clock.advance(LEASE)
    assert await worker.claim() is not None


async def test_it_says_when_the_next_batch_is_due(worker: InboxWorker, accept: Accept, clock: ManualClock) -> None:
    assert await worker.due_at() is None
    await accept("e1")
    assert await worker.due_at() == clock.now()


def test_a_lease_outlives_a_turn_and_its_giving_up() -> None:
    from bot.delivery import inbox_worker, outbox_relay

    assert inbox_worker.LEASE.total_seconds() > 2 * inbox_worker.DEADLINE
    assert outbox_relay.LEASE.total_seconds() > 2 * outbox_relay.LIMIT
