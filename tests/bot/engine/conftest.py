"""The engine on a SQLite file of its own."""

from collections.abc import AsyncIterator

import pytest

from bot.store.unit_of_work import open_store
from tests.fakes.desk_office import DeskOffice


@pytest.fixture
async def office(sqlite_url: str) -> AsyncIterator[DeskOffice]:
    store = await open_store(sqlite_url)
    yield DeskOffice(store)
    await store.close()
