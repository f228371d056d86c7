"""The billing desk in Slack."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from bot.domain.policy.desk_routes import CHANNEL_ID, DeskRoute
from bot.domain.policy.strict import STRICT

ATTESTED = "We are on Slack Enterprise Grid and have signed a business associate agreement with Slack"


@dataclass(frozen=True)
class SlackPolicy:
    """The billing desk in Slack: where it is, what may stand there, and which replies are only for colleagues.

    `phi` is what Slack may hold of a patient: `masked` shows initials and the end of a claim number, `none` a case
    number only, `full` what was said, which needs `attestation`: the sentence `ATTESTED`, then who says so and when.
    Nobody can mask what is inside a file, so under `masked` patients can send files only where `patient_files` says so.
    `note_prefixes` begin a reply that stays internal, in any case. With
    `relay: explicit` a reply goes out only when somebody reacts to it with a check mark or sends it by the message's
    menu. For `relay_hold_seconds` it can still be changed or deleted before the patient sees it.
    `alarms_to` is the channel that is told what could not be delivered; empty, it is the desk's own.
    The first of `routes` that takes a case names its channel; a case that none takes goes into `desk_channel`.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    desk_channel: str = ""
    phi: Literal["none", "masked", "full"] = "masked"
    attestation: str = ""
    patient_files: bool = False
    note_prefixes: tuple[str, ...] = ("note:", "//")
    relay: Literal["replies", "explicit"] = "replies"
    relay_hold_seconds: int = 5
    alarms_to: str = ""
    routes: tuple[DeskRoute, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a channel's name in place of its id, a prefix that every reply begins with, and an endless hold."""
        self._check_phi()
        if not 0 <= self.relay_hold_seconds <= 300:
            raise ValueError(f"relay_hold_seconds is {self.relay_hold_seconds}; it must be 0 to 300, and 0 is no hold")
        if self.desk_channel and not CHANNEL_ID.fullmatch(self.desk_channel):
            raise ValueError(
                f"desk_channel {self.desk_channel!r} is not a channel's id; copy it from the end of the channel's "
                "details in Slack, such as C0123456789"
            )
        if self.alarms_to and not re.fullmatch(r"[CGD][A-Z0-9]{2,}", self.alarms_to):
            raise ValueError(
                f"alarms_to {self.alarms_to!r} is no channel's id; copy it from the end of the channel's details"
            )
        if not all(prefix.strip() for prefix in self.note_prefixes):
            raise ValueError("note_prefixes holds an empty one, which would keep every reply internal; take it out")

    @property
    def channels(self) -> tuple[str, ...]:
        """Return every channel in which cases are opened, each once."""
        return tuple(dict.fromkeys([self.desk_channel, *(route.channel for route in self.routes)]))

    def channel_for(self, payer: str, reason: str, tags: Iterable[str]) -> str:
        """Return the channel of a case with this card."""
        return next((route.channel for route in self.routes if route.takes(payer, reason, tags)), self.desk_channel)

    @property
    def shows_files(self) -> bool:
        """Say whether what patients send may stand in a thread, for specialists to see."""
        return self.phi == "full" or (self.phi == "masked" and self.patient_files)

    def _check_phi(self) -> None:
        said = " ".join(self.attestation.split())
        if self.phi == "full" and not (said.startswith(ATTESTED) and len(said) > len(ATTESTED) + 5):
            raise ValueError(
                f"attestation is missing, which phi: full needs; write “{ATTESTED}. (Your name and the date.)” if it "
                "is so, else use phi: masked"
            )
        if self.phi == "none" and self.patient_files:
            raise ValueError("patient_files is true, but with phi: none no file may stand in Slack; set it to false")
