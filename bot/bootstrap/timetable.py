"""The office's clocks, put together: the timetable of `office.yml`, and the jobs by name."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.bootstrap.freshness import refresh_documents
from bot.bootstrap.health.all_probes import all_probes
from bot.bootstrap.health.parts import HealthParts
from bot.bootstrap.housekeeping import keep_house
from bot.bootstrap.insight import insight_report
from bot.bootstrap.ledger import StoredLedger
from bot.domain.policy import Office
from bot.domain.policy.hours import WEEKDAYS
from bot.domain.policy.timetable import Recurring
from bot.ports.clock import Clock
from bot.ports.store import Store
from scheduler.health_check import HealthReport, check
from scheduler.health_words import health_message
from scheduler.report import Report
from scheduler.runner import Deed, Job, Runner, ticking
from scheduler.timetable import Entry, Slot, Timetable

_log = structlog.get_logger(__name__)
HEALTH_CHECK = "health-check"
INSIGHT = "insight"
FRESHNESS = "freshness"
HOUSEKEEPING = "housekeeping"


def timetable_of(office: Office) -> Timetable:
    """Return the office's timetable."""
    policy = office.timetable
    entries = [
        _entry(HEALTH_CHECK, policy.health_check),
        _entry(INSIGHT, policy.insight),
        _entry(FRESHNESS, policy.freshness),
        _entry(HOUSEKEEPING, policy.housekeeping),
    ]
    return Timetable(entries, ZoneInfo(office.time_zone), office.holidays.__contains__)


def _entry(job: str, recurring: Recurring) -> Entry:
    days = frozenset(WEEKDAYS.index(day) for day in recurring.days)
    return Entry(job, days, time.fromisoformat(recurring.at), recurring.on_holiday)


def jobs_of(parts: HealthParts) -> Mapping[str, Job]:
    """Return what the timetable runs, by name."""
    zone = ZoneInfo(parts.office.time_zone)

    async def health_check(_: Slot) -> Report:
        report = await checked(parts)
        for each in report.broken:
            # Where the report itself may not arrive: the platform that carries it can be what is broken.
            _log.warning("health.finding", part=each.part, says=each.says, cure=each.cure, owner=each.owner)
        return health_message(report, await last_health_check(parts.store), zone)

    return {
        HEALTH_CHECK: health_check,
        INSIGHT: lambda _: insight_report(parts),
        FRESHNESS: lambda _: refresh_documents(parts),
        HOUSEKEEPING: lambda _: keep_house(parts),
    }


async def checked(parts: HealthParts) -> HealthReport:
    """Look at everything now."""
    return await check(all_probes(parts), parts.clock.now())


async def last_health_check(store: Store) -> HealthReport | None:
    """Return what the newest health check found, as it is kept."""
    async with store.read() as work:
        run = await work.runs.latest(HEALTH_CHECK)
    return HealthReport.from_json(run.report) if run else None


def slot_now(job: str, clock: Clock) -> Slot:
    """Return a slot outside the timetable, for a run that somebody asks for."""
    now = clock.now()
    return Slot(job, f"{job}@now-{now.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}", now)


def runner_of(parts: HealthParts, table: Timetable | None = None) -> Runner:
    """Return what runs the slots of a timetable, of the office's own if none is given."""
    office = parts.office
    ledger = StoredLedger(parts.store, parts.clock, parts.desk, parts.owners.technical)
    grace = timedelta(minutes=office.timetable.grace_minutes)
    return Runner(table or timetable_of(office), jobs_of(parts), ledger, parts.clock, grace=grace)


@asynccontextmanager
async def keeping_time(parts: HealthParts, *minutely: Deed, demo: bool = False) -> AsyncIterator[None]:
    """Run the timetable inside the block, and `minutely` once a minute; a demo has only the latter."""
    office = parts.office
    table = Timetable((), ZoneInfo(office.time_zone), office.holidays.__contains__) if demo else timetable_of(office)
    async with ticking(runner_of(parts, table), table, jitter=office.timetable.jitter_seconds, minutely=minutely):
        yield
