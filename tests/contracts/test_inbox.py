from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.domain.errors import LeaseLost
from bot.domain.messages import InboundMessage, Kind, Sender, Surface
from bot.ports.store import InboxBatch, Work
from bot.store.inbox import LARGEST_TEXT
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON, inbound

LEASE = timedelta(seconds=90)


async def accept(store: SqlStore, *external_ids: str, lane: str = "web:w1") -> None:
    async with store.write() as work:
        for external_id in external_ids:
            await work.inbox.add(inbound(external_id), lane, NOON)


async def claim(store: SqlStore, after: timedelta = timedelta()) -> InboxBatch | None:
    async with store.write() as work:
        return await work.inbox.claim(NOON + after, LEASE)


async def claimed(store: SqlStore, after: timedelta = timedelta()) -> InboxBatch:
    batch = await claim(store, after)
    assert batch is not None
    return batch


def ids(batch: InboxBatch) -> list[str]:
    return [row.message.external_id for row in batch.rows]


async def test_a_message_is_claimed_as_it_was_accepted(store: SqlStore) -> None:
    message = inbound("e1", "Straße 7 ✓", target_id="e0", hosted=True)
    async with store.write() as work:
        assert await work.inbox.add(message, "web:w1", NOON)
    batch = await claimed(store)
    assert batch.lane == "web:w1"
    assert [(row.message, row.received_at, row.attempts) for row in batch.rows] == [(message, NOON, 1)]


async def test_a_message_that_waits_for_more_takes_what_came_meanwhile_with_it(store: SqlStore) -> None:
    async with store.write() as work:
        await work.inbox.add(inbound("e1"), "web:w1", NOON, NOON + timedelta(seconds=1))
        await work.inbox.add(inbound("e2"), "web:w1", NOON, NOON + timedelta(seconds=2))
        assert await work.inbox.due_at() == NOON + timedelta(seconds=1)
    assert await claim(store) is None
    assert ids(await claimed(store, timedelta(seconds=1))) == ["e1", "e2"]


async def test_a_repeat_is_known_and_not_kept_twice(store: SqlStore) -> None:
    async with store.write() as work:
        assert await work.inbox.add(inbound("e1"), "web:w1", NOON)
    async with store.write() as work:
        assert not await work.inbox.add(inbound("e1", "again"), "web:w1", NOON)
    assert ids(await claimed(store)) == ["e1"]
    assert await claim(store, LEASE / 2) is None


async def test_a_repeat_of_a_finished_message_is_still_known(store: SqlStore) -> None:
    await accept(store, "e1")
    batch = await claimed(store)
    async with store.write() as work:
        await work.inbox.finish(batch, "answered", NOON)
    async with store.write() as work:
        assert not await work.inbox.add(inbound("e1"), "web:w1", NOON)


async def test_the_same_id_on_another_channel_is_another_message(store: SqlStore) -> None:
    async with store.write() as work:
        assert await work.inbox.add(inbound("e1"), "web:w1", NOON)
        assert await work.inbox.add(inbound("e1", channel="slack"), "slack:w1", NOON)


async def test_quick_messages_of_one_sender_are_one_batch(store: SqlStore) -> None:
    await accept(store, "e1", "e2", "e3")
    assert ids(await claimed(store)) == ["e1", "e2", "e3"]


async def test_what_is_too_much_to_read_at_once_is_several_batches_in_order(store: SqlStore) -> None:
    async with store.write() as work:
        for external_id, size in (("e1", LARGEST_TEXT + 1), ("e2", LARGEST_TEXT - 1), ("e3", 1), ("e4", 1)):
            await work.inbox.add(inbound(external_id, "x" * size), "web:w1", NOON)
    read = []
    for _ in range(3):
        batch = await claimed(store)
        read.append(ids(batch))
        async with store.write() as work:
            await work.inbox.finish(batch, "answered", NOON)
    assert read == [["e1"], ["e2", "e3"], ["e4"]]


@pytest.mark.parametrize(
    "other",
    [
        inbound("e2", kind=Kind.EDIT, target_id="e1"),
        inbound("e2", sender=Sender("visitor-2")),
        inbound("e2", surface=Surface.DESK),
    ],
    ids=["an edit", "another sender", "another surface"],
)
async def test_a_batch_ends_before_what_is_not_a_plain_message_of_the_same_sender(
    store: SqlStore, other: InboundMessage
) -> None:
    async with store.write() as work:
        for message in (inbound("e1"), other, inbound("e3")):
            await work.inbox.add(message, "web:w1", NOON)
    assert ids(await claimed(store)) == ["e1"]


async def test_desk_messages_are_never_joined(store: SqlStore) -> None:
    async with store.write() as work:
        for external_id in ("e1", "e2"):
            await work.inbox.add(inbound(external_id, surface=Surface.DESK), "web:w1", NOON)
    assert ids(await claimed(store)) == ["e1"]


