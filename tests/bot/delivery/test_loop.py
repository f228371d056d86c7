import asyncio
from collections import deque
from datetime import datetime, timedelta

import pytest

from bot.delivery.loop import LaneLoop
from tests.fakes.manual_clock import ManualClock


class Bell:
    def __init__(self) -> None:
        self.event = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        await self.event.wait()
        self.event.clear()


class Jobs:
    """A worker whose jobs end when the test says so."""

    topic = "outbox"

    def __init__(self) -> None:
        self.waiting: deque[str] = deque()
        self.faults: deque[Exception] = deque()
        self.claims = 0
        self.due: datetime | None = None
        self.begun: list[str] = []
        self.done: list[str] = []
        self.gate = asyncio.Event()

    async def claim(self) -> str | None:
        self.claims += 1
        if self.faults:
            raise self.faults.popleft()
        return self.waiting.popleft() if self.waiting else None

    async def due_at(self) -> datetime | None:
        return self.due

    async def work(self, job: str) -> None:
        self.begun.append(job)
        if job == "fails":
            raise ValueError("Wanda Testcase")
        await self.gate.wait()
        self.done.append(job)


class Stage:
    def __init__(self) -> None:
        self.jobs, self.bell, self.clock = Jobs(), Bell(), ManualClock()
        self.loop = LaneLoop(self.jobs, self.bell, self.clock, lanes=2, poll=60, restart_pause=0)

    async def put(self, *jobs: str) -> None:
        self.jobs.waiting.extend(jobs)
        self.bell.event.set()
        await settle()


async def settle() -> None:
    """Let every task run until it waits for something."""
    for _ in range(30):
        await asyncio.sleep(0)


@pytest.fixture
async def stage() -> Stage:
    return Stage()


async def test_a_ring_makes_it_claim_at_once_and_lanes_run_side_by_side_up_to_a_limit(stage: Stage) -> None:
    stage.loop.start()
    await settle()
    await stage.put("a", "b", "c")
    assert stage.jobs.begun == ["a", "b"]
    stage.jobs.gate.set()
    await settle()
    assert stage.jobs.done == ["a", "b", "c"]
    await stage.loop.stop(1)


async def test_it_sleeps_when_nothing_is_due(stage: Stage) -> None:
    stage.loop.start()
    await settle()
    assert stage.jobs.claims == 1
    await stage.loop.stop(1)


async def test_it_looks_again_when_the_next_row_is_due(stage: Stage) -> None:
    stage.jobs.due = stage.clock.now() + timedelta(seconds=0.01)
    stage.loop.start()
    await settle()
    stage.jobs.waiting.append("a")
    async with asyncio.timeout(5):
        while not stage.jobs.begun:
            await asyncio.sleep(0.01)
    stage.jobs.gate.set()
    await stage.loop.stop(1)


async def test_stopping_claims_nothing_more_and_lets_the_work_in_hand_finish(stage: Stage) -> None:
    stage.loop.start()
    await stage.put("a")
    stopping = asyncio.create_task(stage.loop.stop(60))
    await settle()
    stage.jobs.waiting.append("b")
    stage.bell.event.set()
    await settle()
    assert not stopping.done()
    stage.jobs.gate.set()
    await stopping
    assert (stage.jobs.done, list(stage.jobs.waiting)) == (["a"], ["b"])


async def test_work_that_does_not_finish_in_time_is_cancelled(stage: Stage) -> None:
    stage.loop.start()
    await stage.put("a")
    async with asyncio.timeout(5):
        await stage.loop.stop(0.01)
    assert stage.jobs.done == []


async def test_a_loop_that_was_never_started_stops(stage: Stage) -> None:
    await stage.loop.stop(1)


async def test_a_crash_is_visible_and_the_loop_starts_again(stage: Stage) -> None:
    stage.jobs.gate.set()
    slow = LaneLoop(stage.jobs, stage.bell, stage.clock, lanes=2, poll=60, restart_pause=60)
    stage.jobs.faults.append(OSError("disk full"))
    slow.start()
    await settle()
    assert not slow.healthy
    await slow.stop(1)
    stage.jobs.faults.append(OSError("disk full"))
    stage.loop.start()
    await stage.put("a")
    assert stage.loop.healthy
    assert stage.jobs.done == ["a"]
    await stage.loop.stop(1)


async def test_a_job_that_raises_does_not_stop_the_others(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    stage.jobs.gate.set()
    stage.loop.start()
    await stage.put("fails", "a")
    assert stage.jobs.done == ["a"]
    await stage.loop.stop(1)
    logged = capsys.readouterr().out
    assert "ValueError at test_loop.py" in logged
    assert "Wanda" not in logged
