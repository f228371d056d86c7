"""One transaction as the repositories see it."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.store import Topic


def insert(dialect: str, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that knows ON CONFLICT; both databases have it, SQLAlchemy has one for each."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


class Transaction:
    """A connection in a transaction, and the topics to ring when it has committed."""

    def __init__(self, connection: AsyncConnection, touched: set[Topic]) -> None:
        self.dialect = connection.dialect.name
        self.touched = touched
        self._connection = connection

    async def run(
        self, statement: sa.Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> sa.CursorResult[Any]:
        """Run one statement, once for each mapping of `values`."""
        return await self._connection.execute(statement, values)

    async def one_at_a_time(self, name: str) -> None:
        """Let no other transaction that asks for the same `name` run beside this one until its end.

        SQLite has one writer at a time anyway.
        """
        if self.dialect == "postgresql":
            await self.run(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(name))))
