"""What the language model has cost, by day."""

from datetime import date
from functools import cache

import sqlalchemy as sa

from bot.ports.usage import Used
from bot.store.tables import model_usage
from bot.store.transaction import Transaction, insert

OF_DAY = sa.select(model_usage).where(model_usage.c.day == sa.bindparam("of"))


@cache
def _add(dialect: str) -> sa.Insert:
    new = insert(dialect, model_usage)
    sums = {name: model_usage.c[name] + new.excluded[name] for name in ("calls", "tokens")}
    return new.on_conflict_do_update(index_elements=["day"], set_=sums)


class SqlUsage:
    """`bot.ports.store.Usage`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, day: date, used: Used) -> None:
        """Add to a day."""
        values = {"day": day.isoformat(), "calls": used.calls, "tokens": used.tokens}
        await self._transaction.run(_add(self._transaction.dialect), values)

    async def of(self, day: date) -> Used:
        """Return what a day has used."""
        row = (await self._transaction.run(OF_DAY, {"of": day.isoformat()})).one_or_none()
        return Used(row.calls, row.tokens) if row else Used()
