"""Deliver parcels: claim one, carry it, record its end with all that follows from it in one transaction.

At least once: a process that dies between the platform's yes and our record delivers again when the lease is over.
"""

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog

from bot.delivery.courier import Courier
from bot.delivery.fates import tell
from bot.delivery.retry import Retry, after_delivery_failure
from bot.domain.errors import DeliveryError, LeaseLost
from bot.ports.channel import Channel
from bot.ports.clock import Clock
from bot.ports.desk import Desk
from bot.ports.store import OutboxRow, Store

LIMIT = 30.0
"""Seconds for one delivery."""
LEASE = timedelta(seconds=90)
"""Longer than a delivery and its record can take: a lease that ran out early would deliver twice."""

log = structlog.get_logger(__name__)


class OutboxRelay:
    """The work of the outbox loop; `alarms_to` names the desk that shows what was buried."""

    topic = "outbox"

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        desks: Mapping[str, Desk],
        clock: Clock,
        *,
        alarms_to: str = "",
        limit: float = LIMIT,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._courier = Courier(channels, desks, limit)
        self._clock = clock
        self._jitter = jitter
        self._alarms_to = alarms_to

    async def claim(self) -> OutboxRow | None:
        """Lease the next parcel."""
        async with self._store.write() as work:
            return await work.outbox.claim(self._clock.now(), LEASE)

    async def due_at(self) -> datetime | None:
        """Return when the next parcel can be claimed."""
        async with self._store.read() as work:
            return await work.outbox.due_at()

    async def work(self, row: OutboxRow) -> None:
        """Deliver one parcel and record the end."""
        try:
            await self._deliver(row)
        except LeaseLost:
            log.warning("relay.lease_lost", row=row.id, conversation=row.parcel.conversation)

    async def _deliver(self, row: OutboxRow) -> None:
        try:
            external_id = await self._courier.carry(row)
        except DeliveryError as error:
            await self._failed(row, error)
            return
        now = self._clock.now()
        async with self._store.write() as work:
            await work.outbox.delivered(row, external_id, now)
            await tell(work, row, None, now, self._alarms_to)
        log.info("relay.delivered", **_ids(row))

    async def _failed(self, row: OutboxRow, error: DeliveryError) -> None:
        now = self._clock.now()
        decision = after_delivery_failure(error, row.attempts, row.created_at, now, self._jitter())
        async with self._store.write() as work:
            if isinstance(decision, Retry):
                await work.outbox.retry(row, decision.at, error.reason)
            else:
                await work.outbox.bury(row, decision.state, decision.reason, now)
                await tell(work, row, decision, now, self._alarms_to)
        if isinstance(decision, Retry):
            log.warning("relay.retry", at=decision.at.isoformat(), reason=error.reason, **_ids(row))
        else:
            log.error("relay.buried", state=decision.state, reason=decision.reason, **_ids(row))


def _ids(row: OutboxRow) -> dict[str, object]:
    parcel = row.parcel
    return {
        "row": row.id,
        "conversation": parcel.conversation,
        "destination": parcel.destination,
        "channel": parcel.channel,
        "kind": parcel.content.type,
        "attempt": row.attempts,
    }
