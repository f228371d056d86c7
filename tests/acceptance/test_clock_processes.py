"""Real processes on one PostgreSQL: each slot is run once, and a killed run leaves one report."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process

import asyncpg
import pytest

from scheduler.runner import LEASE
from tests.fakes.clock_process import SLOTS

OVER = LEASE.total_seconds() + 1


async def start(url: str, ahead: float = 0, *more: str) -> Process:
    program = (sys.executable, "-m", "tests.fakes.clock_process", url, str(ahead), *more)
    return await asyncio.create_subprocess_exec(*program, stdout=PIPE)


async def ended(process: Process) -> None:
    await process.communicate()
    assert process.returncode == 0


async def counted(url: str) -> tuple[int, int, int]:
    """Return how many reports there are, how many slots they are of, and how often the job was done."""
    database = await asyncpg.connect(url)
    reports = await database.fetch("SELECT key FROM outbox WHERE kind = 'bulletin'")
    ran = await database.fetchval("SELECT count(*) FROM timeline WHERE kind = 'ran'")
    await database.close()
    return len(reports), len({row["key"] for row in reports}), ran


@pytest.mark.parametrize("processes", [2, 5])
async def test_processes_side_by_side_run_each_slot_once(postgres_url: str, processes: int) -> None:
    await asyncio.gather(*[ended(each) for each in [await start(postgres_url) for _ in range(processes)]])

    assert await counted(postgres_url) == (SLOTS, SLOTS, SLOTS)


async def killed_in_the_middle(url: str) -> None:
    """Let a process die in its first run, which nobody else may do before its lease is over."""
    first = await start(url, 0, "hang")
    assert first.stdout
    assert await first.stdout.readline() == b"in the middle\n"
    await ended(await start(url, 0, "one"))
    assert await counted(url) == (0, 0, 1)
    first.kill()
    await first.wait()


async def test_a_run_killed_in_the_middle_leaves_one_report(postgres_url: str) -> None:
    await killed_in_the_middle(postgres_url)

    await asyncio.gather(*[ended(each) for each in [await start(postgres_url, OVER) for _ in range(2)]])
    assert await counted(postgres_url) == (SLOTS, SLOTS, SLOTS + 1)


async def test_a_killed_run_that_nobody_could_make_up_for_leaves_one_report_that_says_so(postgres_url: str) -> None:
    await killed_in_the_middle(postgres_url)

    after_its_grace = 5 * 3600
    await asyncio.gather(*[ended(each) for each in [await start(postgres_url, after_its_grace) for _ in range(2)]])
    assert await counted(postgres_url) == (1, 1, 1)
