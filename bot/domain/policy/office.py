"""One validated `office.yml`."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from bot.domain.calendar import Calendar
from bot.domain.policy.answers import Lookups, Messages, Wording
from bot.domain.policy.claim_numbers import ClaimNumberFormat
from bot.domain.policy.desk import DeskPolicy
from bot.domain.policy.files import FilePolicy
from bot.domain.policy.holidays import Holidays
from bot.domain.policy.hours import OpeningHours
from bot.domain.policy.identity import IdentityPolicy
from bot.domain.policy.model import ModelPolicy
from bot.domain.policy.modes import Mode, Modes
from bot.domain.policy.results import Results
from bot.domain.policy.retention import Retention
from bot.domain.policy.routing import Routing, Topic
from bot.domain.policy.slack import SlackPolicy
from bot.domain.policy.staff import Staff
from bot.domain.policy.strict import STRICT
from bot.domain.policy.teams import TeamsPolicy
from bot.domain.policy.timetable import TimetablePolicy
from bot.domain.policy.web import WebChat


@dataclass(frozen=True)
class Office:
    """One validated office folder's `office.yml`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    name: str
    time_zone: str
    hours: OpeningHours
    phone: str
    claim_numbers: tuple[ClaimNumberFormat, ...]
    messages: Messages
    identity: IdentityPolicy = field(default_factory=IdentityPolicy)
    routing: Routing = field(default_factory=Routing)
    modes: Modes = field(default_factory=Modes)
    results: Results = field(default_factory=Results)
    lookups: Lookups = field(default_factory=Lookups)
    wording: Wording = field(default_factory=Wording)
    files: FilePolicy = field(default_factory=FilePolicy)
    web: WebChat = field(default_factory=WebChat)
    slack: SlackPolicy = field(default_factory=SlackPolicy)
    teams: TeamsPolicy = field(default_factory=TeamsPolicy)
    holidays: Holidays = field(default_factory=Holidays)
    staff: Staff = field(default_factory=Staff)
    timetable: TimetablePolicy = field(default_factory=TimetablePolicy)
    retention: Retention = field(default_factory=Retention)
    model: ModelPolicy = field(default_factory=ModelPolicy)
    desk: DeskPolicy = field(default_factory=DeskPolicy)
    tags: tuple[Topic, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an office without name, existing time zone or claim-number format, and drafts nobody could read."""
        if not self.name.strip():
            raise ValueError("name is empty; write what patients know the office as")
        try:
            ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(
                f"time_zone {self.time_zone!r} is not known; use an IANA name such as America/Boise"
            ) from error
        if not self.claim_numbers:
            raise ValueError("claim_numbers is empty; add at least one format")
        if self.slack.desk_channel and self.slack.phi == "none" and self.modes.uses(Mode.SUPERVISED):
            raise ValueError(
                "modes has specialists look over answers, but slack.phi is none, so nobody can read them there; "
                "use phi: masked, or the mode live or shadow"
            )

    @cached_property
    def calendar(self) -> Calendar:
        """The office's time, which its hours and holidays make."""
        return Calendar(ZoneInfo(self.time_zone), self.hours, self.holidays)
