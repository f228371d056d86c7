"""Where patients and staff are reached."""

from typing import Protocol

from bot.domain.ids import Address, MessageId
from bot.domain.messages import InboundMessage, Post


class Accept(Protocol):
    """How an adapter hands a message in. Returns after the row is committed: only then answer the platform."""

    async def __call__(self, message: InboundMessage) -> bool:
        """Keep `message`; False when this one is here already."""
        ...


class Channel(Protocol):
    """One platform. Every method is idempotent for the same message id where the platform allows it.

    `external_id` is the platform's own id of a delivered message, kept by the caller and given back for edits.
    Raises `RetryLater`, `Undeliverable` or `Uncertain` of `bot.domain.errors`, and nothing else on purpose.
    """

    name: str

    async def send(self, address: Address, post: Post) -> str:
        """Show `post` and return its external id."""
        ...

    async def edit(self, address: Address, external_id: str, message_id: MessageId, text: str) -> str:
        """Make the shown message read `text`; a platform that cannot sends a visible correction instead."""
        ...

    async def delete(self, address: Address, external_id: str, message_id: MessageId) -> str:
        """Take the shown message back; a platform that cannot says so visibly instead."""
        ...

    async def typing(self, address: Address, doing: str = "") -> None:
        """Show that an answer is being worked on, and where the platform can, `doing` in words.

        Best effort, lost without harm, never raises.
        """
        ...
