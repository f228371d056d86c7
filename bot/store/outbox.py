"""Parcels on their way."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal

import sqlalchemy as sa

from bot.domain.bulletins import Bulletin
from bot.domain.ids import Address, CaseNumber, ConversationId
from bot.domain.messages import Content, Destination, Draft, Fate, OpenCase, Parcel, Post, Retraction, Revision
from bot.ports.store import Delayed, OutboxRow
from bot.store import lanes
from bot.store.deliveries import SqlDeliveries
from bot.store.escalations import SqlEscalations
from bot.store.tables import DONE, WAITING, is_waiting, outbox
from bot.store.transaction import Transaction, insert


@cache
def _add(dialect: str) -> sa.Insert:
    return insert(dialect, outbox).on_conflict_do_nothing(index_elements=["key"])


CHOSEN = outbox.c.id == sa.bindparam("chosen")
COUNT_ATTEMPT = sa.update(outbox).where(CHOSEN).values(attempts=outbox.c.attempts + 1)
END = sa.update(outbox).where(CHOSEN)
DELAYED = (
    sa.select(outbox.c.key, outbox.c.created_at, outbox.c.reason)
    .where(is_waiting(outbox), outbox.c.reason.is_not(None), outbox.c.created_at < sa.bindparam("before"))
    .order_by(outbox.c.id)
)
AMEND = sa.update(outbox).where(
    outbox.c.key == sa.bindparam("named"), outbox.c.state == WAITING, outbox.c.attempts == 0
)


class SqlOutbox:
    """`bot.ports.store.Outbox`."""

    def __init__(self, transaction: Transaction, deliveries: SqlDeliveries, escalations: SqlEscalations) -> None:
        self._transaction = transaction
        self._deliveries = deliveries
        self._escalations = escalations

    async def add(self, parcels: Sequence[Parcel], now: datetime) -> None:
        """Keep parcels in this order."""
        if not parcels:
            return
        await self._transaction.run(_add(self._transaction.dialect), [_values(parcel, now) for parcel in parcels])
        self._transaction.touched.add("outbox")

    async def amend(self, key: str, content: Content | None, now: datetime) -> bool:
        """Change or withdraw what was never claimed: a claim locks the row first, and counts itself on it."""
        values: dict[str, Any] = {"content": content}
        if content is None:
            values = {"content": sa.null(), "state": DONE, "ended_at": now}
        changed = await self._transaction.run(AMEND.values(**values), {"named": key})
        self._transaction.touched.add("outbox")
        return bool(changed.rowcount)

    async def claim(self, now: datetime, lease: timedelta) -> OutboxRow | None:
        """Lease the oldest due head and look up where it goes."""
        leased = await lanes.lease_next(self._transaction, outbox, now, lease)
        if leased is None:
            return None
        head = leased.head
        await self._transaction.run(COUNT_ATTEMPT, {"chosen": head.id})
        parcel = Parcel(
            head.key,
            ConversationId(head.conversation),
            Destination(head.destination),
            head.channel,
            Address(head.address),
            head.content,
        )
        return OutboxRow(
            id=head.id,
            parcel=parcel,
            token=leased.token,
            attempts=head.attempts + 1,
            created_at=head.created_at,
            thread=await self._thread(parcel),
            target=await self._target(parcel),
        )

    async def delivered(self, row: OutboxRow, external_id: str, now: datetime) -> None:
        """Mark delivered, wipe the content, and keep where it is now: the message's id, or the case's thread."""
        await self._end(row, state=DONE, ended_at=now, content=sa.null())
        match row.parcel.content:
            case Post(message_id=message) | Draft(message_id=message):
                await self._deliveries.keep(message, row.parcel.destination, external_id, now)
            case OpenCase(card=card):
                await self._escalations.keep_thread(card.case, Address(external_id))

    async def retry(self, row: OutboxRow, at: datetime, reason: str) -> None:
        """Give the lease back until `at`."""
        await self._end(row, due_at=at, reason=reason)
        self._transaction.touched.add("outbox")

    async def bury(self, row: OutboxRow, state: Literal["dead", "uncertain"], reason: str, now: datetime) -> None:
        """Make it a dead letter."""
        await self._end(row, state=state, reason=reason, ended_at=now)

    async def delayed(self, before: datetime) -> Sequence[Delayed]:
        """Return what has been tried in vain since before then."""
        rows = await self._transaction.run(DELAYED, {"before": before})
        return [Delayed(row.key, row.created_at, row.reason) for row in rows]

    async def due_at(self) -> datetime | None:
        """Return when the earliest row can be claimed."""
        return await lanes.due_at(self._transaction, outbox)

    async def _end(self, row: OutboxRow, **values: Any) -> None:
        await self._transaction.run(END.values(**values), {"chosen": row.id})
        await lanes.release(self._transaction, outbox, _lane(row.parcel), row.token)

    async def _thread(self, parcel: Parcel) -> Address:
        if parcel.destination is not Destination.DESK or isinstance(parcel.content, OpenCase | Bulletin):
            return Address("")
        return await self._escalations.thread_of(CaseNumber(int(parcel.address)))

    async def _target(self, parcel: Parcel) -> str | None:
        match parcel.content:
            case Revision() | Retraction() | Fate() | Draft():
                message = parcel.content.message_id
                return await self._deliveries.target(message, parcel.destination, parcel.channel)
            case _:
                return None


def _lane(parcel: Parcel) -> str:
    return f"{parcel.conversation}/{parcel.destination}"


def _values(parcel: Parcel, now: datetime) -> dict[str, Any]:
    return {
        "key": parcel.key,
        "lane": _lane(parcel),
        "conversation": parcel.conversation,
        "destination": parcel.destination,
        "channel": parcel.channel,
        "address": parcel.address,
        "kind": parcel.content.type,
        "content": parcel.content,
        "state": WAITING,
        "attempts": 0,
        "due_at": parcel.held_until or now,
        "created_at": now,
    }
