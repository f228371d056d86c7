"""When people of the office answer."""

import re
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar

from bot.domain.policy.strict import STRICT

Span = tuple[int, int]
"""Minutes since midnight by the clock on the wall: from the first, before the second."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPAN = re.compile(r"([01]?\d|2[0-4]):([0-5]\d) ?- ?([01]?\d|2[0-4]):([0-5]\d)")
_DAY = 24 * 60


@dataclass(frozen=True)
class OpeningHours:
    """When people of the office answer, by the clock of its time zone.

    A day is written `08:00-17:00`, with a break `08:00-12:00, 13:00-17:00`; a day that is left out is closed.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    monday: str = ""
    tuesday: str = ""
    wednesday: str = ""
    thursday: str = ""
    friday: str = ""
    saturday: str = ""
    sunday: str = ""

    def __post_init__(self) -> None:
        """Refuse hours that no clock shows, that run backwards, and an office that is never open."""
        for day in fields(self):
            try:
                _spans(getattr(self, day.name))
            except ValueError as mistake:
                raise ValueError(f"{day.name} {mistake}") from None
        if not any(self.spans):
            raise ValueError("monday to sunday are all closed; write the hours of at least one day")

    @cached_property
    def spans(self) -> tuple[tuple[Span, ...], ...]:
        """Each weekday's spans in their order, Monday first."""
        return tuple(_spans(getattr(self, day)) for day in WEEKDAYS)


def _spans(text: str) -> tuple[Span, ...]:
    spans = tuple(_span(part.strip()) for part in text.split(",")) if text.strip() else ()
    for (_, closes), (opens, _) in pairwise(spans):
        if opens < closes:
            raise ValueError(f"is {text!r}, whose parts overlap; write them one after the other")
    return spans


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValueError(f"is {text!r}; write it as 08:00-17:00, or leave the day out when you are closed")
    hours, minutes, to_hours, to_minutes = (int(part) for part in found.groups())
    start, end = hours * 60 + minutes, to_hours * 60 + to_minutes
    if not start < end <= _DAY:
        raise ValueError(f"is {text!r}, which does not end later that day; what is after midnight is the next day's")
    return start, end
