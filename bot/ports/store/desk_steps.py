"""What the clocks of the desk have done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.domain.ids import CaseNumber


class DeskSteps(Protocol):
    """Steps by their case and key, each taken once for good."""

    async def take(self, case: CaseNumber, key: str, now: datetime) -> bool:
        """Take a step; False when it was taken before, also by a process that commits in this moment."""
        ...

    async def of(self, case: CaseNumber) -> Mapping[str, datetime]:
        """Return a case's steps with when each was taken."""
        ...
