"""Accepted messages."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import takewhile
from typing import Any

import sqlalchemy as sa

from bot.domain.messages import InboundMessage, Kind, Surface
from bot.domain.resends import Kept
from bot.ports.store import InboxBatch, InboxRow
from bot.store import lanes
from bot.store.tables import DEAD, DONE, WAITING, inbox, is_waiting
from bot.store.transaction import Transaction, insert

LARGEST_BATCH, LARGEST_TEXT = 20, 4000
"""Messages, and characters. A person who writes more at once gets a second turn: one stays small enough for its
deadline, and for those who wait meanwhile."""


def joins(message: InboundMessage) -> str | None:
    """Return what neighbours must share to be one turn: the sender, for a person's plain messages."""
    if message.kind is Kind.MESSAGE and message.surface in {Surface.PATIENT, Surface.STAFF}:
        return f"{message.surface}:{message.sender.id}"
    return None


@cache
def _add(dialect: str) -> sa.Insert:
    return (
        insert(dialect, inbox).on_conflict_do_nothing(index_elements=["channel", "external_id"]).returning(inbox.c.id)
    )


NEIGHBOURS = (
    sa.select(inbox)
    .where(inbox.c.lane == sa.bindparam("in_lane"), is_waiting(inbox))
    .order_by(inbox.c.id)
    .limit(LARGEST_BATCH)
)
KNOWN = sa.select(inbox.c.id).where(inbox.c.channel == sa.bindparam("on"), inbox.c.external_id == sa.bindparam("named"))
ALIKE = sa.select(inbox.c.came_at, inbox.c.received_at).where(inbox.c.likeness == sa.bindparam("of"))
KEPT_LATE = (
    sa.update(inbox)
    .where(inbox.c.channel == sa.bindparam("on"), inbox.c.external_id == sa.bindparam("named"))
    .values(received_at=sa.bindparam("late"))
)
CHOSEN = inbox.c.id.in_(sa.bindparam("ids", expanding=True))
COUNT_ATTEMPT = sa.update(inbox).where(CHOSEN).values(attempts=inbox.c.attempts + 1)
END = sa.update(inbox).where(CHOSEN)


class SqlInbox:
    """`bot.ports.store.Inbox`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, message: InboundMessage, lane: str, now: datetime, due: datetime | None = None) -> bool:
        """Keep a message once."""
        values = {
            "channel": message.channel,
            "external_id": message.external_id,
            "lane": lane,
            "kind": message.kind,
            "joins": joins(message),
            "message": message,
            "state": WAITING,
            "attempts": 0,
            "due_at": due or now,
            "received_at": now,
            "likeness": message.arrival and message.arrival.likeness,
            "came_at": message.arrival and message.arrival.at,
        }
        added = (await self._transaction.run(_add(self._transaction.dialect), values)).first() is not None
        if added:
            self._transaction.touched.add("inbox")
        return added

    async def alike(self, likeness: str) -> Sequence[Kept]:
        """Return when they came and were kept, and keep others from asking."""
        await self._transaction.one_at_a_time(likeness)
        rows = await self._transaction.run(ALIKE, {"of": likeness})
        return [Kept(row.came_at, row.received_at) for row in rows]

    async def kept_late(self, channel: str, external_id: str, at: datetime) -> None:
        """Correct when it was kept."""
        await self._transaction.run(KEPT_LATE, {"on": channel, "named": external_id, "late": at})

    async def has(self, channel: str, external_id: str) -> bool:
        """Say whether it was accepted."""
        return (await self._transaction.run(KNOWN, {"on": channel, "named": external_id})).first() is not None

    async def claim(self, now: datetime, lease: timedelta) -> InboxBatch | None:
        """Lease the oldest due head with the neighbours that join it."""
        leased = await lanes.lease_next(self._transaction, inbox, now, lease)
        if leased is None:
            return None
        head = leased.head
        rows = [head]
        if head.joins is not None:
            neighbours = await self._transaction.run(NEIGHBOURS, {"in_lane": head.lane})
            rows = _together(takewhile(lambda row: row.joins == head.joins, neighbours))
        await self._transaction.run(COUNT_ATTEMPT, {"ids": [row.id for row in rows]})
        return InboxBatch(head.lane, leased.token, tuple(_row(row) for row in rows))

    async def finish(self, batch: InboxBatch, outcome: str, now: datetime) -> None:
        """Mark done and wipe what was said."""
        await self._end(batch, state=DONE, outcome=outcome, ended_at=now, message=sa.null())

    async def retry(self, batch: InboxBatch, at: datetime, reason: str) -> None:
        """Give the lease back until `at`."""
        await self._end(batch, due_at=at, reason=reason)
        self._transaction.touched.add("inbox")

    async def bury(self, batch: InboxBatch, reason: str, now: datetime) -> None:
        """Make it a dead letter."""
        await self._end(batch, state=DEAD, reason=reason, ended_at=now)

    async def due_at(self) -> datetime | None:
        """Return when the earliest batch can be claimed."""
        return await lanes.due_at(self._transaction, inbox)

    async def _end(self, batch: InboxBatch, **values: Any) -> None:
        await self._transaction.run(END.values(**values), {"ids": [row.id for row in batch.rows]})
        await lanes.release(self._transaction, inbox, batch.lane, batch.token)


def _together(rows: Iterable[sa.Row[Any]]) -> list[sa.Row[Any]]:
    """Return those of the first rows that are one turn's reading, at least one."""
    size, taken = 0, list[sa.Row[Any]]()
    for row in rows:
        size += len(row.message.text)
        if taken and size > LARGEST_TEXT:
            break
        taken.append(row)
    return taken


def _row(row: sa.Row[Any]) -> InboxRow:
    return InboxRow(row.id, row.message, row.received_at, row.attempts + 1)
