"""Which words that were promised to patients are overdue. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.health_check import Finding

_NAMED = 5


@dataclass(frozen=True, slots=True)
class PromisedWord:
    """A case in which a word was promised by the end of `day`, who has it, and whether that day is over."""

    number: int
    owner: str
    day: date
    overdue: bool


def promise_findings(promised: Iterable[PromisedWord], owner: str) -> Sequence[Finding]:
    """Return the finding about promises that were not kept in time, with who has each case."""
    known = sorted(promised, key=lambda each: (each.day, each.number))
    late = [each for each in known if each.overdue]
    if not late:
        says = f"{len(known)} to come, none overdue" if known else "none is open"
        return [Finding("promised replies", True, says)]
    named = ", ".join(f"{each.number} ({each.owner}, by {each.day:%a %b} {each.day.day})" for each in late[:_NAMED])
    more = f" and {len(late) - _NAMED} more" if len(late) > _NAMED else ""
    says = f"{len(late)} of {len(known)} overdue: case {named}{more}"
    return [Finding("promised replies", False, says, "Have them answered in their threads, or resolved", owner)]
