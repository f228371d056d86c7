"""Drafts that wait on the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.ids import CaseNumber, ConversationId, MessageId
from bot.domain.messages import Draft


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft and where it belongs. `due_at`: then the patient must hear how it stands; None, no word is owed."""

    draft: Draft
    conversation: ConversationId
    case: CaseNumber
    due_at: datetime | None = None


class Drafts(Protocol):
    """Drafts by their message id. One that is settled stays, without its text."""

    async def add(self, kept: KeptDraft) -> None:
        """Keep it; an id that is here already is left as it is."""
        ...

    async def get(self, draft: MessageId) -> KeptDraft | None:
        """Return one."""
        ...

    async def save(self, kept: KeptDraft) -> None:
        """Write a change that raised the version by one; raises `Conflict` when the stored one is another."""
        ...

    async def waiting(self, conversation: ConversationId) -> Sequence[KeptDraft]:
        """Return those of a conversation that nobody has settled, oldest first."""
        ...

    async def owe_nothing(self, conversation: ConversationId) -> None:
        """Owe the patient no word any more for the drafts of a conversation: they have it, or a newer one has."""
        ...

    async def claim_due(self, now: datetime, lease: timedelta) -> KeptDraft | None:
        """Return the unsettled draft whose word to the patient is due, and make it due again only after `lease`."""
        ...

    async def due_at(self) -> datetime | None:
        """Return when the next word is due."""
        ...
