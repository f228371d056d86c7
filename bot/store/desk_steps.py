"""What the clocks of the desk have done."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

import sqlalchemy as sa

from bot.domain.ids import CaseNumber
from bot.store.tables import desk_steps
from bot.store.transaction import Transaction, insert

OF_CASE = sa.select(desk_steps.c.step, desk_steps.c.at).where(desk_steps.c.case == sa.bindparam("of"))


@cache
def _take(dialect: str) -> sa.Insert:
    return insert(dialect, desk_steps).on_conflict_do_nothing(index_elements=["case", "step"])


class SqlDeskSteps:
    """`bot.ports.store.DeskSteps`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def take(self, case: CaseNumber, key: str, now: datetime) -> bool:
        """Take a step; PostgreSQL lets the insert wait for another process's end."""
        taken = await self._transaction.run(_take(self._transaction.dialect), {"case": case, "step": key, "at": now})
        return taken.rowcount == 1

    async def of(self, case: CaseNumber) -> Mapping[str, datetime]:
        """Return a case's steps."""
        return {row.step: row.at for row in await self._transaction.run(OF_CASE, {"of": case})}
