"""A health report in words: what needs a person, what changed since the last one, and the whole list. Pure."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from scheduler.health_check import Finding, HealthReport
from scheduler.report import Report
from scheduler.wording import day_in_words

_LONGEST_DETAIL = 40
"""Findings in one message below the report."""


def health_message(report: HealthReport, earlier: HealthReport | None, zone: ZoneInfo) -> Report:
    """Return the report as people read it; `earlier` is the last one before it. All well is a short message."""
    return Report(
        headline=headline(report),
        lines=(*map(_to_do, report.broken), *_well(report), *_changes(report, earlier, zone)),
        details=tuple(_details(report)),
        data=report.to_json(),
    )


def headline(report: HealthReport) -> str:
    """Return the one line that says whether anybody must act."""
    number = len(report.broken)
    needed = "nothing needs" if not number else "1 thing needs" if number == 1 else f"{number} things need"
    return f"{'🟢' if not number else '🔴'} Health check: {needed} a person"


def _to_do(finding: Finding) -> str:
    return f"- **{finding.part}**: {_ended(finding.says)} → **{finding.owner}**: {_ended(finding.cure)}"


def _well(report: HealthReport) -> Iterator[str]:
    number = len(report.findings) - len(report.broken)
    if not report.broken:
        yield f"All {number} checks are well."
    elif number:
        yield f"The other {number} checks are well; the whole list is below."


def _changes(report: HealthReport, earlier: HealthReport | None, zone: ZoneInfo) -> Iterator[str]:
    if earlier is None:
        yield "This is the first check, so there is nothing to compare with."
        return
    now, before = _parts(report), _parts(earlier)
    told = (
        _named("new", [part for part in now if part not in before]),
        _named("not fixed yet", [part for part in now if part in before]),
        _named("well again", [part for part in before if part not in now]),
    )
    yield f"Since {day_in_words(earlier.at.astimezone(zone))}: {'; '.join(filter(None, told)) or 'nothing changed'}."


def _parts(report: HealthReport) -> list[str]:
    return list(dict.fromkeys(finding.part for finding in report.broken))


def _named(what: str, parts: Sequence[str]) -> str:
    return f"{what}: {', '.join(parts)}" if parts else ""


def _details(report: HealthReport) -> Iterator[str]:
    """Yield the whole list, in as many messages as it needs."""
    lines = [f"- {'✅' if each.well else '❌'} **{each.part}**: {each.says}" for each in report.findings]
    for start in range(0, len(lines), _LONGEST_DETAIL):
        yield "\n".join(lines[start : start + _LONGEST_DETAIL])


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
