import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import sqlite_driver
from bot.store.database import Sqlite, open_database
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.messages import NOON, inbound


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[SqlStore]:
    opened = await open_store(sqlite_url)
    yield opened
    await opened.close()


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


async def accept(store: SqlStore, external_id: str) -> None:
    async with store.write() as work:
        await work.inbox.add(inbound(external_id), "web:w1", NOON)


def kept(url: str) -> list[str]:
    database = sqlite3.connect(file_of(url))
    try:
        return [row[0] for row in database.execute("SELECT external_id FROM inbox ORDER BY id")]
    finally:
        database.close()


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)], ids=str
)
async def test_the_file_is_opened_so_that_no_commit_is_lost(sqlite_url: str, pragma: str, value: object) -> None:
    database = open_database(sqlite_url)
    async with database.writing() as connection:
        assert (await connection.execute(sa.text(f"PRAGMA {pragma}"))).scalar() == value
    await database.close()


async def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'data' / 'new.db'}")
    await database.close()
    assert stat.S_IMODE((tmp_path / "data" / "new.db").stat().st_mode) == 0o600


async def test_writers_wait_for_each_other_in_the_order_of_asking(store: SqlStore, sqlite_url: str) -> None:
    await asyncio.gather(*(accept(store, f"e{n}") for n in range(20)))
    assert kept(sqlite_url) == [f"e{n}" for n in range(20)]


async def test_a_reader_does_not_wait_for_a_writer_and_does_not_see_its_work(store: SqlStore) -> None:
    async with store.write() as work:
        await work.inbox.add(inbound("e1"), "web:w1", NOON)
        async with store.read() as reader:
            assert await reader.inbox.due_at() is None
    async with store.read() as reader:
        assert await reader.inbox.due_at() == NOON


async def test_a_view_stays_the_same_while_others_commit(store: SqlStore) -> None:
    async with store.read() as reader:
        assert await reader.inbox.due_at() is None
        await accept(store, "e1")
        assert await reader.inbox.due_at() is None


async def test_another_process_that_writes_is_waited_for_without_blocking(store: SqlStore, sqlite_url: str) -> None:
    await accept(store, "e1")
    other = sqlite3.connect(file_of(sqlite_url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(accept(store, "e2"))
    done, _ = await asyncio.wait([waiting], timeout=0.05)
    assert not done
    other.execute("COMMIT")
    other.close()
    await waiting
    assert kept(sqlite_url) == ["e1", "e2"]


async def test_a_lock_that_is_never_given_up_is_an_error(
    store: SqlStore, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await accept(store, "e1")
    monkeypatch.setattr(sqlite_driver, "BUSY_LIMIT", 0.02)
    other = sqlite3.connect(file_of(sqlite_url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sa.exc.OperationalError, match="locked"):
        await accept(store, "e2")
    other.close()
    await accept(store, "e3")
    assert kept(sqlite_url) == ["e1", "e3"]


async def test_a_writer_cancelled_at_any_moment_leaves_all_or_nothing(store: SqlStore, sqlite_url: str) -> None:
    for turns in range(12):
        task = asyncio.create_task(accept(store, f"cancelled-{turns}"))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await accept(store, f"after-{turns}")
    assert [name for name in kept(sqlite_url) if name.startswith("after")] == [f"after-{n}" for n in range(12)]


async def test_an_error_text_holds_no_patient_text(store: SqlStore) -> None:
    with pytest.raises(sa.exc.IntegrityError) as raised:
        async with store.write() as work:
            await work.conversations.tag("c0", ["Wanda Testcase"], NOON)  # type: ignore[arg-type]
    assert "Wanda" not in str(raised.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_what_is_no_database_of_ours_is_refused_with_the_cure(url: str) -> None:
    with pytest.raises(ValueError, match="use sqlite:///FILE or postgresql://"):
        open_database(url)


async def test_what_is_finished_or_delivered_is_wiped(store: SqlStore, sqlite_url: str) -> None:
    await accept(store, "e1")
    async with store.write() as work:
        batch = await work.inbox.claim(NOON, NOON - NOON)
        assert batch is not None
        await work.inbox.finish(batch, "answered", NOON)
    database = sqlite3.connect(file_of(sqlite_url))
    row = database.execute("SELECT external_id, message, outcome FROM inbox").fetchone()
    database.close()
    assert row == ("e1", None, "answered")


def test_a_closed_database_opens_again(sqlite_url: str) -> None:
    async def once(external_id: str) -> None:
        opened = await open_store(sqlite_url)
        await accept(opened, external_id)
        await opened.close()

    asyncio.run(once("e1"))
    asyncio.run(once("e2"))
    assert kept(sqlite_url) == ["e1", "e2"]
    assert isinstance(open_database(sqlite_url), Sqlite)


async def test_a_second_process_does_not_end_the_leases_of_the_first(store: SqlStore, sqlite_url: str) -> None:
    await accept(store, "e1")
    async with store.write() as work:
        assert await work.inbox.claim(NOON, timedelta(seconds=90)) is not None
    second = await open_store(sqlite_url)
    assert await store.release_leases() == 1
    async with store.write() as work:
        assert await work.inbox.claim(NOON, timedelta(seconds=90)) is not None
    assert await second.release_leases() == 0
    await store.close()
    assert await second.release_leases() == 1
    await second.close()


async def test_a_transaction_inside_a_transaction_is_refused_and_not_waited_for(store: SqlStore) -> None:
    async with store.write():
        with pytest.raises(RuntimeError, match="a write transaction open already"):
            await accept(store, "e1")
    await accept(store, "e1")
