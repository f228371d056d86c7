"""Measure how long a committed message takes to reach an open page, with few and with many pages open.

Run it from the project root: `python -m tests.bench.bench_streams`. The page is an HTTP client on loopback; beside the
figure stands what the bare commit of the same row takes, so that machines can be compared.
"""

import asyncio
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import aiohttp
import structlog

from bot.domain.ids import Address
from bot.store.migrations import migrate
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.chat_visitor import Visitor
from tests.fakes.event_reader import EventReader
from tests.fakes.messages import NOON, post
from tests.fakes.served_office import Served, served_office

MESSAGES = 200


async def commit_alone(store: SqlStore) -> list[float]:
    """Return the milliseconds of each bare commit, while nobody listens."""
    took = []
    for number in range(MESSAGES):
        started = perf_counter()
        async with store.write() as work:
            await work.timeline.append("bench", Address("b"), str(number), "message", {"text": "x"}, NOON)
        took.append((perf_counter() - started) * 1000)
    return took


async def to_the_page(served: Served, pages: int) -> list[float]:
    """Return the milliseconds from commit to page, for one page among `pages`."""
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=None)
    http = aiohttp.ClientSession(served.url, connector=connector, timeout=timeout)
    async with http, AsyncExitStack() as open_pages:
        visitor = Visitor(http)
        await visitor.begin()
        await visitor.say("Hello")
        for _ in range(pages - 1):
            other = Visitor(http)
            await other.begin()
            await (await open_pages.enter_async_context(other.following())).until("ready")
        page = await open_pages.enter_async_context(visitor.following())
        await page.until("ready")
        return await timed(page, served, served.office.accepted[-1].address)


async def timed(page: EventReader, served: Served, address: Address) -> list[float]:
    took = []
    for number in range(MESSAGES):
        await served.office.web.send(address, post(f"{address}-{number}"))
        committed = perf_counter()
        await page.next()
        took.append((perf_counter() - committed) * 1000)
    return took


def show(name: str, took: list[float]) -> None:
    print(f"{name:34} median {median(took):6.2f} ms   95th {quantiles(took, n=20)[-1]:6.2f} ms")


async def main() -> None:
    """Print the figures."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        await migrate(url)
        store = await open_store(url)
        show("a bare commit", await commit_alone(store))
        async with served_office(store, messages_per_minute=10_000) as served:
            for pages in (1, 50, 500):
                show(f"commit to page, {pages} open", await to_the_page(served, pages))
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
