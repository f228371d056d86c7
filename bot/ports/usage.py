"""What the model has cost, by day, and whether it is left alone because it gives no answer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.domain.pauses import Pause


@dataclass(frozen=True, slots=True)
class Used:
    """Calls made and tokens read and written."""

    calls: int = 0
    tokens: int = 0


class UsageLedger(Protocol):
    """Adds up what was used on a day, and who answers, for all processes of an office."""

    async def reserve(self, day: date, most: Used) -> bool:
        """Count one call that is about to be made; False, and nothing counted, when a day has used `most`."""
        ...

    async def add(self, day: date, tokens: int) -> None:
        """Add what a call has read and written."""
        ...

    async def of(self, day: date) -> Used:
        """Return what a day has used so far."""
        ...

    async def ask(self, model: str, now: datetime, length: timedelta) -> Pause:
        """Return the pause that holds for a call to `model` now.

        When a pause is over, the first who asks may try, and for all others it goes on for another `length`.
        """
        ...

    async def failed(self, model: str, now: datetime, most: int, length: timedelta) -> None:
        """Remember that a model gave no answer."""
        ...

    async def answered(self, model: str) -> None:
        """Remember that it did."""
        ...
