"""What the bot would have answered where people answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.ids import ConversationId
from bot.domain.shadow import ShadowAnswer


class Shadows(Protocol):
    """The bot's answers in shadow, as facts without the words, each with how a person's compares."""

    async def keep(self, answer: ShadowAnswer) -> None:
        """Write it, in the place of what is there under its id."""
        ...

    async def of(self, conversation: ConversationId) -> Sequence[ShadowAnswer]:
        """Return a conversation's, oldest first."""
        ...

    async def since(self, moment: datetime) -> Sequence[ShadowAnswer]:
        """Return all that are not older, oldest first."""
        ...
