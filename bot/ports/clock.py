"""Time as a value."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The only way to learn the time."""

    def now(self) -> datetime:
        """Return the present moment, timezone-aware, in UTC."""
        ...
