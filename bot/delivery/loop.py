"""Run claimed work, several lanes at once, until told to stop.

The loop claims while there is something due and a lane is free, then sleeps until a bell rings, a lane gets free or
the next row is due. `stop` ends the claiming and lets the work in hand finish. A loop that crashes starts again
after a pause and says so: it is unhealthy until it has claimed again.
"""

import asyncio
from datetime import datetime
from typing import Generic, Protocol, TypeVar

import structlog

from bot.delivery.faults import named
from bot.ports.clock import Clock
from bot.ports.store import Wakeup

LANES = 8
POLL = 2.0
"""Seconds between two looks without a ring: the safety net, and the ear for another process on SQLite."""
RESTART_PAUSE = 5.0
SHORTEST_SLEEP = 0.05
"""Seconds; keeps a row that another worker is just taking from being asked for in a spin."""

Job = TypeVar("Job")
log = structlog.get_logger(__name__)


class Worker(Protocol[Job]):
    """What a loop runs."""

    topic: str

    async def claim(self) -> Job | None:
        """Take the next job, if one is due."""
        ...

    async def due_at(self) -> datetime | None:
        """Return when the next job is due."""
        ...

    async def work(self, job: Job) -> None:
        """Do it; what it raises is logged, and the job's lease runs out."""
        ...


class LaneLoop(Generic[Job]):
    """One loop over one worker. Start it once."""

    def __init__(
        self,
        worker: Worker[Job],
        wakeup: Wakeup,
        clock: Clock,
        *,
        lanes: int = LANES,
        poll: float = POLL,
        restart_pause: float = RESTART_PAUSE,
    ) -> None:
        self.name = worker.topic
        self.healthy = True
        self._worker = worker
        self._wakeup = wakeup
        self._clock = clock
        self._lanes = lanes
        self._poll = poll
        self._restart_pause = restart_pause
        self._again = asyncio.Event()
        self._stopping = asyncio.Event()
        self._in_hand: set[asyncio.Task[None]] = set()
        self._main: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to claim."""
        self._main = asyncio.create_task(self._run_always(), name=f"{self.name}-loop")

    async def stop(self, limit: float) -> None:
        """Claim nothing more, give the work in hand `limit` seconds, then cancel what is left of it.

        What was cancelled is claimed again when its lease is over.
        """
        self._stopping.set()
        self._again.set()
        if self._main is not None:
            await self._main
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=limit)
        late = [task for task in self._in_hand if not task.done()]
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        log.info("loop.stopped", loop=self.name, cancelled=len(late))

    async def _run_always(self) -> None:
        ear = asyncio.create_task(self._listen(), name=f"{self.name}-bell")
        try:
            while not self._stopping.is_set():
                try:
                    await self._run()
                except Exception as error:
                    self.healthy = False
                    log.error("loop.crashed", loop=self.name, fault=named(error))  # noqa: TRY400
                    await _within(self._restart_pause, self._stopping)
        finally:
            ear.cancel()

    async def _listen(self) -> None:
        while True:
            await self._wakeup.wait(self._poll)
            self._again.set()

    async def _run(self) -> None:
        while not self._stopping.is_set():
            self._again.clear()
            job = await self._worker.claim() if len(self._in_hand) < self._lanes else None
            self.healthy = True
            if job is None:
                await _within(await self._longest_sleep(), self._again)
            else:
                self._begin(job)

    async def _longest_sleep(self) -> float:
        due = await self._worker.due_at() if len(self._in_hand) < self._lanes else None
        if due is None:
            return self._poll
        return min(max((due - self._clock.now()).total_seconds(), SHORTEST_SLEEP), self._poll)

    def _begin(self, job: Job) -> None:
        task = asyncio.create_task(self._work(job), name=f"{self.name}-job")
        self._in_hand.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._in_hand.discard(task)
        self._again.set()

    async def _work(self, job: Job) -> None:
        try:
            await self._worker.work(job)
        except Exception as error:
            log.error("loop.job_failed", loop=self.name, fault=named(error))  # noqa: TRY400


async def _within(seconds: float, event: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
