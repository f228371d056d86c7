"""The scripted office, served over HTTP on a fresh SQLite file."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.manual_clock import ManualClock
from tests.fakes.served_office import Served, served_office


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def sqlite_store(sqlite_url: str) -> AsyncIterator[SqlStore]:
    store = await open_store(sqlite_url)
    yield store
    await store.close()


@pytest.fixture
async def served(sqlite_store: SqlStore, clock: ManualClock) -> AsyncIterator[Served]:
    async with served_office(sqlite_store, clock) as office:
        yield office


@pytest.fixture
async def http(served: Served) -> AsyncIterator[aiohttp.ClientSession]:
    timeout = aiohttp.ClientTimeout(total=20)
    async with aiohttp.ClientSession(served.url, timeout=timeout) as session:
        yield session
