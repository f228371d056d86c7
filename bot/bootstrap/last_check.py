"""The newest health check, as the app's home page tells of it."""

from bot.bootstrap.timetable import HEALTH_CHECK
from bot.ports.health import LastCheck, ReadLastCheck
from bot.ports.store import Store
from scheduler.health_check import HealthReport


def last_check_of(store: Store) -> ReadLastCheck:
    """Return the reader of the check that ran last."""

    async def read() -> LastCheck | None:
        async with store.read() as work:
            run = await work.runs.latest(HEALTH_CHECK)
        if run is None:
            return None
        report = HealthReport.from_json(run.report)
        return LastCheck(report.at, tuple(f"{finding.says} {finding.cure}".strip() for finding in report.broken))

    return read
