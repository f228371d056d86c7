"""What the whole desk should know, outside of every case: reports of what runs by itself, and alarms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.ids import FileId, MessageId


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file of a bulletin, whose bytes we keep under `id`; `alt` says what a picture shows."""

    id: FileId
    name: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One message to the desk, in the small Markdown of `bot.channels.rendering`, without anything of a patient.

    `headline` says by itself whether anybody must act; `lines` follow it; `details` and `enclosures` stand below, for
    who wants to know more. `alarm`: something waits for a person, so it goes where the office wants its alarms.
    """

    message_id: MessageId
    headline: str
    lines: tuple[str, ...]
    at: datetime
    details: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    alarm: bool = False
    type: Literal["bulletin"] = "bulletin"
