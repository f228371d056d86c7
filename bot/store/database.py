"""The two databases: how each gives a connection for writing and one for reading. All else in this package is one."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from bot.store import sqlite_driver

READERS = 4
FREE_SHARE = 4
"""A file of which one part in so many is free is written anew."""
POSTGRES_CONNECTIONS = 10


class Database(Protocol):
    """Where transactions come from."""

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Give a connection whose work is committed at the end of the block, or undone when it raises."""
        ...

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Give a connection that sees one committed state and can change nothing."""
        ...

    async def close(self) -> None:
        """Give connections back."""
        ...


class Sqlite:
    """One file, one writer at a time in the order of asking, some readers beside it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # It holds what patients said; SQLite gives its side files the same mode.
        path.touch(mode=0o600)
        self._commits = ThreadPoolExecutor(1, "sqlite-commit")
        self._reads = ThreadPoolExecutor(READERS, "sqlite-read")
        self._turn = asyncio.Lock()
        self._holder: asyncio.Task[object] | None = None
        self._connection: AsyncConnection | None = None
        self._path = path
        self._alone: sqlite3.Connection | None = None
        self._writer = create_async_engine(
            "sqlite+aiosqlite://",
            async_creator=lambda: sqlite_driver.connect(path, "writer", self._commits),
            poolclass=StaticPool,
            hide_parameters=True,
        )
        self._readers = create_async_engine(
            f"sqlite+aiosqlite:///{path}",
            async_creator=lambda: sqlite_driver.connect(path, "reader", self._reads),
            pool_size=READERS,
            max_overflow=0,
            hide_parameters=True,
        )

    def is_alone(self) -> bool:
        """Say whether no other process has asked this before and still lives; from now on the answer is ours.

        The lock is one of the operating system's, on an empty file beside the database: a killed process loses it.
        """
        if self._alone is None:
            lock = sqlite3.connect(self._path.with_name(f"{self._path.name}-alone"), timeout=0, isolation_level=None)
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                lock.close()
                return False
            self._alone = lock
        return True

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Give the writer. A task that writes already would wait for itself: that is a mistake, and raised as one."""
        if self._turn.locked() and self._holder is asyncio.current_task():
            raise RuntimeError("this task has a write transaction open already: use its work, or end it first")
        async with self._turn:
            self._holder = asyncio.current_task()
            if self._connection is None:
                self._connection = await self._writer.connect()
            try:
                yield self._connection
                await self._connection.commit()
            except BaseException:
                await self._connection.rollback()
                raise

    async def compact(self) -> bool:
        """Write the file anew when a quarter of it is free; writers wait meanwhile."""
        async with self._turn:
            return await asyncio.get_running_loop().run_in_executor(self._commits, self._vacuum)

    def _vacuum(self) -> bool:
        database = sqlite3.connect(self._path, timeout=sqlite_driver.BUSY_LIMIT, isolation_level=None)
        try:
            pages, free = (
                database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count")
            )
            if free * FREE_SHARE < pages:
                return False
            database.execute("VACUUM")
        finally:
            database.close()
        return True

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a reader."""
        async with self._readers.connect() as connection:
            yield connection

    async def close(self) -> None:
        """Close the file, after a write in progress."""
        async with self._turn:
            if self._connection is not None:
                await self._connection.close()
                self._connection = None
            await self._writer.dispose()
        await self._readers.dispose()
        if self._alone is not None:
            self._alone.close()
        self._commits.shutdown()
        self._reads.shutdown()


class Postgres:
    """A server that several processes share. Error texts leave parameters out: they hold what patients said."""

    def __init__(self, url: sa.URL) -> None:
        self.engine: AsyncEngine = create_async_engine(
            url, pool_size=POSTGRES_CONNECTIONS, pool_pre_ping=True, hide_parameters=True
        )
        self._readers = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Give a connection in a transaction."""
        return self.engine.begin()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection on one snapshot."""
        async with self._readers.connect() as connection:
            yield connection

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


def open_database(url: str) -> Sqlite | Postgres:
    """Return the database at `url`: `sqlite:///file` or `postgresql://user:password@host/name`. Connects later."""
    parsed = sa.make_url(url)
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return Sqlite(Path(parsed.database))
        case "postgresql":
            return Postgres(parsed.set(drivername="postgresql+asyncpg"))
        case other:
            raise ValueError(
                f"DATABASE_URL names {other!r}: use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
            )
