"""Turn accepted messages: claim the head of a lane, let the engine handle it, see to it that nobody is forgotten.

`handle` commits its own work and finishes the batch in the same transaction. What raises is tried again; what goes
on raising, or goes on killing the process, is given up: first `give_up` makes a person take over, then the batch is
buried. A crash between the two calls `give_up` again, so it must write under keys of its own.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.delivery.faults import named
from bot.delivery.retry import TURN, Retry, after_turn_failure
from bot.domain.errors import LeaseLost
from bot.ports.clock import Clock
from bot.ports.store import InboxBatch, Store

DEADLINE = 60.0
"""Seconds for one turn."""
LEASE = timedelta(seconds=150)
"""Longer than a turn and the giving up of it can take, so that no second worker starts on a batch in hand."""

Handle = Callable[[InboxBatch], Awaitable[None]]
GiveUp = Callable[[InboxBatch, str], Awaitable[None]]

log = structlog.get_logger(__name__)


class InboxWorker:
    """The work of the inbox loop."""

    topic = "inbox"

    def __init__(
        self,
        store: Store,
        handle: Handle,
        give_up: GiveUp,
        clock: Clock,
        *,
        deadline: float = DEADLINE,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._handle = handle
        self._give_up = give_up
        self._clock = clock
        self._deadline = deadline
        self._jitter = jitter

    async def claim(self) -> InboxBatch | None:
        """Lease the next batch."""
        async with self._store.write() as work:
            return await work.inbox.claim(self._clock.now(), LEASE)

    async def due_at(self) -> datetime | None:
        """Return when the next batch can be claimed."""
        async with self._store.read() as work:
            return await work.inbox.due_at()

    async def work(self, batch: InboxBatch) -> None:
        """Handle one batch, whatever comes of it."""
        try:
            reason = await self._try(batch)
            if reason is not None:
                await self._failed(batch, reason)
        except LeaseLost:
            log.warning("inbox.lease_lost", **_ids(batch))

    async def _try(self, batch: InboxBatch) -> str | None:
        """Return why it failed, None when it did not."""
        if _attempts(batch) > TURN.attempts:
            return "the process died each time it worked on this"
        try:
            async with asyncio.timeout(self._deadline):
                await self._handle(batch)
        except LeaseLost:
            raise
        except TimeoutError:
            return f"no answer was ready within {self._deadline:g} s"
        except Exception as error:
            return named(error)
        return None

    async def _failed(self, batch: InboxBatch, reason: str) -> None:
        now = self._clock.now()
        decision = after_turn_failure(reason, _attempts(batch), now, self._jitter())
        if isinstance(decision, Retry):
            log.warning("inbox.retry", reason=reason, at=decision.at.isoformat(), **_ids(batch))
            await self._retry(batch, decision.at, reason)
            return
        try:
            async with asyncio.timeout(self._deadline):
                await self._give_up(batch, decision.reason)
        except LeaseLost:
            raise
        except Exception as error:
            # Nobody has been told yet, so the batch may not be buried: it comes back until a person is told.
            log.error("inbox.give_up_failed", reason=reason, fault=named(error), **_ids(batch))  # noqa: TRY400
            await self._retry(batch, now + TURN.longest, f"{reason}; then giving up failed: {named(error)}")
            return
        async with self._store.write() as work:
            await work.inbox.bury(batch, decision.reason, self._clock.now())
        log.error("inbox.buried", reason=decision.reason, **_ids(batch))

    async def _retry(self, batch: InboxBatch, at: datetime, reason: str) -> None:
        async with self._store.write() as work:
            await work.inbox.retry(batch, at, reason)


def _attempts(batch: InboxBatch) -> int:
    return max(row.attempts for row in batch.rows)


def _ids(batch: InboxBatch) -> dict[str, object]:
    return {"lane": batch.lane, "rows": [row.id for row in batch.rows], "attempt": _attempts(batch)}
