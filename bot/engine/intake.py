"""Accept a message: one committed row before any platform gets its answer."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.domain.feedback import THUMBS
from bot.domain.ids import Address
from bot.domain.messages import AuthorKind, InboundMessage, Kind, Surface
from bot.domain.resends import Kept, sent_again
from bot.ports.clock import Clock
from bot.ports.store import Store, Work

SETTLES = timedelta(milliseconds=700)
"""How long a message whose sender may go on waits for the rest: within the second that an answer may take."""

log = structlog.get_logger(__name__)

_AUTHORS = {
    Surface.PATIENT: AuthorKind.PATIENT,
    Surface.STAFF: AuthorKind.STAFF,
    Surface.DESK: AuthorKind.SPECIALIST,
}


def lane_of(channel: str, address: Address) -> str:
    """Return the key under which one conversation's messages keep their order."""
    return f"{channel}:{address}"


class Intake:
    """`bot.ports.channel.Accept` on the store."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def __call__(self, message: InboundMessage) -> bool:
        """Keep the message, and its line on the timeline of a channel that we host, in one transaction."""
        message = replace(message, text=_storable(message.text))
        async with self._store.write() as work:
            now = self._clock.now()
            if await self._again(work, message, now):
                log.info("intake.sent_again", channel=message.channel)
                return False
            due = now + SETTLES if message.goes_on else now
            fresh = await work.inbox.add(message, await self._lane(work, message), now, due)
            if fresh and message.hosted and message.kind in _SHOWN:
                kind, data = timeline_event(message)
                await work.timeline.append(message.channel, message.address, message.external_id, kind, data, now)
        if fresh:
            await self._commit_was_slow(message, now)
        return fresh

    async def _again(self, work: Work, message: InboundMessage, now: datetime) -> bool:
        """Say whether the platform sent under another id what is here already."""
        arrival = message.arrival
        return arrival is not None and sent_again(Kept(arrival.at, now), await work.inbox.alike(arrival.likeness))

    async def _commit_was_slow(self, message: InboundMessage, added: datetime) -> None:
        """Say so beside the message, where nothing else does: its platform may send it again."""
        now = self._clock.now()
        if message.arrival and Kept(message.arrival.at, now).slow and not Kept(message.arrival.at, added).slow:
            async with self._store.write() as work:
                await work.inbox.kept_late(message.channel, message.external_id, now)

    async def _lane(self, work: Work, message: InboundMessage) -> str:
        """A desk message joins the lane of its case's conversation, so that nothing overtakes anything."""
        if message.surface is Surface.DESK:
            case = await work.escalations.at(message.channel, message.address)
            if case:
                conversation = await work.conversations.get(case.conversation)
                return lane_of(conversation.channel, conversation.address)
        return lane_of(message.channel, message.address)


def _storable(text: str) -> str:
    """Return `text` without what no database can keep: half characters and NUL."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


_SHOWN = frozenset({Kind.MESSAGE, Kind.REPLY_TRANSLATED, Kind.NOTE, Kind.EDIT, Kind.DELETE, *THUMBS})


def timeline_event(message: InboundMessage) -> tuple[str, dict[str, Any]]:
    """Return kind and data of the timeline event that shows what a person did."""
    at = message.sent_at.isoformat()
    if message.kind is Kind.EDIT:
        return "edit", {"message_id": message.target_id, "text": message.text, "at": at}
    if message.kind is Kind.DELETE:
        return "delete", {"message_id": message.target_id, "at": at}
    if message.kind in THUMBS:
        # What was wrong is kept with the feedback, redacted; a page needs only the thumb.
        return "thumb", {"message_id": message.target_id, "thumb": THUMBS[message.kind], "at": at}
    return "message", {
        "message_id": message.external_id,
        "author": {"kind": _AUTHORS[message.surface], "name": message.sender.name},
        "text": message.text,
        "at": at,
        "citations": [],
        "suggestions": [],
        "internal": message.kind is Kind.NOTE,
        "attachments": [asdict(attachment) for attachment in message.attachments],
    }
