"""A step of the desk's clocks is taken once for good, by whichever process commits first."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.ids import CaseNumber, ConversationId
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.messages import NOON

CASE, OTHER = CaseNumber(1001), CaseNumber(1002)


async def test_a_step_is_taken_once_for_its_case(store: SqlStore) -> None:
    async with store.write() as work:
        assert await work.desk_steps.take(CASE, "not_taken:1", NOON)
        assert await work.desk_steps.take(OTHER, "not_taken:1", NOON)
        assert not await work.desk_steps.take(CASE, "not_taken:1", NOON + timedelta(hours=1))
    async with store.read() as work:
        assert await work.desk_steps.of(CASE) == {"not_taken:1": NOON}


async def test_a_step_that_was_not_committed_was_not_taken(store: SqlStore) -> None:
    async def take_and_fail() -> None:
        async with store.write() as work:
            await work.desk_steps.take(CASE, "not_taken:1", NOON)
            await work.conversations.get(ConversationId("c0"))

    with pytest.raises(KeyError):
        await take_and_fail()
    async with store.write() as work:
        assert await work.desk_steps.take(CASE, "not_taken:1", NOON)


async def test_of_two_processes_at_once_one_takes_it(store: SqlStore, database_url: str) -> None:
    other = await open_store(database_url)

    async def take(at: SqlStore) -> bool:
        async with at.write() as work:
            taken = await work.desk_steps.take(CASE, "not_taken:1", NOON)
            await asyncio.sleep(0.05)
            return taken

    assert sorted(await asyncio.gather(take(store), take(other), take(store))) == [False, False, True]
    await other.close()
