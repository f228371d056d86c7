"""What the model has cost, by day."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Used:
    """Calls made and tokens read and written."""

    calls: int = 0
    tokens: int = 0


class UsageLedger(Protocol):
    """Adds up what was used on a day, for all processes of an office."""

    async def of(self, day: date) -> Used:
        """Return what a day has used so far."""
        ...

    async def add(self, day: date, used: Used) -> None:
        """Add to a day."""
        ...
