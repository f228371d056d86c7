"""Which slots have run: rows of the desk's own database, each ended in one commit with what it tells people."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Literal

from bot.bootstrap.publishing import publish
from bot.domain.errors import LeaseLost
from bot.ports.clock import Clock
from bot.ports.store import RunLease, Store
from scheduler.report import Report
from scheduler.runner import Run
from scheduler.timetable import Slot

LEFT = "its process ended in the middle"


class StoredLedger:
    """`scheduler.runner.Ledger` on the desk's own database; reports go to `desk`, failures name `owner`."""

    def __init__(self, store: Store, clock: Clock, desk: str, owner: str) -> None:
        self._store = store
        self._clock = clock
        self._desk = desk
        self._owner = owner

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
        await self._end(run, "done", report)

    async def fail(self, run: Run, problem: str, *, again: timedelta | None) -> None:
        """Give the slot back, or end it."""
        if again is not None:
            await self._until(run, again)
            return
        await self._end(run, "failed", self._failure(run.slot.job, problem))

    async def give_up(self, most: int, before: datetime) -> None:
        """End what was left in the middle for good."""
        now = self._clock.now()
        async with self._store.write() as work:
            for run in await work.runs.give_up(most, before, {"problem": LEFT}, now):
                await publish(work, run.key, self._failure(run.job, LEFT), self._desk, now)

    def _failure(self, job: str, problem: str) -> Report:
        line = f"- **{self._owner}**: read the log of the desk, then run `claimdesk run {job}`."
        return Report(f"🔴 The {job} could not be done ({problem})", (line,), data={"problem": problem})

    async def _end(self, run: Run, state: Literal["done", "failed"], report: Report) -> None:
        now = self._clock.now()
        with suppress(LeaseLost):
            async with self._store.write() as work:
                await work.runs.end(_lease(run), state, report.data, now)
                await publish(work, run.slot.key, report, self._desk, now)

    async def _until(self, run: Run, lease: timedelta) -> None:
        with suppress(LeaseLost):
            async with self._store.write() as work:
                await work.runs.renew(_lease(run), self._clock.now() + lease)


def _lease(run: Run) -> RunLease:
    return RunLease(run.slot.key, run.token, run.attempt)
