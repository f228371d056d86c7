"""A slot's run ends in one commit with what it tells the desk."""

import asyncio
from datetime import timedelta

from bot.bootstrap.ledger import StoredLedger
from bot.domain.bulletins import Bulletin, Enclosure
from bot.domain.ids import FileId
from bot.ports.store import OutboxRow
from bot.store.unit_of_work import SqlStore
from scheduler.report import Report, ReportFile
from scheduler.runner import MOST_ATTEMPTS, Run
from scheduler.timetable import Slot
from tests.fakes.manual_clock import ManualClock

LEASE = timedelta(seconds=90)
CLOCK = ManualClock()
SLOT = Slot("health-check", "health-check@2026-11-23T08:00", CLOCK.now())
REPORT = Report(
    "🔴 Wrong", ("- **disk**: is full",), ("more",), (ReportFile("a.csv", b"1,2", "a table"),), {"ok": False}
)


def ledger(store: SqlStore) -> StoredLedger:
    return StoredLedger(store, CLOCK, "slack", "Technical contact")


async def begun(store: SqlStore) -> Run:
    run = await ledger(store).begin(SLOT, LEASE, MOST_ATTEMPTS)
    assert run
    return run


async def next_parcel(store: SqlStore) -> OutboxRow | None:
    async with store.write() as work:
        return await work.outbox.claim(CLOCK.now(), LEASE)


async def test_a_finished_run_is_one_bulletin_for_the_desk_with_its_files(store: SqlStore) -> None:
    await ledger(store).finish(await begun(store), REPORT)
    row = await next_parcel(store)
    assert row
    assert (row.parcel.key, row.parcel.channel, row.thread) == ("run:health-check@2026-11-23T08:00", "slack", "")
    bulletin = row.parcel.content
    assert isinstance(bulletin, Bulletin)
    assert (bulletin.headline, bulletin.lines, bulletin.details) == (REPORT.headline, REPORT.lines, REPORT.details)
    assert bulletin.enclosures == (Enclosure(FileId(f"{SLOT.key}/0"), "a.csv", "a table"),)
    async with store.write() as work:
        assert await work.files.read(bulletin.enclosures[0].id) == b"1,2"
        await work.outbox.delivered(row, "C1/1", CLOCK.now())
        latest = await work.runs.latest("health-check")
    assert latest
    assert (latest.state, latest.report) == ("done", {"ok": False})
    assert await next_parcel(store) is None
    assert await ledger(store).begin(SLOT, LEASE, MOST_ATTEMPTS) is None


async def test_who_lost_the_run_to_another_process_publishes_nothing(store: SqlStore) -> None:
    late = await begun(store)
    CLOCK.advance(LEASE)
    await begun(store)

    await ledger(store).finish(late, REPORT)
    await ledger(store).renew(late, 100 * LEASE)
    assert await next_parcel(store) is None
    CLOCK.advance(LEASE)
    assert await ledger(store).begin(SLOT, LEASE, MOST_ATTEMPTS)


async def test_a_run_with_nothing_to_tell_is_only_kept(store: SqlStore) -> None:
    await ledger(store).finish(await begun(store), Report(data={"done": 3}))

    assert await next_parcel(store) is None


async def test_a_failed_run_comes_again_and_in_the_end_the_desk_is_told(store: SqlStore) -> None:
    run = await begun(store)
    await ledger(store).fail(run, "ValueError", again=timedelta(seconds=60))
    assert await ledger(store).begin(SLOT, LEASE, MOST_ATTEMPTS) is None
    CLOCK.advance(timedelta(seconds=60))
    await ledger(store).fail(await begun(store), "ValueError", again=None)
    row = await next_parcel(store)
    assert row
    assert isinstance(row.parcel.content, Bulletin)
    assert row.parcel.content.headline == "🔴 The health-check could not be done (ValueError)"
    assert row.parcel.content.lines == (
        "- **Technical contact**: read the log of the desk, then run `claimdesk run health-check`.",
    )


async def test_a_run_that_kills_its_process_each_time_is_told_to_the_desk_once(store: SqlStore) -> None:
    for _ in range(MOST_ATTEMPTS):
        await begun(store)  # and the process dies
        assert await next_parcel(store) is None
        CLOCK.advance(LEASE)
        await ledger(store).give_up(MOST_ATTEMPTS + 1, SLOT.at)
    await asyncio.gather(*(ledger(store).give_up(MOST_ATTEMPTS, SLOT.at) for _ in range(3)))
    row = await next_parcel(store)
    assert row
    assert isinstance(row.parcel.content, Bulletin)
    assert row.parcel.content.headline == "🔴 The health-check could not be done (its process ended in the middle)"
    async with store.write() as work:
        await work.outbox.delivered(row, "C1/1", CLOCK.now())
        [run] = await work.runs.recent(9)
    assert (run.state, run.report) == ("failed", {"problem": "its process ended in the middle"})
    assert await next_parcel(store) is None


async def test_a_run_that_was_left_and_whose_grace_is_over_is_told_though_it_was_tried_once(store: SqlStore) -> None:
    await begun(store)
    await ledger(store).give_up(MOST_ATTEMPTS, SLOT.at + timedelta(hours=4))
    assert await next_parcel(store) is None
    CLOCK.advance(LEASE)
    await ledger(store).give_up(MOST_ATTEMPTS, SLOT.at + timedelta(hours=4))
    assert await next_parcel(store)
