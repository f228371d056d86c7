"""`claimdesk run`."""

import asyncio
import logging
import sys

from bot.bootstrap.opened import opened
from bot.bootstrap.parts import open_place
from bot.bootstrap.timetable import HEALTH_CHECK, runner_of, slot_now
from bot.commands.findings import show_findings
from bot.commands.output import console, print_json
from bot.domain.errors import ClaimDeskError
from bot.logs import configure_logs
from bot.settings import read_settings
from scheduler.health_check import HealthReport
from scheduler.report import Report


def run(job: str, *, as_json: bool) -> None:
    """Run one job now and show what it found; exit status 1 when a health check says that a person is needed."""
    configure_logs(level=logging.WARNING)
    report = asyncio.run(_run(job))
    health = HealthReport.from_json(report.data) if job == HEALTH_CHECK else None
    if as_json:
        print_json(report.data)
    elif health:
        show_findings(health.findings)
    else:
        for line in (report.headline or "Nothing to tell.", *report.lines):
            console.print(line.replace("**", ""), markup=False)
    sys.exit(1 if health and health.broken else 0)


async def _run(job: str) -> Report:
    async with opened(open_place(read_settings())) as parts:
        report = await runner_of(parts).run(slot_now(job, parts.clock))
    if report is None:
        raise ClaimDeskError(f"{job} failed. See the log for the reason, and run it again.")
    return report
