"""What was said, redacted, and how the bot came to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.domain.attachments import Attachment
from bot.domain.ids import ConversationId, MessageId
from bot.domain.messages import Author, Citation


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the transcript. `text` is redacted. `external_id` is the platform's id of what came in."""

    id: MessageId
    conversation: ConversationId
    author: Author
    text: str
    at: datetime
    channel: str
    external_id: str | None = None
    citations: tuple[Citation, ...] = ()
    internal: bool = False
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    attachments: tuple[Attachment, ...] = ()


class Transcript(Protocol):
    """Everything that was said, redacted."""

    async def add(self, entries: Sequence[Entry]) -> None:
        """Append entries in this order; an id that is here already is left as it is."""
        ...

    async def of(self, conversation: ConversationId, limit: int = 200) -> Sequence[Entry]:
        """Return the latest `limit` entries, oldest first, taken-back ones with empty text."""
        ...

    async def find(self, channel: str, external_id: str) -> Entry | None:
        """Return the entry that came in under this id, or that has it as its message id."""
        ...

    async def revise(self, message: MessageId, text: str, now: datetime) -> None:
        """Make an entry read `text`."""
        ...

    async def retract(self, message: MessageId, now: datetime) -> None:
        """Take an entry back: its text is wiped, and the bytes of its files."""
        ...

    async def restore(self, message: MessageId, text: str, now: datetime) -> None:
        """Let an entry that was taken back stand again, reading `text`."""
        ...

    async def keep_trace(self, message: MessageId, trace: Mapping[str, Any]) -> None:
        """Keep how the bot came to `message` (redacted JSON)."""
        ...

    async def trace(self, message: MessageId) -> Mapping[str, Any] | None:
        """Return it."""
        ...
