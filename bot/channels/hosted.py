"""What the channels that we host ourselves share: their messages live as events on the store's timeline."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from bot.channels.rendering import clean
from bot.domain.ids import Address
from bot.domain.messages import Post
from bot.ports.clock import Clock
from bot.ports.store import Store


class HostedTimeline:
    """Appends one channel's events, each in its own transaction, in the form that the pages read.

    A message repeats under its own key and is written once. Edits and deletions get a fresh key, because a text
    may return to an earlier wording; showing one twice changes nothing.
    """

    def __init__(self, store: Store, clock: Clock, channel: str) -> None:
        self._store = store
        self._clock = clock
        self._channel = channel

    async def post(self, address: Address, post: Post) -> str:
        """Show `post`; the external id of a hosted message is its own id."""
        await self.add(address, post.message_id, "message", message_data(post))
        return post.message_id

    async def revise(self, address: Address, message: str, text: str) -> str:
        """Make a shown message read `text`."""
        data = {"message_id": message, "text": clean(text), "at": self._now()}
        await self.add(address, f"{message}:edit:{uuid4().hex}", "edit", data)
        return message

    async def retract(self, address: Address, message: str) -> str:
        """Take a shown message back."""
        await self.add(address, f"{message}:delete", "delete", {"message_id": message, "at": self._now()})
        return message

    async def add(self, address: Address, key: str, kind: str, data: Mapping[str, Any]) -> None:
        """Append one event; the same key again changes nothing."""
        async with self._store.write() as work:
            await work.timeline.append(self._channel, address, key, kind, data, self._clock.now())

    def _now(self) -> str:
        return self._clock.now().isoformat()


def message_data(post: Post) -> dict[str, Any]:
    """Return `post` as the JSON of a timeline event."""
    return {
        "message_id": post.message_id,
        "author": {"kind": post.author.kind.value, "name": post.author.name},
        "text": clean(post.text),
        "at": post.at.isoformat(),
        "citations": [asdict(citation) for citation in post.citations],
        "suggestions": list(post.suggestions),
        "internal": post.internal,
        "attachments": [asdict(attachment) for attachment in post.attachments],
    }
