"""What the language model has cost, by day, and which models are left alone."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache

import sqlalchemy as sa

from bot.domain.pauses import Pause
from bot.ports.usage import Used
from bot.store.tables import model_pauses, model_usage
from bot.store.transaction import Transaction, insert

OF_DAY = sa.select(model_usage).where(model_usage.c.day == sa.bindparam("of"))
PAUSES = sa.select(model_pauses)
PROBE = (
    sa.update(model_pauses)
    .where(model_pauses.c.model == sa.bindparam("of"), model_pauses.c.until <= sa.bindparam("at"))
    .values(until=sa.bindparam("then"))
)
ANSWERED = sa.delete(model_pauses).where(model_pauses.c.model == sa.bindparam("of"))


@cache
def _add(dialect: str) -> sa.Insert:
    new = insert(dialect, model_usage)
    tokens = model_usage.c.tokens + new.excluded.tokens
    return new.on_conflict_do_update(index_elements=["day"], set_={"tokens": tokens})


@cache
def _reserve(dialect: str) -> sa.Insert:
    spent, new = model_usage.c, insert(dialect, model_usage)
    left = sa.and_(spent.calls < sa.bindparam("most_calls"), spent.tokens < sa.bindparam("most_tokens"))
    return new.on_conflict_do_update(index_elements=["day"], set_={"calls": spent.calls + 1}, where=left)


@cache
def _keep(dialect: str) -> sa.Insert:
    new = insert(dialect, model_pauses)
    changed = {"failures": new.excluded.failures, "until": new.excluded.until}
    return new.on_conflict_do_update(index_elements=["model"], set_=changed)


class SqlUsage:
    """`bot.ports.store.Usage`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def reserve(self, day: date, most: Used) -> bool:
        """Count one call."""
        if most.calls < 1 or most.tokens < 1:
            return False
        limits = {"most_calls": most.calls, "most_tokens": most.tokens}
        values = {"day": day.isoformat(), "calls": 1, "tokens": 0, **limits}
        return (await self._transaction.run(_reserve(self._transaction.dialect), values)).rowcount == 1

    async def add(self, day: date, tokens: int) -> None:
        """Add tokens to a day."""
        values = {"day": day.isoformat(), "calls": 0, "tokens": tokens}
        await self._transaction.run(_add(self._transaction.dialect), values)

    async def of(self, day: date) -> Used:
        """Return what a day has used."""
        row = (await self._transaction.run(OF_DAY, {"of": day.isoformat()})).one_or_none()
        return Used(row.calls, row.tokens) if row else Used()

    async def pauses(self) -> Mapping[str, Pause]:
        """Return the models that gave no answer."""
        rows = (await self._transaction.run(PAUSES)).all()
        return {row.model: Pause(row.failures, row.until) for row in rows}

    async def probe(self, model: str, now: datetime, length: timedelta) -> bool:
        """Let one caller try."""
        values = {"of": model, "at": now, "then": now + length}
        return (await self._transaction.run(PROBE, values)).rowcount == 1

    async def failed(self, model: str, now: datetime, most: int, length: timedelta) -> None:
        """Count a failure."""
        await self._transaction.one_at_a_time(f"model:{model}")
        pause = (await self.pauses()).get(model, Pause()).failed(now, most, length)
        values = {"model": model, "failures": pause.failures, "until": pause.until}
        await self._transaction.run(_keep(self._transaction.dialect), values)

    async def answered(self, model: str) -> None:
        """Forget the failures."""
        await self._transaction.run(ANSWERED, {"of": model})
