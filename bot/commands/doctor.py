"""`claimdesk doctor`."""

import asyncio
import sys
from dataclasses import asdict

from bot.bootstrap.opened import opened
from bot.bootstrap.parts import open_place
from bot.bootstrap.timetable import checked
from bot.commands.findings import show_findings
from bot.commands.output import console, print_json
from bot.ports.store import StoredRun
from bot.settings import read_settings
from scheduler.health_check import Finding, HealthReport

_RUNS_SHOWN = 5


def run(*, as_json: bool) -> None:
    """Look at every part; exit status 1 when one needs somebody."""
    report, runs = asyncio.run(_examine())
    if as_json:
        print_json({**report.to_json(), "runs": [asdict(run) | {"report": None} for run in runs]})
    else:
        show_findings(report.findings)
        for each in runs:
            took = f", {(each.ended_at - each.started_at).total_seconds():.0f} s" if each.ended_at else ""
            console.print(f"  {each.job} of {each.due_at:%Y-%m-%d %H:%M} UTC: {each.state}{took}")
    sys.exit(1 if report.broken else 0)


async def _examine() -> tuple[HealthReport, list[StoredRun]]:
    place = open_place(read_settings())
    async with opened(place) as parts:
        report = await checked(parts)
        async with parts.store.read() as work:
            runs = list(await work.runs.recent(_RUNS_SHOWN))
    folder = Finding("office folder", True, f"{place.folder.office.name}, {place.folder.root}")
    return HealthReport(report.at, (folder, *report.findings)), runs
