"""The billing desk as a page on this machine."""

from dataclasses import asdict
from typing import Any
from uuid import uuid4

from bot.channels.hosted import HostedTimeline
from bot.channels.rendering import clean
from bot.domain.bulletins import Bulletin
from bot.domain.ids import Address, MessageId
from bot.domain.messages import Author, AuthorKind, Call, CaseCard, Draft, Fate, Post
from bot.ports.clock import Clock
from bot.ports.desk import NOWHERE
from bot.ports.store import Store

NAME = "console"
BULLETINS = Address("bulletins")
"""Where what concerns no case is written down."""
_SYSTEM = Author(AuthorKind.SYSTEM, "ClaimDesk")


class ConsoleDesk:
    """The `Desk` whose threads are called `case-<number>`. A card's newest event is the one that counts."""

    name = NAME

    def __init__(self, store: Store, clock: Clock) -> None:
        self._timeline = HostedTimeline(store, clock, NAME)

    async def open_case(self, card: CaseCard, story: tuple[Post, ...], left: Address = NOWHERE) -> Address:
        """Start the thread; a repeat adds only what is missing. A case here has one thread for good."""
        del left
        thread = Address(f"case-{card.case}")
        await self._timeline.add(thread, "card", "card", card_data(card))
        for post in story:
            await self._timeline.post(thread, post)
        return thread

    async def update_card(self, thread: Address, card: CaseCard) -> None:
        """Make the thread's card read `card`."""
        await self._timeline.add(thread, f"card:{uuid4().hex}", "card", card_data(card))

    async def send(self, thread: Address, post: Post) -> str:
        """Add `post`; a repeat adds it once."""
        return await self._timeline.post(thread, post)

    async def edit(self, thread: Address, external_id: str, message_id: MessageId, text: str) -> str:
        """Make an entry read `text`, marked as edited."""
        return await self._timeline.revise(thread, external_id, text)

    async def delete(self, thread: Address, external_id: str, message_id: MessageId) -> str:
        """Mark an entry as taken back."""
        return await self._timeline.retract(thread, external_id)

    async def show_fate(self, thread: Address, external_id: str, fate: Fate) -> None:
        """Mark a specialist's message; the newest mark counts."""
        data = {"message_id": external_id, "state": fate.state.value, "note": fate.note, "at": fate.at.isoformat()}
        key = f"{external_id}:fate:{fate.state.value}:{fate.at.isoformat()}"
        await self._timeline.add(thread, key, "fate", data)

    async def show_draft(self, thread: Address, external_id: str, draft: Draft) -> str:
        """Show `draft`; its newest version is the one that counts."""
        await self._timeline.add(thread, f"draft:{draft.handle}", "draft", draft_data(draft))
        return draft.message_id

    async def announce(self, bulletin: Bulletin) -> str:
        """Write `bulletin` down once."""
        await self._timeline.add(BULLETINS, bulletin.message_id, "bulletin", bulletin_data(bulletin))
        return bulletin.message_id

    async def call(self, thread: Address, call: Call) -> str:
        """Ask in the thread: whoever uses this page sees all of it."""
        return await self._timeline.post(thread, Post(call.message_id, _SYSTEM, call.text, call.at, internal=True))


def bulletin_data(bulletin: Bulletin) -> dict[str, Any]:
    """Return `bulletin` as the JSON of a timeline event."""
    return {
        "message_id": bulletin.message_id,
        "headline": bulletin.headline,
        "lines": [clean(line) for line in bulletin.lines],
        "details": [clean(detail) for detail in bulletin.details],
        "alarm": bulletin.alarm,
        "at": bulletin.at.isoformat(),
    }


def draft_data(draft: Draft) -> dict[str, Any]:
    """Return `draft` as the JSON of a timeline event; `handle` is what its buttons send."""
    return {
        "message_id": draft.message_id,
        "handle": draft.handle if draft.waits else "",
        "state": draft.state.value,
        "by": draft.by,
        "note": draft.note,
        "text": clean(draft.text),
        "at": draft.at.isoformat(),
        "citations": [asdict(citation) for citation in draft.citations],
    }


def card_data(card: CaseCard) -> dict[str, Any]:
    """Return `card` as the JSON of a timeline event."""
    return {**asdict(card), "tags": list(card.tags), "opened_at": card.opened_at.isoformat()}
