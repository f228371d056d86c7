"""Cases on the desk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.ids import Address, CaseNumber, ConversationId


class Escalations(Protocol):
    """Cases."""

    async def open(
        self,
        conversation: ConversationId,
        reason: Reason,
        summary: str,
        desk: str,
        now: datetime,
        *,
        patient: str,
        claim: str,
        payer: str,
    ) -> Escalation:
        """Start a case with the next number (the first is 1001), state WAITING."""
        ...

    async def get(self, case: CaseNumber) -> Escalation:
        """Return one; raises `KeyError`."""
        ...

    async def at(self, desk: str, thread: Address) -> Escalation | None:
        """Return the case of a desk's thread."""
        ...

    async def latest(self, conversation: ConversationId) -> Escalation | None:
        """Return the newest case of a conversation."""
        ...

    async def save(self, escalation: Escalation) -> None:
        """Write owner, state, thread, times and summary."""
        ...

    async def listed(self, states: Sequence[CaseState]) -> Sequence[Escalation]:
        """Return cases in these states, oldest first."""
        ...
