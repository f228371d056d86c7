"""Run each slot of the timetable once, over all processes.

APScheduler wakes every process at a slot's time, give or take some jitter; whoever writes the slot's row first has
the run. The row is leased and the lease renewed, so that a process that dies in the middle of a run leaves it to the
next look, which every process takes once a minute. The report and its publishing are one commit with the row's end.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from scheduler.report import Report
from scheduler.timetable import Slot, Timetable

LEASE = timedelta(seconds=90)
BEAT = 20.0
"""Seconds between two renewals of a lease."""
MOST_ATTEMPTS = 3
RETRY_PAUSE = timedelta(minutes=1)
LOOK_SECONDS = 60

LONGEST = timedelta(hours=2)
"""For one run. One that hangs would keep its lease, and this process from every later slot of its job."""

Job = Callable[[Slot], Awaitable[Report]]
Deed = Callable[[], Awaitable[object]]
_log = structlog.get_logger(__name__)


class Clock(Protocol):
    """The only way to learn the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """A slot in hand under `token`; `attempt` counts from 1."""

    slot: Slot
    token: str
    attempt: int


class Ledger(Protocol):
    """Keeps one row for each slot. Each method is one transaction."""

    async def begin(self, slot: Slot, lease: timedelta, most: int) -> Run | None:
        """Take a slot that nobody has begun, or whose lease is over after fewer than `most` attempts; else None."""
        ...

    async def renew(self, run: Run, lease: timedelta) -> None:
        """Keep the slot in hand for so long from now."""
        ...

    async def finish(self, run: Run, report: Report) -> None:
        """End the run and publish its report in the same commit; nothing when another process took the slot over."""
        ...

    async def fail(self, run: Run, problem: str, *, again: timedelta | None) -> None:
        """Give the slot back for another attempt after so long; with None end it, and say so to people."""
        ...

    async def give_up(self, most: int, before: datetime) -> None:
        """End what nobody has in hand and, after `most` attempts or from before then, nobody takes; tell people."""
        ...


class Runner:
    """Runs jobs by name. `grace` is how late a missed slot is still made up for, `limit` how long a run may take."""

    def __init__(
        self,
        timetable: Timetable,
        jobs: Mapping[str, Job],
        ledger: Ledger,
        clock: Clock,
        *,
        grace: timedelta,
        limit: timedelta = LONGEST,
    ) -> None:
        self._timetable = timetable
        self._jobs = jobs
        self._ledger = ledger
        self._clock = clock
        self._grace = grace
        self._limit = limit

    async def look(self, *, patience: timedelta = timedelta(0)) -> None:
        """Run every due slot that nobody has run; `patience` leaves a new one to those who are woken for it.

        A run whose processes all ended in the middle is said to have failed.
        """
        await self._ledger.give_up(MOST_ATTEMPTS, self._clock.now() - self._grace)
        for job in self._timetable.jobs:
            await self.look_at(job, patience=patience)

    async def look_at(self, job: str, *, patience: timedelta = timedelta(0)) -> None:
        """Run the due slot of one job, if nobody has."""
        slot = self._timetable.due(job, self._clock.now() - patience, self._grace)
        if slot:
            await self.run(slot)

    async def run(self, slot: Slot) -> Report | None:
        """Run one slot; None when it is done, in other hands, or has failed."""
        run = await self._ledger.begin(slot, LEASE, MOST_ATTEMPTS)
        if run is None:
            return None
        beat = asyncio.create_task(self._beat(run), name=f"{slot.key}-lease")
        try:
            async with asyncio.timeout(self._limit.total_seconds()):
                report = await self._jobs[slot.job](slot)
        except Exception as error:
            await self._failed(run, error)
            return None
        finally:
            beat.cancel()
        await self._ledger.finish(run, report)
        _log.info("run.done", slot=slot.key, attempt=run.attempt)
        return report

    async def _beat(self, run: Run) -> None:
        while True:
            await asyncio.sleep(BEAT)
            with suppress(Exception):  # the next beat, or the next process
                await self._ledger.renew(run, LEASE)

    async def _failed(self, run: Run, error: Exception) -> None:
        # The type alone: an error's text may quote a patient.
        problem = type(error).__name__
        last = run.attempt >= MOST_ATTEMPTS
        _log.error("run.failed", slot=run.slot.key, attempt=run.attempt, problem=problem)
        await self._ledger.fail(run, problem, again=None if last else RETRY_PAUSE)


class SlotTrigger(BaseTrigger):  # type: ignore[misc]
    """Wakes at a job's next slot, plus up to `jitter` seconds so that processes do not all ask at once."""

    def __init__(self, timetable: Timetable, job: str, jitter: int) -> None:
        self._timetable = timetable
        self._job = job
        self._jitter = jitter

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """Return the next time for APScheduler."""
        slot = self._timetable.next(self._job, previous_fire_time or now)
        late: datetime | None = self._apply_jitter(slot.at if slot else None, self._jitter, now)
        return late


@asynccontextmanager
async def ticking(
    runner: Runner, timetable: Timetable, *, jitter: int, minutely: tuple[Deed, ...]
) -> AsyncIterator[None]:
    """Keep the timetable inside the block, and do every `minutely` deed once a minute; leaving ends runs in hand."""
    in_hand: set[asyncio.Task[Any]] = set()
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )

    def add(deed: Deed, trigger: BaseTrigger, name: str, **more: Any) -> None:
        scheduler.add_job(_guarded(deed, name, in_hand), trigger, id=name, name=name, **more)

    patience = timedelta(seconds=jitter + LOOK_SECONDS / 2)
    for job in timetable.jobs:
        add(partial(runner.look_at, job), SlotTrigger(timetable, job, jitter), job)
    at_once = {"next_run_time": datetime.now(UTC)}
    add(partial(runner.look, patience=patience), IntervalTrigger(seconds=LOOK_SECONDS), "look", **at_once)
    for number, deed in enumerate(minutely):
        add(deed, IntervalTrigger(seconds=LOOK_SECONDS), f"minutely-{number}", **at_once)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        for task in in_hand:
            task.cancel()
        await asyncio.gather(*in_hand, return_exceptions=True)


def _guarded(deed: Deed, name: str, in_hand: set[asyncio.Task[Any]]) -> Deed:
    """Wrap a deed so that it is waited for at the end and its failure is logged without its text."""

    async def do() -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - APScheduler runs it as a task
        in_hand.add(task)
        try:
            await deed()
        except Exception as error:
            _log.error("clock.failed", clock=name, problem=type(error).__name__)
        finally:
            in_hand.discard(task)

    return do
