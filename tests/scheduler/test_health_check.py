"""All parts at once, each in its own time."""

import asyncio
import json
from datetime import UTC, datetime

from scheduler.health_check import Finding, HealthReport, Probe, check

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def probe(part: str, says: str = "answers", *, well: bool = True, limit: float = 5.0) -> Probe:
    async def look() -> list[Finding]:
        if says == "hangs":
            await asyncio.Event().wait()
        if says == "raises":
            raise ValueError("Rosa Delgado")
        return [Finding(part, well, says, "" if well else "Call them", "" if well else "Lead")]

    return Probe(part, look, "Technical contact", f"Look after the {part}", limit)


async def test_findings_come_in_the_order_of_the_probes() -> None:
    report = await check([probe("slack"), probe("disk", "is full", well=False), probe("web")], NOW)

    assert [(each.part, each.well, each.says) for each in report.findings] == [
        ("slack", True, "answers"),
        ("disk", False, "is full"),
        ("web", True, "answers"),
    ]
    assert [each.part for each in report.broken] == ["disk"]


async def test_a_slow_part_is_a_finding_and_delays_no_other() -> None:
    report = await check([probe("slack", "hangs", limit=0.05), probe("web")], NOW)

    slow = Finding("slack", False, "did not answer within 0.05 s", "Look after the slack", "Technical contact")
    assert report.broken == (slow,)


async def test_a_probe_that_breaks_is_a_finding_without_the_words_of_its_error() -> None:
    [broken] = (await check([probe("slack", "raises")], NOW)).findings

    assert broken.says == "could not be looked at (ValueError)"


async def test_a_report_comes_back_from_json_as_it_was() -> None:
    report = await check([probe("slack"), probe("disk", "is full", well=False)], NOW)

    assert HealthReport.from_json(json.loads(json.dumps(report.to_json()))) == report