async def test_a_lane_in_work_is_not_claimed_again(store: SqlStore) -> None:
    await accept(store, "e1")
    await claimed(store)
    await accept(store, "e2")
    assert await claim(store) is None


async def test_another_lane_is_not_held_up(store: SqlStore) -> None:
    await accept(store, "e1")
    await accept(store, "e2", lane="web:w2")
    assert [ids(await claimed(store)), ids(await claimed(store))] == [["e1"], ["e2"]]


async def test_a_finished_lane_goes_on_with_its_next_message(store: SqlStore) -> None:
    await accept(store, "e1")
    batch = await claimed(store)
    await accept(store, "e2")
    async with store.write() as work:
        await work.inbox.finish(batch, "answered", NOON)
    assert ids(await claimed(store)) == ["e2"]


async def test_a_retry_waits_for_its_time_and_holds_its_lane(store: SqlStore) -> None:
    await accept(store, "e1")
    batch = await claimed(store)
    async with store.write() as work:
        await work.inbox.add(inbound("e2", kind=Kind.EDIT, target_id="e1"), "web:w1", NOON)
        await work.inbox.retry(batch, NOON + timedelta(seconds=10), "model timeout")
    assert await claim(store, timedelta(seconds=9)) is None
    again = await claimed(store, timedelta(seconds=10))
    assert (ids(again), again.rows[0].attempts) == (["e1"], 2)


async def test_an_expired_lease_is_claimed_by_another_worker_and_the_first_loses(store: SqlStore) -> None:
    await accept(store, "e1")
    first = await claimed(store)
    second = await claimed(store, LEASE)
    assert (ids(second), second.rows[0].attempts) == (["e1"], 2)
    endings: list[Callable[[Work], Awaitable[None]]] = [
        lambda work: work.inbox.finish(first, "answered", NOON),
        lambda work: work.inbox.retry(first, NOON, "again"),
        lambda work: work.inbox.bury(first, "given up", NOON),
    ]
    for ending in endings:
        with pytest.raises(LeaseLost):
            async with store.write() as work:
                await ending(work)
    async with store.write() as work:
        await work.inbox.finish(second, "answered", NOON)


async def test_a_buried_message_is_a_dead_letter_and_the_lane_goes_on(store: SqlStore) -> None:
    await accept(store, "e1")
    batch = await claimed(store)
    await accept(store, "e2")
    async with store.write() as work:
        await work.inbox.bury(batch, "failed 5 times", NOON)
    async with store.read() as work:
        [letter] = await work.dead_letters.all()
    assert (letter.box, letter.conversation, letter.kind, letter.state, letter.reason, letter.attempts, letter.at) == (
        "inbox",
        "web:w1",
        "message",
        "dead",
        "failed 5 times",
        1,
        NOON,
    )
    assert ids(await claimed(store)) == ["e2"]


async def test_a_redriven_message_starts_anew(store: SqlStore) -> None:
    await accept(store, "e1")
    batch = await claimed(store)
    async with store.write() as work:
        await work.inbox.bury(batch, "failed 5 times", NOON)
        [letter] = await work.dead_letters.all()
    async with store.write() as work:
        assert await work.dead_letters.redrive("inbox", letter.id, NOON)
        assert not await work.dead_letters.redrive("inbox", letter.id, NOON)
        assert not await work.dead_letters.redrive("outbox", letter.id, NOON)
        assert await work.dead_letters.all() == []
    again = await claimed(store)
    assert again.rows[0].message == batch.rows[0].message
    assert again.rows[0].attempts == 1


async def test_it_says_when_the_earliest_batch_can_be_claimed(store: SqlStore) -> None:
    async with store.read() as work:
        assert await work.inbox.due_at() is None
    await accept(store, "e1", "e2")
    async with store.read() as work:
        assert await work.inbox.due_at() == NOON
    batch = await claimed(store)
    async with store.read() as work:
        assert await work.inbox.due_at() == NOON + LEASE
    async with store.write() as work:
        await work.inbox.retry(batch, NOON + timedelta(seconds=10), "busy")
    async with store.read() as work:
        assert await work.inbox.due_at() == NOON + timedelta(seconds=10)


async def test_what_a_killed_process_had_in_hand_can_be_freed(store: SqlStore) -> None:
    await accept(store, "e1")
    await claimed(store)
    assert await store.release_leases() == 1
    assert ids(await claimed(store)) == ["e1"]


async def test_nothing_of_a_transaction_that_raised_is_kept(store: SqlStore) -> None:
    async def accept_and_fail() -> None:
        async with store.write() as work:
            await work.inbox.add(inbound("e1"), "web:w1", NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await accept_and_fail()
    assert await claim(store) is None
