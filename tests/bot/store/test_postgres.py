import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.store.database import Postgres, open_database
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.messages import NOON, inbound, post, to_patient

LEASE = timedelta(seconds=90)


@pytest.fixture
async def two_stores(postgres_url: str) -> AsyncIterator[tuple[SqlStore, SqlStore]]:
    """Two processes' stores on one database."""
    one, other = await open_store(postgres_url), await open_store(postgres_url)
    yield one, other
    await one.close()
    await other.close()


async def test_a_commit_wakes_the_other_process(two_stores: tuple[SqlStore, SqlStore]) -> None:
    one, other = two_stores
    bell = other.wakeup("outbox")
    async with one.write() as work:
        await work.outbox.add([to_patient(post("m1"))], NOON)
    async with asyncio.timeout(5):
        await bell.wait(60)


async def test_a_listener_whose_connection_was_cut_listens_again(
    two_stores: tuple[SqlStore, SqlStore], postgres_url: str
) -> None:
    one, other = two_stores
    bell = other.wakeup("outbox")
    database = open_database(postgres_url)
    cut = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    async with database.writing() as connection:
        assert len((await connection.execute(cut)).all()) == 2
    await database.close()
    async with asyncio.timeout(5):
        # Rung once by the reconnection, for what may have been missed.
        await bell.wait(60)
        async with one.write() as work:
            await work.outbox.add([to_patient(post("m1"))], NOON)
        await bell.wait(60)


async def test_two_workers_that_claim_at_once_get_different_lanes(two_stores: tuple[SqlStore, SqlStore]) -> None:
    one, other = two_stores
    async with one.write() as work:
        await work.inbox.add(inbound("e1"), "lane-1", NOON)
        await work.inbox.add(inbound("e2"), "lane-2", NOON)
    async with one.write() as mine:
        first = await mine.inbox.claim(NOON, LEASE)
        async with other.write() as theirs:
            second = await theirs.inbox.claim(NOON, LEASE)
            third = await theirs.inbox.claim(NOON, LEASE)
    assert first is not None
    assert second is not None
    assert (first.lane, second.lane, third) == ("lane-1", "lane-2", None)


async def test_a_lane_in_which_rows_become_visible_out_of_order_is_still_run_once(
    two_stores: tuple[SqlStore, SqlStore],
) -> None:
    """An earlier row of the lane commits between the two claims, so that each worker sees another head."""
    one, other = two_stores
    async with one.write() as late:
        await late.inbox.add(inbound("earlier"), "lane-1", NOON)
        async with other.write() as work:
            await work.inbox.add(inbound("later"), "lane-1", NOON)
        holder = other.write()
        work = await holder.__aenter__()
        claimed = await work.inbox.claim(NOON, LEASE)
    assert claimed is not None
    assert [row.message.external_id for row in claimed.rows] == ["later"]

    async def claim_the_earlier() -> object:
        async with one.write() as mine:
            return await mine.inbox.claim(NOON, LEASE)

    waiting = asyncio.create_task(claim_the_earlier())
    await asyncio.wait([waiting], timeout=0.1)
    await holder.__aexit__(None, None, None)
    assert await waiting is None


async def test_a_server_that_cannot_be_reached_is_an_error_at_the_start(postgres_url: str) -> None:
    nowhere = postgres_url.replace("/test_", "/gone_")
    with pytest.raises(Exception, match="gone_"):
        await open_store(nowhere)


def test_the_usual_form_of_the_url_is_understood() -> None:
    database = open_database("postgresql://desk:secret@localhost/claims")
    assert isinstance(database, Postgres)
    assert database.engine.url.drivername == "postgresql+asyncpg"
