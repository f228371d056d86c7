"""Conversations and their tags."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.conversation import Conversation
from bot.domain.ids import Address, ConversationId
from bot.domain.messages import Surface


class Conversations(Protocol):
    """Conversations by their channel's address."""

    async def open(self, channel: str, address: Address, surface: Surface, now: datetime) -> Conversation:
        """Return the conversation at this address, made now (state BOT, version 0) if there is none."""
        ...

    async def find(self, channel: str, address: Address) -> Conversation | None:
        """Return the conversation at this address, if there is one."""
        ...

    async def get(self, conversation: ConversationId) -> Conversation:
        """Return one; raises `KeyError`."""
        ...

    async def save(self, conversation: Conversation) -> None:
        """Write it and raise its version by one; raises `Conflict` when the stored version is another."""
        ...

    async def tag(self, conversation: ConversationId, tags: Sequence[str], now: datetime) -> None:
        """Add tags; a tag that is there stays, and one that a person took off is not put on again."""
        ...

    async def retag(
        self, conversation: ConversationId, added: Sequence[str], removed: Sequence[str], by: str, now: datetime
    ) -> None:
        """Put tags on and take tags off because a person says so, for good."""
        ...

    async def tags(self, conversation: ConversationId) -> tuple[str, ...]:
        """Return its tags, sorted."""
        ...
