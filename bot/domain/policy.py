"""What an office decides, as `office.yml` says it: one frozen object that every decision reads.

`bot.office` validates the file against these classes and reports file, line, problem and cure;
the defaults here are the documented defaults of the file. The text of a `ValueError` raised here is
"field what is wrong; cure", so that the report can point at the line of the field.
"""

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from bot.domain.claims import ClaimState

STRICT: dict[str, Any] = {"extra": "forbid"}
"""pydantic's word for: a field that is not named here is a mistake in the file."""

Field = Literal["first_name", "last_name", "date_of_birth", "phone_last4", "member_id"]


@dataclass(frozen=True)
class ClaimNumberFormat:
    """How this office writes claim numbers. `words` and `example` are what a person reads when theirs does not fit."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    pattern: str
    example: str
    words: str

    def __post_init__(self) -> None:
        """Refuse a pattern that does not compile or does not match its own example."""
        try:
            matches = re.fullmatch(self.pattern, self.example)
        except re.error as error:
            raise ValueError(
                f"pattern is not a regular expression ({error}); correct it or copy the one of the sample office"
            ) from error
        if not matches:
            raise ValueError(
                f"pattern {self.pattern} does not match its own example {self.example}; correct one of the two"
            )


@dataclass(frozen=True)
class IdentityPolicy:
    """What a patient must say to be believed, and how often they may be wrong.

    All of `required` and one of `one_of` must match one patient record. A claim number is never a proof.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    required: tuple[Field, ...] = ("last_name", "date_of_birth")
    one_of: tuple[Field, ...] = ("phone_last4", "member_id")
    failures_per_session: int = 3
    failures_per_claim_per_day: int = 5
    failures_per_address_per_hour: int = 10
    expires_after_minutes: int = 20

    def __post_init__(self) -> None:
        """Refuse a policy that would let anybody in."""
        if len(self.required) + bool(self.one_of) < 2:
            raise ValueError("required and one_of ask for fewer than two things together; add fields to one of them")
        for name in (
            "failures_per_session",
            "failures_per_claim_per_day",
            "failures_per_address_per_hour",
            "expires_after_minutes",
        ):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be 1 or more")


@dataclass(frozen=True)
class Topic:
    """A subject that goes to a person whenever a message is about it. `words` are whole words or phrases."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Routing:
    """What the bot hands over. `always_handoff` adds to the built-in never-answer topics, and cannot remove one."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    always_handoff: tuple[Topic, ...] = ()
    handoff_states: tuple[ClaimState, ...] = (
        ClaimState.NEEDS_CORRECTION,
        ClaimState.NEEDS_INFO_OFFICE,
        ClaimState.NEEDS_INFO_PATIENT,
        ClaimState.DENIED,
        ClaimState.PROCESSED_NO_PAYMENT,
        ClaimState.NOT_FOUND,
        ClaimState.REQUEST_ERROR,
        ClaimState.PAYER_UNAVAILABLE,
        ClaimState.UNKNOWN,
    )
    status_aliases: dict[str, ClaimState] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fold the case of the office's status words, because a billing system may change it."""
        folded = {word.strip().casefold(): state for word, state in self.status_aliases.items()}
        object.__setattr__(self, "status_aliases", folded)


@dataclass(frozen=True)
class Lookups:
    """Which action answers which need, and how many claims one message may ask for."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    claim_status: str = "get_claim_status"
    find_claim: str = "find_claim"
    most_per_message: int = 10


@dataclass(frozen=True)
class Wording:
    """The knowledge document whose sections hold the office's own words for each claim state.

    A section is found by its heading (`headings`, by default the state's label), and in it the part under
    `patient_heading` is what a patient reads, the part under `staff_heading` what staff read.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    document: str = "Claim Status Routing Protocol"
    patient_heading: str = "What we tell patients"
    staff_heading: str = "What staff do"
    headings: dict[ClaimState, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Messages:
    """The office's own sentences, by language; what is missing falls back to English."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    greeting: dict[str, str]
    escalation: dict[str, str]

    def __post_init__(self) -> None:
        """Refuse messages without English, which every other language falls back to."""
        for name in ("greeting", "escalation"):
            if not getattr(self, name).get("en", "").strip():
                raise ValueError(f"{name} has no English sentence; add one under `en`")


@dataclass(frozen=True)
class WebChat:
    """Where the chat may stand and how much one person may send.

    `trusted_proxies` are the addresses of your own reverse proxies, whose word on who is calling counts.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    allowed_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    messages_per_minute: int = 20
    longest_message: int = 4000


@dataclass(frozen=True)
class SlackPolicy:
    """The billing desk in Slack: where it is, what may stand there, and which replies are only for colleagues.

    `phi` is what Slack may hold of a patient: `masked` shows initials and the end of a claim number, `none` a case
    number only. `note_prefixes` begin a reply that stays internal, in any case. With
    `relay: explicit` a reply goes out only when somebody reacts to it with a check mark or sends it by the message's
    menu. For `relay_hold_seconds` it can still be changed or deleted before the patient sees it.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    desk_channel: str = ""
    phi: Literal["none", "masked"] = "masked"
    note_prefixes: tuple[str, ...] = ("note:", "//")
    relay: Literal["replies", "explicit"] = "replies"
    relay_hold_seconds: int = 5

    def __post_init__(self) -> None:
        """Refuse a channel's name in place of its id, a prefix that every reply begins with, and an endless hold."""
        if not 0 <= self.relay_hold_seconds <= 300:
            raise ValueError(f"relay_hold_seconds is {self.relay_hold_seconds}; it must be 0 to 300, and 0 is no hold")
        if self.desk_channel and not re.fullmatch(r"[CG][A-Z0-9]{2,}", self.desk_channel):
            raise ValueError(
                f"desk_channel {self.desk_channel!r} is not a channel's id; copy it from the end of the channel's "
                "details in Slack, such as C0123456789"
            )
        if not all(prefix.strip() for prefix in self.note_prefixes):
            raise ValueError("note_prefixes holds an empty one, which would keep every reply internal; take it out")


@dataclass(frozen=True)
class Office:
    """One validated office folder's `office.yml`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    name: str
    time_zone: str
    hours: str
    phone: str
    claim_numbers: tuple[ClaimNumberFormat, ...]
    messages: Messages
    identity: IdentityPolicy = field(default_factory=IdentityPolicy)
    routing: Routing = field(default_factory=Routing)
    lookups: Lookups = field(default_factory=Lookups)
    wording: Wording = field(default_factory=Wording)
    web: WebChat = field(default_factory=WebChat)
    slack: SlackPolicy = field(default_factory=SlackPolicy)

    def __post_init__(self) -> None:
        """Refuse an office without a time zone that exists or a claim-number format."""
        try:
            ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(
                f"time_zone {self.time_zone!r} is not known; use an IANA name such as America/Boise"
            ) from error
        if not self.claim_numbers:
            raise ValueError("claim_numbers is empty; add at least one format")
