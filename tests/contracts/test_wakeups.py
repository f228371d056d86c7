import asyncio

import pytest

from bot.ports.store import Topic
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON, inbound, post, to_patient


async def rung(store: SqlStore, topic: Topic) -> bool:
    """Say whether a listener on `topic` is woken by accepting a message."""
    bell = store.wakeup(topic)
    waiting = asyncio.create_task(bell.wait(60))
    await asyncio.sleep(0)
    async with store.write() as work:
        await work.inbox.add(inbound("e1"), "web:w1", NOON)
    done, _ = await asyncio.wait([waiting], timeout=0.2)
    waiting.cancel()
    return bool(done)


async def test_a_commit_wakes_who_waits_on_its_topic(store: SqlStore) -> None:
    assert await rung(store, "inbox")


async def test_a_commit_wakes_nobody_on_another_topic(store: SqlStore) -> None:
    assert not await rung(store, "outbox")


async def test_a_commit_between_two_waits_is_not_missed(store: SqlStore) -> None:
    bells = [store.wakeup("outbox"), store.wakeup("outbox")]
    async with store.write() as work:
        await work.outbox.add([to_patient(post("m1"))], NOON)
    async with asyncio.timeout(1):
        for bell in bells:
            await bell.wait(60)


async def test_a_wait_ends_by_itself(store: SqlStore) -> None:
    bell = store.wakeup("timeline")
    async with asyncio.timeout(1):
        await bell.wait(0.01)


async def test_a_retry_and_a_redrive_wake_the_loop(store: SqlStore) -> None:
    bell = store.wakeup("inbox")
    async with store.write() as work:
        await work.inbox.add(inbound("e1"), "web:w1", NOON)
    await bell.wait(0)
    async with store.write() as work:
        batch = await work.inbox.claim(NOON, NOON - NOON)
        assert batch is not None
        await work.inbox.retry(batch, NOON, "busy")
    async with asyncio.timeout(1):
        await bell.wait(60)


async def test_a_read_wakes_nobody_and_changes_nothing(store: SqlStore) -> None:
    async with store.read() as work:
        with pytest.raises(Exception, match=r"readonly|read-only"):
            await work.inbox.add(inbound("e1"), "web:w1", NOON)
    async with store.write() as work:
        assert await work.inbox.add(inbound("e1"), "web:w1", NOON)


async def test_a_transaction_that_raised_may_ring_but_leaves_nothing(store: SqlStore) -> None:
    bell = store.wakeup("inbox")

    async def accept_and_fail() -> None:
        async with store.write() as work:
            await work.inbox.add(inbound("e1"), "web:w1", NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await accept_and_fail()
    await bell.wait(0)
    async with store.write() as work:
        assert await work.inbox.claim(NOON, NOON - NOON) is None
