"""What could not be done, for people to see and redrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.domain.ids import MessageId


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What could not be done. `box` and `id` together name it for `redrive`; holds no patient text."""

    box: Literal["inbox", "outbox"]
    id: int
    conversation: str
    kind: str
    state: Literal["dead", "uncertain"]
    reason: str
    attempts: int
    at: datetime


class DeadLetters(Protocol):
    """Both boxes' dead letters."""

    async def all(self) -> Sequence[DeadLetter]:
        """Return them, oldest first."""
        ...

    async def to_patient(self, message: MessageId) -> Sequence[int]:
        """Return the outbox's letters that are this message, or a change to it, on its way to the patient."""
        ...

    async def redrive(self, box: Literal["inbox", "outbox"], row_id: int, now: datetime) -> bool:
        """Put one back as due now with attempts at 0; False when there is none, or its message was taken back."""
        ...
