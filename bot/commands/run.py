"""`claimdesk run`."""

import asyncio
import logging
import sys

from bot.bootstrap.opened import opened
from bot.bootstrap.parts import open_place
from bot.bootstrap.timetable import runner_of, slot_now
from bot.commands.findings import show_findings
from bot.commands.output import print_json
from bot.domain.errors import ClaimDeskError
from bot.logs import configure_logs
from bot.settings import read_settings
from scheduler.health_check import HealthReport
from scheduler.report import Report


def run(job: str, *, as_json: bool) -> None:
    """Run one job now and show what it found; exit status 1 when something needs a person."""
    configure_logs(level=logging.WARNING)
    done = HealthReport.from_json(asyncio.run(_run(job)).data)
    if as_json:
        print_json(done.to_json())
    else:
        show_findings(done.findings)
    sys.exit(1 if done.broken else 0)


async def _run(job: str) -> Report:
    async with opened(open_place(read_settings())) as parts:
        report = await runner_of(parts).run(slot_now(job, parts.clock))
    if report is None:
        raise ClaimDeskError(f"{job} failed. See the log for the reason, and run it again.")
    return report
