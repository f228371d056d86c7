"""Which cases nobody has taken. Pure: how long each has waited in the office's own time comes in as a value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from scheduler.health_check import Finding

STALE = timedelta(hours=4)
"""Of the office's open time: half a working day."""
_NAMED = 5


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case that waits, and for how long of the office's open time."""

    number: int
    waited: timedelta


def escalation_findings(cases: Iterable[WaitingCase], owner: str) -> Sequence[Finding]:
    """Return the finding about cases that nobody has taken for `STALE` or longer."""
    waiting = sorted(cases, key=lambda case: case.waited, reverse=True)
    stale = [case for case in waiting if case.waited >= STALE]
    if not stale:
        says = f"{len(waiting)} waiting, none for half a day" if waiting else "no case waits"
        return [Finding("cases nobody took", True, says)]
    named = ", ".join(f"{case.number} ({_hours(case.waited)})" for case in stale[:_NAMED])
    more = f" and {len(stale) - _NAMED} more" if len(stale) > _NAMED else ""
    what = "1 case has" if len(stale) == 1 else f"{len(stale)} cases have"
    says = f"{what} waited half a working day or longer: {named}{more}"
    return [Finding("cases nobody took", False, says, "Take them over in the desk's channel, or resolve them", owner)]


def _hours(waited: timedelta) -> str:
    return f"{waited / timedelta(hours=1):.0f} h of open time"
