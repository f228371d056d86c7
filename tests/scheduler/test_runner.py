"""Each slot runs once, late ones within their grace, failed ones again."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.policy import Holidays
from scheduler.report import Report
from scheduler.runner import MOST_ATTEMPTS, RETRY_PAUSE, Job, Run, Runner, ticking
from scheduler.timetable import Entry, Slot, Timetable
from tests.fakes.manual_clock import ManualClock

BOISE = ZoneInfo("America/Boise")
EVERY_DAY = frozenset(range(7))
START, END = datetime(2027, 7, 1, tzinfo=UTC), datetime(2028, 7, 1, tzinfo=UTC)


class Page:
    """A ledger on one page; the store's own is held to two processes in `tests/acceptance/test_clock_processes.py`."""

    def __init__(self, clock: ManualClock) -> None:
        self.ended: dict[str, Report | str] = {}
        self._held: dict[str, tuple[datetime, int]] = {}
        self._clock = clock

    async def begin(self, slot: Slot, lease: timedelta, most: int) -> Run | None:
        until, attempts = self._held.get(slot.key, (self._clock.now(), 0))
        if slot.key in self.ended or until > self._clock.now() or attempts >= most:
            return None
        self._held[slot.key] = (self._clock.now() + lease, attempts + 1)
        return Run(slot, "t", attempts + 1)

    async def renew(self, run: Run, lease: timedelta) -> None:
        self._held[run.slot.key] = (self._clock.now() + lease, run.attempt)

    async def give_up(self, most: int, before: datetime) -> None:
        for key, (until, attempts) in self._held.items():
            if key not in self.ended and until <= self._clock.now() and attempts >= most:
                self.ended[key] = "given up"

    async def finish(self, run: Run, report: Report) -> None:
        self.ended[run.slot.key] = report

    async def fail(self, run: Run, problem: str, *, again: timedelta | None) -> None:
        if again is None:
            self.ended[run.slot.key] = problem
        else:
            await self.renew(run, again)


def table() -> Timetable:
    entries = [Entry("check", frozenset({0}), time(8), "move"), Entry("night", EVERY_DAY, time(2, 30))]
    return Timetable(entries, BOISE, Holidays("US", "ID").__contains__)


def runner(clock: ManualClock, page: Page, job: Job) -> Runner:
    return Runner(table(), {"check": job, "night": job}, page, clock, grace=timedelta(hours=4))


async def nothing(_: Slot) -> Report:
    return Report()


async def test_twelve_months_of_looks_run_every_slot_of_both_jobs_once() -> None:
    clock, ran = ManualClock(START), []
    page = Page(clock)

    async def job(slot: Slot) -> Report:
        ran.append((slot.key, clock.now() - slot.at))
        return Report()

    runs = runner(clock, page, job)
    while clock.now() < END:
        await runs.look()
        clock.advance(timedelta(minutes=50))

    expected = {slot.key for name in ("check", "night") for slot in table().slots(name, START, END)}
    assert len(expected) == 52 + 366
    assert len(ran) == len(expected)
    assert {key for key, _ in ran} == expected
    assert max(late for _, late in ran) < timedelta(minutes=50)


async def test_a_slot_missed_for_longer_than_its_grace_is_not_made_up_for() -> None:
    at = table().next("check", START)
    assert at is not None
    for late, done in ((timedelta(hours=3, minutes=59), {at.key}), (timedelta(hours=4, minutes=1), set())):
        clock = ManualClock(at.at + late)
        page = Page(clock)
        await runner(clock, page, nothing).look_at("check")
        assert set(page.ended) == done


async def test_the_regular_look_leaves_a_new_slot_to_those_who_are_woken_for_it() -> None:
    at = table().next("check", START)
    assert at is not None
    clock = ManualClock(at.at + timedelta(seconds=40))
    page = Page(clock)
    runs = runner(clock, page, nothing)

    await runs.look(patience=timedelta(seconds=50))
    assert at.key not in page.ended
    clock.advance(timedelta(seconds=10))
    await runs.look(patience=timedelta(seconds=50))
    assert at.key in page.ended


async def test_a_job_that_hangs_is_ended_and_tried_again_and_does_not_keep_its_next_slot_from_running() -> None:
    clock = ManualClock(START)
    page = Page(clock)

    async def hangs(_: Slot) -> Report:
        await asyncio.Event().wait()
        return Report()

    hung = Runner(table(), {"check": hangs}, page, clock, grace=timedelta(hours=4), limit=timedelta(milliseconds=1))
    for _ in range(MOST_ATTEMPTS):
        async with asyncio.timeout(5):
            assert await hung.run(Slot("check", "check@now", START)) is None
        clock.advance(RETRY_PAUSE)
    assert page.ended == {"check@now": "TimeoutError"}


async def test_a_job_that_fails_is_tried_again_and_then_said_to_have_failed() -> None:
    slot = Slot("check", "check@now", START)
    clock = ManualClock(START)
    page, tried = Page(clock), 0

    async def broken(_: Slot) -> Report:
        nonlocal tried
        tried += 1
        raise ValueError("a patient's name")

    for _ in range(2 * MOST_ATTEMPTS):
        assert await runner(clock, page, broken).run(slot) is None
        clock.advance(RETRY_PAUSE)
    assert tried == MOST_ATTEMPTS
    assert page.ended == {slot.key: "ValueError"}


async def test_the_timetable_looks_at_once_does_minutely_deeds_and_waits_for_what_is_in_hand() -> None:
    slot = table().next("night", START)
    assert slot is not None
    clock = ManualClock(slot.at + timedelta(minutes=5))
    page, deed_done, begun, ended = Page(clock), asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def deed() -> None:
        deed_done.set()
        raise ValueError("is logged, and stops nothing")

    async def long(_: Slot) -> Report:
        begun.set()
        try:
            return await asyncio.Future()
        finally:
            ended.set()

    async with ticking(runner(clock, page, long), table(), jitter=0, minutely=(deed,)):
        await asyncio.wait_for(deed_done.wait(), 10)
        await asyncio.wait_for(begun.wait(), 10)
    assert ended.is_set()
    assert page.ended == {}
