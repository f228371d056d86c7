import asyncio
from datetime import timedelta

from bot.domain.ids import Address
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON

W1, W2 = Address("w1"), Address("w2")


async def append(store: SqlStore, key: str, address: Address = W1, kind: str = "message", channel: str = "web") -> int:
    async with store.write() as work:
        return await work.timeline.append(channel, address, key, kind, {"text": key}, NOON)


async def test_events_come_back_after_a_seq_oldest_first(store: SqlStore) -> None:
    first = await append(store, "k1")
    await append(store, "other", W2)
    second = await append(store, "k2")
    await append(store, "elsewhere", channel="console")
    async with store.read() as work:
        assert [event.key for event in await work.timeline.since("web", W1, 0)] == ["k1", "k2"]
        assert [event.key for event in await work.timeline.since("web", None, 0)] == ["k1", "other", "k2"]
        assert [event.key for event in await work.timeline.since("web", None, 0, limit=2)] == ["k1", "other"]
        [event] = await work.timeline.since("web", W1, first)
    assert (event.seq, event.kind, event.data, event.at) == (second, "message", {"text": "k2"}, NOON)


async def test_the_same_key_is_the_same_event(store: SqlStore) -> None:
    first = await append(store, "k1")
    await append(store, "k2")
    assert await append(store, "k1") == first
    assert await append(store, "k1", W2) > first


async def test_the_head_is_the_newest_seq_of_its_channel(store: SqlStore) -> None:
    async with store.read() as work:
        assert await work.timeline.head("web") == 0
    await append(store, "k1")
    second = await append(store, "k2", W2)
    await append(store, "elsewhere", channel="console")
    async with store.read() as work:
        assert await work.timeline.head("web") == second


async def test_a_redacted_event_keeps_its_place(store: SqlStore) -> None:
    seq = await append(store, "k1")
    async with store.write() as work:
        await work.timeline.redact("web", W1, "k1", {"text": "[removed]"})
    async with store.read() as work:
        [event] = await work.timeline.since("web", W1, 0)
    assert (event.seq, event.data) == (seq, {"text": "[removed]"})


async def test_the_last_event_of_a_kind_is_found_for_each_address(store: SqlStore) -> None:
    await append(store, "card-1", W1, "card")
    await append(store, "card-2", W2, "card")
    await append(store, "said", W2, "message")
    await append(store, "card-3", W1, "card")
    async with store.read() as work:
        assert [event.key for event in await work.timeline.latest("web", "card")] == ["card-3", "card-2"]


async def test_who_follows_misses_nothing_that_is_appended_side_by_side(store: SqlStore) -> None:
    seen: list[int] = []

    async def follow() -> None:
        while len(seen) < 40:
            async with store.read() as work:
                seen.extend(event.seq for event in await work.timeline.since("web", None, seen[-1] if seen else 0))

    async def slowly(key: str) -> None:
        async with store.write() as work:
            await work.timeline.append("web", W1, key, "message", {}, NOON)
            await work.proofs.failed([key], NOON)

    async with asyncio.timeout(20):
        await asyncio.gather(follow(), *(slowly(f"k{n}") for n in range(40)))
    async with store.read() as work:
        assert seen == [event.seq for event in await work.timeline.since("web", None, 0)]
        assert await work.proofs.count("k1", NOON - timedelta(days=1)) == 1
