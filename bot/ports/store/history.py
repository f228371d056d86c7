"""What happened in a span of time, as few columns as counting needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.domain.escalation import Escalation


@dataclass(frozen=True, slots=True)
class Moment:
    """Something happened in a conversation: a patient or somebody of the staff wrote, or a specialist answered."""

    conversation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TagAdded:
    """A conversation got a tag; it gets each tag once."""

    conversation: str
    tag: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TraceLeft:
    """How the bot came to an answer."""

    conversation: str
    at: datetime
    trace: Mapping[str, Any]


class History(Protocol):
    """Everything from `start` on and before `end`, in no particular order."""

    async def asked(self, start: datetime, end: datetime) -> Sequence[Moment]:
        """Return when patients and staff wrote."""
        ...

    async def replied(self, start: datetime) -> Sequence[Moment]:
        """Return when specialists wrote to a patient, from `start` on."""
        ...

    async def tagged(self, start: datetime, end: datetime) -> Sequence[TagAdded]:
        """Return the tags that conversations got."""
        ...

    async def opened(self, start: datetime, end: datetime) -> Sequence[Escalation]:
        """Return the cases that were opened."""
        ...

    async def traced(self, start: datetime, end: datetime) -> Sequence[TraceLeft]:
        """Return how the bot came to its answers."""
        ...

    async def words(self, tag: str, start: datetime, end: datetime) -> Sequence[tuple[str, str]]:
        """Return what was asked, as (conversation, redacted text), in conversations that got `tag` then."""
        ...
