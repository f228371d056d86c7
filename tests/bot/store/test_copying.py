"""The whole database as a file and back, over both databases, while others write."""

import asyncio
import sqlite3
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa

from bot.domain.escalation import Reason
from bot.domain.ids import Address, FileId
from bot.domain.messages import Surface
from bot.store.copying import CopyRefused, copy_in, copy_out, counted
from bot.store.database import open_database
from bot.store.tables import metadata
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.made_up_history import write_history
from tests.fakes.messages import NOON, inbound


async def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables but leases, as the program reads them."""
    database = open_database(url)
    async with database.reading() as connection:
        found = {
            table.name: [tuple(row) for row in await connection.execute(sa.select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
            if table.name != "leases"
        }
    await database.close()
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'restored.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


async def test_every_row_comes_back_on_either_database_and_numbers_go_on(
    store: SqlStore, database_url: str, empty_url: str, tmp_path: Path
) -> None:
    async with store._database.writing() as connection:
        await write_history(connection, 1100)  # more than one batch
    async with store.write() as work:
        await work.inbox.add(inbound("m1"), "web/w1", NOON)
        await work.files.keep(FileId("f1"), b"\x00\xff", NOON)
        await work.timeline.append("web", Address("w1"), "k", "message", {"text": "Señora"}, NOON)
    rows = await copy_out(database_url, tmp_path / "copy.db")
    assert (rows["conversations"], rows["inbox"], rows["files"]) == (1100, 1, 1)

    assert await copy_in(tmp_path / "copy.db", empty_url) == rows
    assert await everything(empty_url) == await everything(database_url)
    again = await open_store(empty_url)
    async with again.write() as work:
        conversation = await work.conversations.open("web", Address("new"), Surface.PATIENT, NOON)
        case = await work.escalations.open(
            conversation.id, Reason.APPEAL, "", "slack", NOON, patient="", claim="", payer=""
        )
        seq = await work.timeline.append("web", Address("w1"), "k2", "message", {}, NOON)
    await again.close()
    assert (case.case, seq) == (1001 + rows["escalations"], 2)


async def test_a_copy_taken_under_load_holds_all_that_was_committed_before_and_nothing_by_halves(
    store: SqlStore, database_url: str, tmp_path: Path
) -> None:
    committed = 0
    stop = asyncio.Event()

    async def write() -> None:
        nonlocal committed
        while not stop.is_set():
            async with store.write() as work:  # two rows that belong together
                await work.timeline.append("web", Address("w1"), f"a{committed}", "message", {}, NOON)
                await work.timeline.append("desk", Address("w1"), f"b{committed}", "message", {}, NOON)
            committed += 1

    writing = asyncio.create_task(write())
    while committed < 20:
        await asyncio.sleep(0.01)
    before = committed
    rows = await copy_out(database_url, tmp_path / "copy.db")
    after = committed
    stop.set()
    await writing

    assert before * 2 <= rows["timeline"] <= (after + 1) * 2
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        pairs = copy.execute("SELECT channel, count(*) FROM timeline GROUP BY channel").fetchall()
    copy.close()
    assert len({number for _, number in pairs}) == 1


async def test_nothing_is_written_over(store: SqlStore, database_url: str, tmp_path: Path) -> None:
    async with store.write() as work:
        await work.inbox.add(inbound("m1"), "web/w1", NOON)
    await copy_out(database_url, tmp_path / "copy.db")

    with pytest.raises(CopyRefused, match="is not empty"):
        await copy_in(tmp_path / "copy.db", database_url)


async def test_a_restore_that_breaks_leaves_nothing(postgres_url: str, empty_postgres_url: str, tmp_path: Path) -> None:
    store = await open_store(postgres_url)
    async with store._database.writing() as connection:
        await write_history(connection, 5)
    await store.close()
    await copy_out(postgres_url, tmp_path / "copy.db")
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        copy.execute("PRAGMA foreign_keys = OFF")
        copy.execute("UPDATE tags SET conversation = 'not-' || conversation")
    copy.close()

    with pytest.raises(sa.exc.IntegrityError):
        await copy_in(tmp_path / "copy.db", empty_postgres_url)
    database = await asyncpg.connect(empty_postgres_url)
    assert await database.fetchval("SELECT count(*) FROM conversations") == 0
    await database.close()


def test_a_damaged_copy_is_refused(tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)

    with pytest.raises((CopyRefused, sqlite3.DatabaseError)):
        counted(tmp_path / "copy.db")
