"""The last health check as people are told of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LastCheck:
    """When everything was looked at, and in words what needs a person; nothing of a patient."""

    at: datetime
    broken: tuple[str, ...]


ReadLastCheck = Callable[[], Awaitable[LastCheck | None]]
"""Returns the newest check, None while there was none."""
