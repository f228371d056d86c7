"""`claimdesk doctor`."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.bootstrap.health.parts import HealthParts
from bot.bootstrap.opened import opened
from bot.bootstrap.parts import Place, open_place
from bot.bootstrap.publishing import parcel_key
from bot.bootstrap.timetable import checked
from bot.commands.findings import show_findings
from bot.commands.output import console, print_json
from bot.ports.store import StoredRun
from bot.settings import read_settings
from scheduler.health_check import Finding, HealthReport

_RUNS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found, what ran lately, and by a run's key why its report was not posted yet."""

    report: HealthReport
    runs: Sequence[StoredRun]
    not_posted: Mapping[str, str]


def run(*, as_json: bool) -> None:
    """Look at every part; exit status 1 when one needs somebody."""
    examined = asyncio.run(_opened(open_place(read_settings())))
    show(examined, as_json=as_json)
    sys.exit(1 if examined.report.broken else 0)


async def _opened(place: Place) -> Examined:
    async with opened(place) as parts:
        return await examine(parts)


async def examine(parts: HealthParts) -> Examined:
    """Look at every part now."""
    report = await checked(parts)
    async with parts.store.read() as work:
        runs = await work.runs.recent(_RUNS_SHOWN)
        delayed = {each.key: each.reason for each in await work.outbox.delayed(parts.clock.now())}
    place = parts.place
    folder = Finding("office folder", True, f"{place.folder.office.name}, {place.folder.root}")
    not_posted = {run.key: delayed[parcel_key(run.key)] for run in runs if parcel_key(run.key) in delayed}
    return Examined(HealthReport(report.at, (folder, *report.findings)), runs, not_posted)


def show(examined: Examined, *, as_json: bool) -> None:
    """Print it."""
    if as_json:
        runs = [
            asdict(each) | {"report": None, "not_posted": examined.not_posted.get(each.key, "")}
            for each in examined.runs
        ]
        print_json({**examined.report.to_json(), "runs": runs})
        return
    show_findings(examined.report.findings)
    for each in examined.runs:
        took = f", {(each.ended_at - each.started_at).total_seconds():.0f} s" if each.ended_at else ""
        console.print(f"  {each.job} of {each.due_at:%Y-%m-%d %H:%M} UTC: {each.state}{took}")
        if each.key in examined.not_posted:
            console.print(f"    Its report is kept until it can be posted. {examined.not_posted[each.key]}.")
