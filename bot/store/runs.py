"""What ran by itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from secrets import token_hex
from typing import Any, Literal

import sqlalchemy as sa

from bot.domain.errors import LeaseLost
from bot.ports.store import RunLease, StoredRun
from bot.store.tables import runs
from bot.store.transaction import Transaction, insert

RUNNING = "running"


@cache
def _begin(dialect: str) -> sa.Insert:
    new = insert(dialect, runs)
    free = (
        (runs.c.state == RUNNING)
        & (runs.c.until <= sa.bindparam("now", type_=runs.c.until.type))
        & (runs.c.attempts < sa.bindparam("most"))
    )
    return new.on_conflict_do_update(
        index_elements=["key"],
        set_={"token": new.excluded.token, "until": new.excluded.until, "attempts": runs.c.attempts + 1},
        where=free,
    ).returning(runs.c.attempts)


HELD = (runs.c.key == sa.bindparam("of")) & (runs.c.token == sa.bindparam("under")) & (runs.c.state == RUNNING)
CHANGE = sa.update(runs).where(HELD)
FIELDS = (runs.c.key, runs.c.job, runs.c.due_at, runs.c.state, runs.c.attempts, runs.c.started_at, runs.c.ended_at)
FORSAKEN = sa.update(runs).where(
    runs.c.state == RUNNING,
    runs.c.until <= sa.bindparam("now"),
    (runs.c.attempts >= sa.bindparam("most")) | (runs.c.due_at < sa.bindparam("before")),
)
NEWEST = sa.select(*FIELDS, runs.c.report).order_by(runs.c.due_at.desc(), runs.c.key.desc())
LATEST = NEWEST.where(runs.c.job == sa.bindparam("of"), runs.c.state == "done").limit(1)


class SqlRuns:
    """`bot.ports.store.Runs`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def begin(
        self, key: str, job: str, due_at: datetime, now: datetime, lease: timedelta, most: int
    ) -> RunLease | None:
        """Take a slot in one statement: the row's key is what keeps two processes from having it."""
        token = token_hex(8)
        values = {
            "key": key, "job": job, "due_at": due_at, "state": RUNNING, "token": token, "until": now + lease,
            "attempts": 1, "started_at": now, "report": {}, "now": now, "most": most,
        }  # fmt: skip
        attempt = (await self._transaction.run(_begin(self._transaction.dialect), values)).scalar()
        return None if attempt is None else RunLease(key, token, attempt)

    async def renew(self, lease: RunLease, until: datetime) -> None:
        """Keep it until then."""
        await self._change(lease, until=until)

    async def end(
        self, lease: RunLease, state: Literal["done", "failed"], report: Mapping[str, Any], now: datetime
    ) -> None:
        """End it."""
        await self._change(lease, state=state, report=report, ended_at=now)

    async def give_up(
        self, most: int, before: datetime, report: Mapping[str, Any], now: datetime
    ) -> Sequence[StoredRun]:
        """End as failed what nobody takes any more: of two processes at once the second finds it ended."""
        ending = FORSAKEN.values(state="failed", report=report, ended_at=now).returning(*FIELDS, runs.c.report)
        ended = await self._transaction.run(ending, {"now": now, "most": most, "before": before})
        return [StoredRun(**row) for row in ended.mappings()]

    async def latest(self, job: str) -> StoredRun | None:
        """Return the job's newest run that is done."""
        row = (await self._transaction.run(LATEST, {"of": job})).mappings().first()
        return None if row is None else StoredRun(**row)

    async def recent(self, limit: int) -> Sequence[StoredRun]:
        """Return the newest runs."""
        return [StoredRun(**row) for row in (await self._transaction.run(NEWEST.limit(limit))).mappings()]

    async def _change(self, lease: RunLease, **values: Any) -> None:
        changed = await self._transaction.run(CHANGE.values(**values), {"of": lease.key, "under": lease.token})
        if changed.rowcount != 1:
            raise LeaseLost(f"the run {lease.key} was taken over")
