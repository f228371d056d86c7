"""What ran by itself: a slot's row is had by one process at a time, on both databases."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import LeaseLost
from bot.ports.store import RunLease
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON

LEASE = timedelta(seconds=90)
KEY = "health-check@2026-11-23T08:00"


async def begin(store: SqlStore, after: timedelta = timedelta(0), key: str = KEY, most: int = 3) -> RunLease | None:
    async with store.write() as work:
        return await work.runs.begin(key, "health-check", NOON, NOON + after, LEASE, most)


async def test_a_slot_is_taken_once(store: SqlStore) -> None:
    taken = await asyncio.gather(*(begin(store) for _ in range(8)))

    assert len([lease for lease in taken if lease]) == 1


async def test_a_slot_whose_lease_is_over_is_taken_over_and_the_first_taker_may_not_end_it(store: SqlStore) -> None:
    first = await begin(store)
    assert await begin(store, LEASE - timedelta(seconds=1)) is None
    second = await begin(store, LEASE)
    assert first
    assert second
    assert (first.attempt, second.attempt) == (1, 2)
    with pytest.raises(LeaseLost):
        async with store.write() as work:
            await work.runs.end(first, "done", {}, NOON)
    async with store.write() as work:
        await work.runs.end(second, "done", {"ok": True}, NOON)


async def test_a_renewed_lease_holds_longer(store: SqlStore) -> None:
    lease = await begin(store)
    assert lease
    async with store.write() as work:
        await work.runs.renew(lease, NOON + 2 * LEASE)

    assert await begin(store, LEASE) is None
    assert await begin(store, 2 * LEASE) is not None
    with pytest.raises(LeaseLost):
        async with store.write() as work:
            await work.runs.renew(lease, NOON + 4 * LEASE)


async def test_a_slot_that_has_ended_or_was_tried_often_enough_is_left_alone(store: SqlStore) -> None:
    lease = await begin(store)
    assert lease
    async with store.write() as work:
        await work.runs.end(lease, "failed", {}, NOON)
    assert await begin(store, 5 * LEASE) is None
    assert await begin(store, key="other", most=1) is not None
    assert await begin(store, LEASE, key="other", most=1) is None


async def test_the_newest_done_run_and_all_recent_ones_can_be_read(store: SqlStore) -> None:
    for number, state in enumerate(("done", "done", "failed")):
        async with store.write() as work:
            due = NOON + timedelta(days=number)
            lease = await work.runs.begin(f"health-check@{number}", "health-check", due, due, LEASE, 3)
            assert lease
            await work.runs.end(lease, "done" if state == "done" else "failed", {"number": number}, due + LEASE)
    async with store.read() as work:
        latest = await work.runs.latest("health-check")
        assert await work.runs.latest("insight") is None
        recent = await work.runs.recent(2)

    assert latest
    assert (latest.key, latest.report, latest.ended_at) == (
        "health-check@1",
        {"number": 1},
        NOON + timedelta(days=1) + LEASE,
    )
    assert [(run.key, run.state, run.attempts) for run in recent] == [
        ("health-check@2", "failed", 1),
        ("health-check@1", "done", 1),
    ]
