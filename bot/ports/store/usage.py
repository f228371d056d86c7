"""What the language model has cost, by day."""

from datetime import date
from typing import Protocol

from bot.ports.usage import Used


class Usage(Protocol):
    """Calls and tokens by the office's own day."""

    async def add(self, day: date, used: Used) -> None:
        """Add to a day."""
        ...

    async def of(self, day: date) -> Used:
        """Return what a day has used; nothing yet is zero."""
        ...
