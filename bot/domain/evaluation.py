"""What a list of sentences or of numbers expects of the desk, and how well the desk did: `claimdesk eval`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

Session = Literal["unverified", "verified", "staff", "specialist_thread"]


@dataclass(frozen=True)
class Utterance:
    """One sentence and the ways that are right for it.

    `claims` must be recognised, as they stand in the text or in their own form; `not_claims` must not. `context` says
    what went before. `must_not` says in words what would be a defect: the desk's promises that it speaks of are tried
    on every case. `never`: an answer instead of a person, a proof or the fixed words would be a defect too.
    """

    id: str
    session: Session
    text: str
    expected_route: str
    also_ok: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    not_claims: tuple[str, ...] = ()
    must_not: str = ""
    context: str = ""
    subtype: str = ""
    never: bool = False

    @property
    def allowed(self) -> tuple[str, ...]:
        """The routes that are right."""
        return (self.expected_route, *self.also_ok)


@dataclass(frozen=True)
class Utterances:
    """One file of sentences."""

    utterances: tuple[Utterance, ...]


class Want(StrEnum):
    """What is to be done with a number: look it up, ask one question about it, or take it for something else."""

    CLAIM = "claim"
    ASK = "ask"
    REJECT = "reject"


@dataclass(frozen=True)
class Vector:
    """One string as somebody might send it alone. `redact`: it must be gone from all that is kept."""

    s: str
    want: Want
    canonical: str = ""
    redact: bool = False


@dataclass(frozen=True)
class Vectors:
    """One file of numbers, in three groups that only order it."""

    claim: tuple[Vector, ...] = ()
    ambiguous_or_not: tuple[Vector, ...] = ()
    hostile: tuple[Vector, ...] = ()

    @property
    def all(self) -> tuple[Vector, ...]:
        """Every number of the file."""
        return (*self.claim, *self.ambiguous_or_not, *self.hostile)


@dataclass(frozen=True, slots=True)
class Graded:
    """One case with what came of it. `wrong` says in words what is not as expected; empty is passed."""

    id: str
    text: str
    expected: str
    got: str
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """How a list went."""

    graded: Sequence[Graded] = field(default=())

    @property
    def cases(self) -> int:
        """How many there were."""
        return len(self.graded)

    @property
    def failures(self) -> list[Graded]:
        """The cases that went wrong, in the order of the list."""
        return [one for one in self.graded if one.wrong]

    @property
    def passed(self) -> int:
        """How many went right."""
        return self.cases - len(self.failures)

    @property
    def accuracy(self) -> float:
        """The share that went right; an empty list has nothing wrong."""
        return self.passed / self.cases if self.cases else 1.0

    @property
    def confusion(self) -> dict[str, dict[str, int]]:
        """How often each expected outcome became which one."""
        pairs = Counter((one.expected, one.got) for one in self.graded)
        rows: dict[str, dict[str, int]] = {}
        for (expected, got), times in sorted(pairs.items()):
            rows.setdefault(expected, {})[got] = times
        return rows

    def as_json(self) -> dict[str, Any]:
        """Return the figures for programs."""
        failures = [
            {"id": one.id, "text": one.text, "expected": one.expected, "got": one.got, "wrong": list(one.wrong)}
            for one in self.failures
        ]
        return {
            "cases": self.cases,
            "passed": self.passed,
            "accuracy": round(self.accuracy, 4),
            "confusion": self.confusion,
            "failures": failures,
        }
