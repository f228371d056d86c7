"""Messages that a platform sends again under another id, because our answer to the first was slow. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

SLOW = timedelta(seconds=10)
"""Teams waits some 15 seconds for an answer, network included; who is answered sooner does not send again."""
WINDOW = timedelta(minutes=2)
"""How long after the first the same words of the same person can be the same message."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a message came in from a platform that sends again under new ids.

    `likeness` is one for the same words of the same person in the same place, keyed so that nobody can read them back.
    `at` is when its request came.
    """

    likeness: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """When a message's request came, and when the message was safely here, so that it could be answered."""

    at: datetime
    kept_at: datetime

    @property
    def slow(self) -> bool:
        """Whether the platform may have given up waiting."""
        return self.kept_at - self.at >= SLOW


def sent_again(new: Kept, alike: Iterable[Kept]) -> bool:
    """Say whether a message is one of those that are `alike`, which are here already, once more.

    People do write the same twice: only what came while or after an answer was slow counts. Of two the one that is
    kept first stays, and the slow one may be the later of them.
    """
    return any(_again(*sorted((new, one), key=lambda kept: kept.at)) for one in alike)


def _again(first: Kept, second: Kept) -> bool:
    return first.slow and SLOW <= second.at - first.at <= WINDOW
