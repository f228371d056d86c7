"""Who saw or did what."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.domain.ids import ConversationId


class Audit(Protocol):
    """Who saw or did what, append-only."""

    async def add(
        self, now: datetime, conversation: ConversationId, actor: str, action: str, detail: Mapping[str, Any]
    ) -> None:
        """Append one line; `detail` holds masked values only."""
        ...

    async def of(self, conversation: ConversationId) -> Sequence[Mapping[str, Any]]:
        """Return one conversation's lines, oldest first."""
        ...
