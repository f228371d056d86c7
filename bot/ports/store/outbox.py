"""Parcels and the lanes they are delivered from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from bot.domain.ids import Address
from bot.domain.messages import Content, Parcel


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One parcel, leased under `token`. `thread` and `target` are filled in for what needs them.

    `thread`: the desk thread of the parcel's case, empty while it has none. `target`: the external id under which
    the message that an edit, deletion or fate is about was delivered (or came in), if it was.
    """

    id: int
    parcel: Parcel
    token: str
    attempts: int
    created_at: datetime
    thread: Address
    target: str | None


@dataclass(frozen=True, slots=True)
class Delayed:
    """A parcel that was tried in vain and is tried again; `reason` is what its platform said last."""

    key: str
    since: datetime
    reason: str


class Outbox(Protocol):
    """Parcels to deliver, in order per (conversation, destination)."""

    async def add(self, parcels: Sequence[Parcel], now: datetime) -> None:
        """Keep parcels in this order; a key that is here already is left as it is."""
        ...

    async def amend(self, key: str, content: Content | None, now: datetime) -> bool:
        """Change a parcel that nobody has begun to deliver, or withdraw it (None); False when it is too late."""
        ...

    async def claim(self, now: datetime, lease: timedelta) -> OutboxRow | None:
        """Lease the oldest due head of a lane in which nothing is leased. Counts as an attempt."""
        ...

    async def delivered(self, row: OutboxRow, external_id: str, now: datetime) -> None:
        """Mark delivered and keep the platform's id. Raises `LeaseLost`."""
        ...

    async def retry(self, row: OutboxRow, at: datetime, reason: str) -> None:
        """Give the lease back; due again at `at`; the lane waits for it. Raises `LeaseLost`."""
        ...

    async def bury(self, row: OutboxRow, state: Literal["dead", "uncertain"], reason: str, now: datetime) -> None:
        """Give up: a dead letter. The lane goes on. Raises `LeaseLost`."""
        ...

    async def delayed(self, before: datetime) -> Sequence[Delayed]:
        """Return what has been tried in vain since before then, oldest first."""
        ...

    async def due_at(self) -> datetime | None:
        """Return when the earliest parcel can be claimed, whether it waits for its time or for a lease to end."""
        ...
