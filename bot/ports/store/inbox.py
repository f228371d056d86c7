"""Accepted messages and the lanes they are taken from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.messages import InboundMessage
from bot.domain.resends import Kept


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One accepted message."""

    id: int
    message: InboundMessage
    received_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class InboxBatch:
    """The head of one conversation's lane, leased under `token`.

    Several rows only when they are plain messages that one sender on a patient or staff surface wrote one after
    the other, and no more of them than can be read while others wait: they become one turn.
    """

    lane: str
    token: str
    rows: tuple[InboxRow, ...]


class Inbox(Protocol):
    """Accepted messages, each with exactly one end: done or dead."""

    async def add(self, message: InboundMessage, lane: str, now: datetime, due: datetime | None = None) -> bool:
        """Keep `message`, not to be claimed before `due`; False if (channel, external_id) is here already."""
        ...

    async def alike(self, likeness: str) -> Sequence[Kept]:
        """Return the messages of this likeness; until its end no other transaction asks for the same."""
        ...

    async def kept_late(self, channel: str, external_id: str, at: datetime) -> None:
        """Correct when an added message was safely here: its commit took long."""
        ...

    async def has(self, channel: str, external_id: str) -> bool:
        """Say whether a message was accepted under this id."""
        ...

    async def claim(self, now: datetime, lease: timedelta) -> InboxBatch | None:
        """Lease the oldest due head of a lane in which nothing is leased. Counts as an attempt."""
        ...

    async def finish(self, batch: InboxBatch, outcome: str, now: datetime) -> None:
        """Mark done and wipe the raw text. Raises `LeaseLost` when the lease was taken over."""
        ...

    async def retry(self, batch: InboxBatch, at: datetime, reason: str) -> None:
        """Give the lease back; due again at `at`. Raises `LeaseLost`."""
        ...

    async def bury(self, batch: InboxBatch, reason: str, now: datetime) -> None:
        """Give up: a dead letter. The lane goes on. Raises `LeaseLost`."""
        ...

    async def due_at(self) -> datetime | None:
        """Return when the earliest batch can be claimed, whether it waits for its time or for a lease to end."""
        ...
