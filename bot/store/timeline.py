"""The log of channels that we host ourselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.domain.ids import Address
from bot.ports.store import TimelineEvent
from bot.store.tables import timeline
from bot.store.transaction import Transaction, insert


@cache
def _append(dialect: str) -> sa.Insert:
    new = insert(dialect, timeline).on_conflict_do_nothing(index_elements=["channel", "address", "key"])
    return new.returning(timeline.c.seq)


ON_CHANNEL = timeline.c.channel == sa.bindparam("on")
AT_ADDRESS = timeline.c.address == sa.bindparam("at_address")
BY_KEY = (ON_CHANNEL, AT_ADDRESS, timeline.c.key == sa.bindparam("named"))
SEQ = sa.select(timeline.c.seq).where(*BY_KEY)
FOUND = sa.select(timeline).where(*BY_KEY)
REDACT = sa.update(timeline).where(*BY_KEY)
SINCE = (
    sa.select(timeline)
    .where(ON_CHANNEL, timeline.c.seq > sa.bindparam("after"))
    .order_by(timeline.c.seq)
    .limit(sa.bindparam("most"))
)
SINCE_AT = SINCE.where(AT_ADDRESS)
HEAD = sa.select(timeline.c.seq).where(ON_CHANNEL).order_by(timeline.c.seq.desc()).limit(1)
NEWEST = (
    sa.select(sa.func.max(timeline.c.seq))
    .where(ON_CHANNEL, timeline.c.kind == sa.bindparam("of_kind"))
    .group_by(timeline.c.address)
)
LATEST = sa.select(timeline).where(timeline.c.seq.in_(NEWEST)).order_by(timeline.c.seq.desc())


class SqlTimeline:
    """`bot.ports.store.Timeline`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def append(
        self, channel: str, address: Address, key: str, kind: str, data: Mapping[str, Any], now: datetime
    ) -> int:
        """Append once.

        Two transactions could commit in another order than their seqs have, and a reader that had seen the later
        seq would never see the earlier event: appending transactions wait for each other.
        """
        await self._transaction.one_at_a_time("timeline")
        values = {"channel": channel, "address": address, "key": key, "kind": kind, "data": data, "at": now}
        seq: int | None = (await self._transaction.run(_append(self._transaction.dialect), values)).scalar()
        if seq is None:
            first: int = (
                await self._transaction.run(SEQ, {"on": channel, "at_address": address, "named": key})
            ).scalar_one()
            return first
        self._transaction.touched.add("timeline")
        return seq

    async def redact(self, channel: str, address: Address, key: str, data: Mapping[str, Any]) -> None:
        """Overwrite the data of one event in place."""
        await self._transaction.run(REDACT.values(data=data), {"on": channel, "at_address": address, "named": key})

    async def find(self, channel: str, address: Address, key: str) -> TimelineEvent | None:
        """Return the event under this key."""
        found = _events(await self._transaction.run(FOUND, {"on": channel, "at_address": address, "named": key}))
        return found[0] if found else None

    async def since(self, channel: str, address: Address | None, seq: int, limit: int = 500) -> Sequence[TimelineEvent]:
        """Return events after `seq`, oldest first."""
        values: dict[str, Any] = {"on": channel, "after": seq, "most": limit}
        if address is None:
            return _events(await self._transaction.run(SINCE, values))
        return _events(await self._transaction.run(SINCE_AT, values | {"at_address": address}))

    async def head(self, channel: str) -> int:
        """Return the seq of the channel's newest event, 0 when it has none."""
        return (await self._transaction.run(HEAD, {"on": channel})).scalar() or 0

    async def latest(self, channel: str, kind: str) -> Sequence[TimelineEvent]:
        """Return the last event of `kind` of each address, newest first."""
        return _events(await self._transaction.run(LATEST, {"on": channel, "of_kind": kind}))


def _events(rows: sa.CursorResult[Any]) -> Sequence[TimelineEvent]:
    return [
        TimelineEvent(row.seq, row.channel, Address(row.address), row.key, row.kind, row.data, row.at) for row in rows
    ]
