"""The whole database as one SQLite file, and back into either database.

The file has the same tables whatever it was made from, so that a backup of PostgreSQL needs none of its programs, and
an office that grows can move from the one to the other. What is copied is one committed state, while others write.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import ClaimDeskError
from bot.store.columns import Json
from bot.store.database import Postgres, Sqlite, open_database
from bot.store.migrations import migrate
from bot.store.tables import leases, metadata

BATCH = 1000
PASSING = frozenset({leases.name})
"""Leases are of processes that will not live any more."""


class CopyRefused(ClaimDeskError):
    """A database may not be written to; the text says why and what to do."""


async def copy_out(url: str, file: Path) -> dict[str, int]:
    """Copy the database at `url` into the new SQLite file, and return how many rows each table has in it."""
    database = open_database(url)
    try:
        if isinstance(database, Sqlite):
            await asyncio.to_thread(_vacuum_into, Path(sa.make_url(url).database or ""), file)
            await migrate(f"sqlite:///{file}")
        else:
            await migrate(f"sqlite:///{file}")
            async with database.reading() as source:
                await _fill(file, source)
    finally:
        await database.close()
    return await asyncio.to_thread(counted, file)


async def copy_in(file: Path, url: str) -> dict[str, int]:
    """Fill the empty database at `url` from a file that `copy_out` made, perhaps by an older version of this program.

    Raises `CopyRefused` when there is anything in it. A failure leaves it empty.
    """
    await migrate(f"sqlite:///{file}")
    await migrate(url)
    source, target = open_database(f"sqlite:///{file}"), open_database(url)
    try:
        async with source.reading() as rows, target.writing() as connection:
            if await _has_rows(connection):
                raise CopyRefused("The database is not empty. Restore into a new one: nothing was written over")
            for table in _tables():
                async for batch in _batches(rows, table):
                    await connection.execute(sa.insert(table), batch)
            if isinstance(target, Postgres):
                await _count_on(connection)
    finally:
        await source.close()
        await target.close()
    return await asyncio.to_thread(counted, file)


def counted(file: Path) -> dict[str, int]:
    """Return how many rows each table of a copy has; raises `CopyRefused` for one that is damaged."""
    with sqlite3.connect(file) as rows:
        if rows.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise CopyRefused(f"{file} is damaged. Take another backup")
        numbers = {t.name: rows.execute(f'SELECT count(*) FROM "{t.name}"').fetchone()[0] for t in _tables()}  # noqa: S608
    rows.close()
    return numbers


def _vacuum_into(source: Path, file: Path) -> None:
    """Let SQLite write a compact copy: one read transaction, which in WAL holds nobody up."""
    database = sqlite3.connect(source, timeout=10.0, isolation_level=None)
    try:
        database.execute("VACUUM INTO ?", (str(file),))
    finally:
        database.close()


async def _fill(file: Path, source: AsyncConnection) -> None:
    target = open_database(f"sqlite:///{file}")
    try:
        async with target.writing() as connection:
            for table in _tables():
                async for batch in _batches(source, table):
                    await connection.execute(sa.insert(table), batch)
    finally:
        await target.close()


async def _batches(source: AsyncConnection, table: sa.Table) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
    """Yield a table's rows in the order of their keys, some at a time."""
    keys = list(table.primary_key.columns)
    statement = sa.select(table).order_by(*keys).limit(BATCH)
    after: Sequence[Any] | None = None
    while True:
        beyond = statement if after is None else statement.where(sa.tuple_(*keys) > sa.tuple_(*after))
        batch = [dict(row) for row in (await source.execute(beyond)).mappings()]
        if batch:
            yield batch
        if len(batch) < BATCH:
            return
        after = [batch[-1][key.name] for key in keys]


async def _has_rows(connection: AsyncConnection) -> bool:
    for table in _tables():
        if (await connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1))).first():
            return True
    return False


async def _count_on(connection: AsyncConnection) -> None:
    """Let PostgreSQL's counters go on after the numbers that were given already."""
    for table in _tables():
        [key, *more] = table.primary_key.columns
        if not more and key is table.autoincrement_column:
            highest = sa.select(sa.func.max(key)).scalar_subquery()
            counter = sa.func.pg_get_serial_sequence(table.name, key.name)
            await connection.execute(
                sa.select(sa.func.setval(counter, sa.func.coalesce(highest, 1), highest.is_not(None)))
            )


def _tables() -> list[sa.Table]:
    """Return the tables as they are copied, those that others point to first: JSON stays the text that it is."""
    return [_plain(table) for table in metadata.sorted_tables if table.name not in PASSING]


def _plain(table: sa.Table) -> sa.Table:
    columns = (
        sa.Column(
            column.name,
            sa.Text() if isinstance(column.type, Json) else column.type,
            primary_key=column.primary_key,
            autoincrement=column is table.autoincrement_column,
        )
        for column in table.columns
    )
    return sa.Table(table.name, sa.MetaData(), *columns)
