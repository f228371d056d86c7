"""A message that comes again under another id is known by every process, and after a restart, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from itertools import chain, repeat

import pytest

from bot.domain.messages import InboundMessage
from bot.domain.resends import WINDOW, Arrival
from bot.engine.intake import Intake
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.manual_clock import ManualClock
from tests.fakes.messages import NOON, inbound

Stores = tuple[SqlStore, SqlStore]


@pytest.fixture
async def two(database_url: str) -> AsyncIterator[Stores]:
    """Two processes' stores on one database."""
    one, other = await open_store(database_url), await open_store(database_url)
    yield one, other
    await one.close()
    await other.close()


def came(external_id: str, seconds: float, likeness: str = "yes of Rosa") -> InboundMessage:
    return inbound(external_id, arrival=Arrival(likeness, NOON + timedelta(seconds=seconds)))


async def accept(store: SqlStore, message: InboundMessage, seconds: float) -> bool:
    return await Intake(store, ManualClock(NOON + timedelta(seconds=seconds)))(message)


async def waiting(store: SqlStore) -> list[str]:
    async with store.write() as work:
        batch = await work.inbox.claim(NOON + timedelta(days=1), timedelta(seconds=90))
    return [row.message.external_id for row in batch.rows] if batch else []


async def test_another_process_knows_what_was_answered_slowly(two: Stores) -> None:
    one, other = two
    assert await accept(one, came("e1", 0), 15)
    assert not await accept(other, came("e2", 16), 16)
    assert await waiting(one) == ["e1"]


async def test_it_is_known_after_a_restart(database_url: str) -> None:
    before = await open_store(database_url)
    assert await accept(before, came("e1", 0), 15)
    await before.close()
    after = await open_store(database_url)
    assert not await accept(after, came("e2", 16), 16)
    assert await accept(after, came("e3", 16, "no of Rosa"), 16)
    assert await accept(after, came("e4", WINDOW.total_seconds() + 1), WINDOW.total_seconds() + 1)
    await after.close()


async def test_the_first_that_is_still_on_its_way_gives_way_to_the_second(two: Stores) -> None:
    one, other = two
    assert await accept(other, came("e2", 16), 16)
    assert not await accept(one, came("e1", 0), 17)
    assert await waiting(one) == ["e2"]


async def test_of_two_that_are_kept_at_once_one_is(two: Stores) -> None:
    first, second = came("e1", 0), came("e2", 16)
    for _ in range(10):
        kept = await asyncio.gather(accept(two[0], first, 17), accept(two[1], second, 17))
        assert sum(kept) <= 1
    assert len(await waiting(two[0])) == 1


async def test_who_was_answered_at_once_and_says_the_same_again_is_heard_twice(two: Stores) -> None:
    assert await accept(two[0], came("e1", 0), 0.1)
    assert await accept(two[1], came("e2", 20), 20.1)


async def test_what_never_comes_again_under_another_id_is_not_compared(two: Stores) -> None:
    assert await accept(two[0], inbound("e1"), 60)
    assert await accept(two[1], inbound("e2"), 60)


class SlowCommit:
    """A clock on which the commit of what is added takes fifteen seconds."""

    def __init__(self) -> None:
        self._moments = chain([NOON], repeat(NOON + timedelta(seconds=15)))

    def now(self) -> datetime:
        return next(self._moments)


async def test_a_slow_commit_is_a_slow_answer(two: Stores) -> None:
    assert await Intake(two[0], SlowCommit())(came("e1", 0))
    assert not await accept(two[1], came("e2", 16), 16)
