"""Leases on lanes, for both boxes.

A lane's oldest waiting row is its head; only heads are claimed, so a lane keeps its order. The lease is one row
for one lane: its primary key is what keeps two workers, in whatever process, from running one lane at once. A row
in work stays `waiting`, so a lease that runs out needs no repair: the lane is simply free again.

Rows are always locked before their lane's lease, in claims and in endings, so that the two cannot deadlock.
"""

from datetime import datetime, timedelta
from functools import cache
from secrets import token_hex
from typing import Any, NamedTuple

import sqlalchemy as sa

from bot.domain.errors import LeaseLost
from bot.store.tables import is_waiting, leases
from bot.store.transaction import Transaction, insert


class Lease(NamedTuple):
    """A lane under `token`, with the head row that gave it."""

    head: sa.Row[Any]
    token: str


def _heads(box: sa.Table) -> sa.Select[Any]:
    oldest = sa.select(sa.func.min(box.c.id).label("id")).where(is_waiting(box)).group_by(box.c.lane).subquery()
    lease_of_lane = (leases.c.box == sa.literal_column(f"'{box.name}'")) & (leases.c.lane == box.c.lane)
    return sa.select().select_from(box.join(oldest, box.c.id == oldest.c.id).outerjoin(leases, lease_of_lane))


@cache
def _next_head(box: sa.Table) -> sa.Select[Any]:
    now = sa.bindparam("now", type_=leases.c.until.type)
    return (
        _heads(box)
        .add_columns(*box.c)
        .where(is_waiting(box), box.c.due_at <= now, leases.c.until.is_(None) | (leases.c.until <= now))
        .order_by(box.c.id)
        .limit(1)
        .with_for_update(of=box, skip_locked=True)
    )


@cache
def _take(dialect: str) -> sa.Insert:
    new = insert(dialect, leases)
    return new.on_conflict_do_update(
        index_elements=[leases.c.box, leases.c.lane],
        set_={"token": new.excluded.token, "until": new.excluded.until},
        where=leases.c.until <= sa.bindparam("now", type_=leases.c.until.type),
    ).returning(leases.c.token)


@cache
def _earliest(box: sa.Table) -> sa.Select[Any]:
    held = leases.c.until.is_not(None) & (leases.c.until > box.c.due_at)
    return _heads(box).add_columns(sa.func.min(sa.case((held, leases.c.until), else_=box.c.due_at)))


RELEASE = sa.delete(leases).where(
    leases.c.box == sa.bindparam("in_box"),
    leases.c.lane == sa.bindparam("in_lane"),
    leases.c.token == sa.bindparam("under"),
)


async def lease_next(transaction: Transaction, box: sa.Table, now: datetime, lease: timedelta) -> Lease | None:
    """Lease the lane of the oldest head that is due at `now`, or return None when there is none."""
    while (head := (await transaction.run(_next_head(box), {"now": now})).first()) is not None:
        token = token_hex(8)
        values = {"box": box.name, "lane": head.lane, "token": token, "until": now + lease, "now": now}
        if (await transaction.run(_take(transaction.dialect), values)).first() is not None:
            return Lease(head, token)
        # Another process leased this lane between the two statements; the next look sees that.
    return None


async def release(transaction: Transaction, box: sa.Table, lane: str, token: str) -> None:
    """End a lease. Raises `LeaseLost` when another worker has the lane: roll back."""
    ended = await transaction.run(RELEASE, {"in_box": box.name, "in_lane": lane, "under": token})
    if ended.rowcount != 1:
        raise LeaseLost(f"the lease on {box.name} lane {lane} was taken over")


async def due_at(transaction: Transaction, box: sa.Table) -> datetime | None:
    """Return when the earliest head can be claimed: it is due, and its lane's lease is over."""
    moment: datetime | None = (await transaction.run(_earliest(box))).scalar()
    return moment
