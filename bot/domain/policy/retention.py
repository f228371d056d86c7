"""How long what is kept is kept."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.domain.policy.strict import STRICT

SIX_YEARS = 2190
"""Days; for so long the privacy rule wants records of who saw what (45 CFR 164.316(b)(2))."""


@dataclass(frozen=True)
class Retention:
    """For how many days things are kept; an open case is never deleted.

    `conversations_days` count from a conversation's last message and are for all that belongs to it, `records_days` for
    the desk's own records of deliveries and runs; `backups` is how many nightly ones stay.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    conversations_days: int = SIX_YEARS
    records_days: int = 90
    backups: int = 14

    def __post_init__(self) -> None:
        """Refuse to delete what is still needed to know a repeat, or to keep no backup at all."""
        if self.conversations_days < 30:
            raise ValueError(f"conversations_days is {self.conversations_days}; it must be 30 or more")
        if self.records_days < 30:
            raise ValueError(f"records_days is {self.records_days}; it must be 30 or more, to know a repeat as one")
        if self.backups < 1:
            raise ValueError(f"backups is {self.backups}; it must be 1 or more")
