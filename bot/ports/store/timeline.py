"""The log of the channels that we host ourselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.domain.ids import Address


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One line of a hosted channel's timeline. `seq` rises over the whole table; `data` is JSON."""

    seq: int
    channel: str
    address: Address
    key: str
    kind: str
    data: Mapping[str, Any]
    at: datetime


class Timeline(Protocol):
    """The append-only log of channels that we host ourselves (web chat, console desk)."""

    async def append(
        self, channel: str, address: Address, key: str, kind: str, data: Mapping[str, Any], now: datetime
    ) -> int:
        """Append and return its seq; the same (channel, address, key) again returns the first seq."""
        ...

    async def redact(self, channel: str, address: Address, key: str, data: Mapping[str, Any]) -> None:
        """Overwrite the data of one event in place; for private details that must not stay at rest."""
        ...

    async def find(self, channel: str, address: Address, key: str) -> TimelineEvent | None:
        """Return the event under this key."""
        ...

    async def since(self, channel: str, address: Address | None, seq: int, limit: int = 500) -> Sequence[TimelineEvent]:
        """Return events after `seq` of one address, or of the whole channel, oldest first."""
        ...

    async def latest(self, channel: str, kind: str) -> Sequence[TimelineEvent]:
        """Return the last event of `kind` of each address, newest first."""
        ...

    async def head(self, channel: str) -> int:
        """Return the seq of the channel's newest event, 0 when it has none.

        Commits become visible in the order of their seq, so that who follows from here misses nothing.
        """
        ...
