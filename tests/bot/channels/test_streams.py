"""The reader behind all streams, on both databases: its cost does not grow with the pages, and it survives trouble."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.channels.hosted import HostedTimeline
from bot.channels.streams import Listener, Signal, TimelineStreams, TooManyStreams
from bot.domain.ids import Address
from bot.ports.store import TimelineEvent, Topic, Wakeup, Work
from bot.store.unit_of_work import SqlStore
from tests.fakes.manual_clock import ManualClock
from tests.fakes.messages import post


class CountingStore:
    """The real store, counting reads, and failing the next ones when told to."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self.reads = 0
        self.failures = 0

    def read(self) -> AbstractAsyncContextManager[Work]:
        self.reads += 1
        if self.failures:
            self.failures -= 1
            raise OSError("disk gone for a moment")
        return self._store.read()

    def write(self) -> AbstractAsyncContextManager[Work]:
        return self._store.write()

    def wakeup(self, topic: Topic) -> Wakeup:
        return self._store.wakeup(topic)

    async def close(self) -> None:
        await self._store.close()


@pytest.fixture
def counting(store: SqlStore) -> CountingStore:
    return CountingStore(store)


@pytest.fixture
async def streams(counting: CountingStore) -> AsyncIterator[TimelineStreams]:
    app = web.Application()
    streams = TimelineStreams(counting, poll_seconds=0.05)
    streams.mount(app)
    runner = web.AppRunner(app)
    await runner.setup()
    yield streams
    await runner.cleanup()


@pytest.fixture
def timeline(store: SqlStore) -> HostedTimeline:
    return HostedTimeline(store, ManualClock(), "web")


async def text_of(listener: Listener) -> str:
    item = await asyncio.wait_for(listener.items.get(), 5)
    assert isinstance(item, TimelineEvent)
    return str(item.data["text"])


async def test_forty_pages_cost_one_read_for_a_message(
    streams: TimelineStreams, counting: CountingStore, timeline: HostedTimeline
) -> None:
    async with AsyncExitStack() as stack:
        pages = [
            await stack.enter_async_context(streams.listening("web", Address(f"w{number}"))) for number in range(40)
        ]
        before = counting.reads
        await timeline.post(Address("w7"), post("m1", "for one"))
        assert await text_of(pages[7]) == "for one"
        polls = 3  # a slow machine may fit a few idle polls in between
        assert counting.reads - before <= 1 + polls
        assert all(page.items.empty() for number, page in enumerate(pages) if number != 7)


async def test_two_pages_of_one_conversation_both_get_it(streams: TimelineStreams, timeline: HostedTimeline) -> None:
    async with streams.listening("web", Address("w1")) as first, streams.listening("web", Address("w1")) as second:
        await timeline.post(Address("w1"), post("m1", "to both"))
        assert [await text_of(first), await text_of(second)] == ["to both", "to both"]


async def test_who_listens_to_the_channel_hears_every_address(
    streams: TimelineStreams, timeline: HostedTimeline
) -> None:
    async with streams.listening("web", None) as desk:
        await timeline.post(Address("w1"), post("m1", "one"))
        await timeline.post(Address("w2"), post("m2", "two"))
        assert [await text_of(desk), await text_of(desk)] == ["one", "two"]


async def test_a_failed_read_is_made_up_for(
    streams: TimelineStreams, counting: CountingStore, timeline: HostedTimeline
) -> None:
    async with streams.listening("web", Address("w1")) as page:
        counting.failures = 2
        await timeline.post(Address("w1"), post("m1", "late, not lost"))
        assert await text_of(page) == "late, not lost"


async def test_a_page_too_slow_to_read_is_sent_away_to_catch_up() -> None:
    page = Listener("web", Address("w1"))
    for number in range(1001):
        page.offer(Signal(str(number)))
    assert page.items.get_nowait() is None
    assert page.items.empty()


async def test_a_process_full_of_streams_refuses_the_next(store: SqlStore) -> None:
    streams = TimelineStreams(store, in_all=1)
    async with streams.listening("web", Address("w1")):
        with pytest.raises(TooManyStreams):
            async with streams.listening("web", Address("w2")):
                pass
    async with streams.listening("web", Address("w2")):
        pass


async def test_what_was_committed_while_nobody_listened_is_not_read_again(
    streams: TimelineStreams, timeline: HostedTimeline
) -> None:
    async with streams.listening("web", Address("w1")):
        pass
    await timeline.post(Address("w1"), post("m1", "old"))
    async with streams.listening("web", Address("w1")) as page:
        await timeline.post(Address("w1"), post("m2", "new"))
        assert await text_of(page) == "new"


async def test_a_channel_whose_last_page_leaves_during_a_read_is_not_missed(
    streams: TimelineStreams, timeline: HostedTimeline
) -> None:
    with capture_logs() as logs:
        for number in range(20):
            async with streams.listening("web", Address("w1")), streams.listening("console", None):
                await timeline.post(Address("w1"), post(f"m{number}"))
        async with streams.listening("web", Address("w1")) as page:
            await timeline.post(Address("w1"), post("last", "heard"))
            assert await text_of(page) == "heard"
    assert logs == []
