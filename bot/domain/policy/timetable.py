"""What runs by itself, and when."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, ClassVar, Literal, get_args

from bot.domain.policy.strict import STRICT

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


@dataclass(frozen=True)
class Recurring:
    """One job's days and time, in the office's time zone; no days: it never runs by itself.

    `on_holiday`: `move` to the next working day, `skip`, or `run` all the same.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    days: tuple[Weekday, ...] = ("monday",)
    at: str = "08:00"
    on_holiday: Literal["move", "skip", "run"] = "move"

    def __post_init__(self) -> None:
        """Refuse a time that no clock shows."""
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", self.at):
            raise ValueError(f"at {self.at!r} is not a time of day; write it as HH:MM from 00:00 to 23:59")


@dataclass(frozen=True)
class Expiry:
    """Something that ends on a day that no machine can read: a key, a contract. `owner` renews it before."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    name: str
    on: date
    owner: str = ""


@dataclass(frozen=True)
class Owners:
    """Who is named in reports: for documents, checks and cases, and for the machine that this desk runs on."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    lead: str = "Billing lead"
    technical: str = "Technical contact"


@dataclass(frozen=True)
class TimetablePolicy:
    """What runs by itself. A run missed by up to `grace_minutes` is made up for; `jitter_seconds` spread the starts."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    owners: Owners = field(default_factory=Owners)
    health_check: Recurring = field(default_factory=Recurring)
    insight: Recurring = field(default_factory=partial(Recurring, at="08:15"))
    freshness: Recurring = field(default_factory=partial(Recurring, days=WEEKDAYS[:5], at="06:00", on_holiday="skip"))
    housekeeping: Recurring = field(default_factory=partial(Recurring, days=WEEKDAYS, at="02:30", on_holiday="run"))
    expiries: tuple[Expiry, ...] = ()
    grace_minutes: int = 240
    jitter_seconds: int = 20

    def __post_init__(self) -> None:
        """Refuse a grace that would lose every slot, and a jitter that would delay one beyond it."""
        if not 5 <= self.grace_minutes <= 1440:
            raise ValueError(f"grace_minutes is {self.grace_minutes}; it must be 5 to 1440, a day")
        if not 0 <= self.jitter_seconds <= 120:
            raise ValueError(f"jitter_seconds is {self.jitter_seconds}; it must be 0 to 120")
