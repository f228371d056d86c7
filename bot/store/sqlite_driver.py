"""A SQLite connection for SQLAlchemy's async engine that crosses threads only where it would block.

aiosqlite hands each cursor call to a thread: some ten hand-overs a transaction, each dearer than the statement it
carries. Here a writer runs its statements in place (they touch a few rows by key and take microseconds) and only
the commit, which waits for the disk, goes to a thread. A reader may scan, so its statements go to the thread.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

T = TypeVar("T")

BUSY_LIMIT = 10.0
"""Seconds to wait for the write lock of another process."""
BUSY_PAUSE = 0.005

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    # A message that was acknowledged must survive a power cut, so each commit waits for the disk.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    # A writer waits without blocking the event loop (`_begin`); readers of a WAL database never wait.
    "PRAGMA busy_timeout = 0",
)


async def connect(path: Path, role: Literal["writer", "reader"], threads: ThreadPoolExecutor) -> "Connection":
    """Open `path` with this house's settings; `threads` stays the caller's and must outlive the connection."""

    def open_file() -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=BUSY_LIMIT, isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            database.execute(pragma)
        if role == "reader":
            database.execute("PRAGMA query_only = ON")
        return database

    database = await asyncio.get_running_loop().run_in_executor(threads, open_file)
    return Connection(database, role, threads)


class Connection:
    """What SQLAlchemy's aiosqlite dialect asks of a connection."""

    def __init__(
        self, database: sqlite3.Connection, role: Literal["writer", "reader"], threads: ThreadPoolExecutor
    ) -> None:
        self.isolation_level: str | None = None
        self._database = database
        self._connection: sqlite3.Connection | None = database
        self._begin_words = "BEGIN IMMEDIATE" if role == "writer" else "BEGIN"
        self._in_place = role == "writer"
        self._threads = threads
        self._changes = 0

    def cursor(self) -> "Cursor":
        """Return a new cursor."""
        return Cursor(self, self._database.cursor())

    async def run(self, statement: Callable[[], T]) -> T:
        """Run `statement` in a transaction, begun now if there is none."""
        if self._in_place:
            if not self._database.in_transaction:
                await self._begin()
            return statement()
        return await self._in_thread(lambda: self._begin_and(statement))

    async def commit(self) -> None:
        """Make the transaction durable; one that changed nothing does not wait for the disk."""
        if self._database.total_changes == self._changes:
            self._database.commit()
        else:
            await self._in_thread(self._database.commit)

    async def rollback(self) -> None:
        """Undo the transaction."""
        self._database.rollback()

    async def create_function(self, *args: Any, **kwargs: Any) -> None:
        """Register an SQL function, as SQLAlchemy does with its own."""
        self._database.create_function(*args, **kwargs)

    async def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection = None
            await self._in_thread(self._database.close)

    def stop(self) -> None:
        """Close the file without waiting."""
        self._connection = None
        self._threads.submit(self._database.close)

    async def _begin(self) -> None:
        clock = asyncio.get_running_loop().time
        until = clock() + BUSY_LIMIT
        while True:
            try:
                self._database.execute(self._begin_words)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or clock() > until:
                    raise
                await asyncio.sleep(BUSY_PAUSE)
            else:
                self._changes = self._database.total_changes
                return

    def _begin_and(self, statement: Callable[[], T]) -> T:
        if not self._database.in_transaction:
            self._database.execute(self._begin_words)
        return statement()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        # A cancelled task must not touch the connection while the thread still does: it waits, then goes.
        future = asyncio.get_running_loop().run_in_executor(self._threads, work)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            while not future.done():
                try:
                    await asyncio.wait([future])
                except asyncio.CancelledError:
                    continue
            raise


class Cursor:
    """A cursor whose rows are fetched with the statement, in the same hand-over."""

    def __init__(self, connection: Connection, cursor: sqlite3.Cursor) -> None:
        self._connection = connection
        self._cursor = cursor
        self._rows: Sequence[Any] = ()
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        """Name the columns of what was fetched."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """Count the changed rows."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """Name the last inserted row."""
        return self._cursor.lastrowid

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Run one statement and fetch what it returns."""

        def work() -> list[Any]:
            return self._cursor.execute(sql, parameters).fetchall()

        self._rows = await self._connection.run(work)

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each row of parameters."""
        await self._connection.run(lambda: self._cursor.executemany(sql, parameters))

    async def fetchall(self) -> Sequence[Any]:
        """Return the fetched rows."""
        return self._rows

    async def close(self) -> None:
        """Give the statement back."""
        self._cursor.close()
