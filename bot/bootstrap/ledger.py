"""Which slots have run: rows of the desk's own database, each ended in one commit with what it tells people."""

from contextlib import suppress
from datetime import timedelta

from bot.domain.errors import LeaseLost
from bot.ports.clock import Clock
from bot.ports.store import RunLease, Store
from scheduler.report import Report
from scheduler.runner import Run
from scheduler.timetable import Slot


class StoredLedger:
    """`scheduler.runner.Ledger` on the desk's own database."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def begin(self, slot: Slot, lease: timedelta, most: int) -> Run | None:
        """Take a slot."""
        async with self._store.write() as work:
            taken = await work.runs.begin(slot.key, slot.job, slot.at, self._clock.now(), lease, most)
        return Run(slot, taken.token, taken.attempt) if taken else None

    async def renew(self, run: Run, lease: timedelta) -> None:
        """Keep the slot in hand."""
        await self._until(run, lease)

    async def finish(self, run: Run, report: Report) -> None:
        """End the run and publish its report in one commit."""
        with suppress(LeaseLost):
            async with self._store.write() as work:
                await work.runs.end(_lease(run), "done", report.data, self._clock.now())

    async def fail(self, run: Run, problem: str, *, again: timedelta | None) -> None:
        """Give the slot back, or end it."""
        if again is not None:
            await self._until(run, again)
            return
        with suppress(LeaseLost):
            async with self._store.write() as work:
                await work.runs.end(_lease(run), "failed", {"problem": problem}, self._clock.now())

    async def _until(self, run: Run, lease: timedelta) -> None:
        with suppress(LeaseLost):
            async with self._store.write() as work:
                await work.runs.renew(_lease(run), self._clock.now() + lease)


def _lease(run: Run) -> RunLease:
    return RunLease(run.slot.key, run.token, run.attempt)
