"""A process of its own that looks at the same thirty slots as its neighbours, in the order of the timetable.

Arguments: the database, seconds by which its clock is ahead, `hang` to stop in the middle of its first run, and `one`
to look at the first slot alone.
"""

import asyncio
import random
import sys
from datetime import UTC, datetime, time, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

from bot.bootstrap.ledger import StoredLedger
from bot.domain.ids import Address
from bot.store.unit_of_work import SqlStore, open_store
from scheduler.report import Report
from scheduler.runner import Runner
from scheduler.timetable import Entry, Slot, Timetable
from tests.fakes.manual_clock import ManualClock

SLOTS = 30
START = datetime(2026, 10, 20, 0, 0, tzinfo=UTC)
"""Before the clocks change in autumn."""
RAN = "ran"


async def look(url: str, ahead: float, *, hang: bool, slots: int) -> None:
    store = await open_store(url)
    clock = ManualClock(START + timedelta(seconds=ahead))
    table = Timetable([Entry("check", frozenset(range(7)), time(8))], ZoneInfo("America/Boise"), lambda _: False)

    async def check(slot: Slot) -> Report:
        await _mark(store, slot, clock.now())
        print("in the middle", flush=True)  # noqa: T201
        await asyncio.sleep(3600 if hang else random.uniform(0, 0.02))
        return Report(f"Checked {slot.key}")

    ledger = StoredLedger(store, clock, "slack", "Technical contact")
    runner = Runner(table, {"check": check}, ledger, clock, grace=timedelta(hours=4))
    for _ in range(slots):
        slot = table.next("check", clock.now())
        assert slot
        clock.moment = slot.at + timedelta(seconds=ahead)
        await runner.look()
    await store.close()


async def _mark(store: SqlStore, slot: Slot, now: datetime) -> None:
    """Leave a trace of each time that the job is really done, beside the ledger."""
    async with store.write() as work:
        await work.timeline.append("test", Address(slot.key), token_hex(4), RAN, {}, now)


if __name__ == "__main__":
    asyncio.run(look(sys.argv[1], float(sys.argv[2]), hang="hang" in sys.argv, slots=1 if "one" in sys.argv else SLOTS))
