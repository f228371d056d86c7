"""What staff do with an answer that they were given: share it, have the billing desk answer, say whether it helped.

Only the one whom it was given to can do so, whoever else may know its id.
"""

from datetime import UTC, datetime

import structlog

from bot.channels.rendering import clean
from bot.channels.slack.answer_blocks import answer_blocks, buttons, context
from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import NAME
from bot.channels.slack.mrkdwn import escaped
from bot.channels.slack.people import People
from bot.channels.slack.places import Asker, asker_at
from bot.channels.slack.posts import Words
from bot.domain.errors import DeliveryError
from bot.domain.feedback import KINDS, Thumb
from bot.domain.ids import MessageId
from bot.domain.messages import InboundMessage, Kind, Sender, Surface
from bot.ports.channel import Accept
from bot.ports.store import Entry, Store

NOT_SHARED = "Nothing was shared: a guest, or somebody of another organisation, is in this channel."

log = structlog.get_logger(__name__)


class AnswerDeeds:
    """Takes the buttons under an answer. Every method returns after what it was told is committed."""

    def __init__(self, accept: Accept, api: SlackApi, people: People, store: Store, words: Words) -> None:
        self._accept = accept
        self._api = api
        self._people = people
        self._store = store
        self._words = words

    async def share(self, channel: str, user: str, message: MessageId) -> None:
        """Show everybody in the channel an answer that `user`, and nobody else, was given there."""
        given = await self._given(message, user)
        if given is None or given[1].channel != channel:
            return
        entry, asker = given
        if await self._people.outsiders_read(channel):
            await self._api.whisper(channel, user, NOT_SHARED, asker.thread or None)
            return
        name = escaped((await self._people.colleague(user)).name)
        blocks = [
            context(f"*{name}* shared an answer"),
            *answer_blocks(message, entry.text, entry.citations, self._words),
        ]
        await self._api.post(channel, "An answer was shared", blocks, asker.thread or None)

    async def ask_desk(self, user: str, message: MessageId) -> None:
        """Hand the question of an answer to the billing desk; pressing twice hands it over once."""
        await self._tell(user, message, Kind.ASK_DESK, f"{message}:ask_desk:{user}")

    async def rate(self, user: str, message: MessageId, thumb: Thumb, said_in: str, wrong: str = "") -> None:
        """Keep whether an answer helped; `said_in` is the one name of the press or of the form."""
        await self._tell(user, message, KINDS[thumb], f"{message}:{thumb}:{said_in}", wrong)

    async def show_rated(self, channel: str, user: str, message: MessageId, thumb: Thumb, response_url: str) -> None:
        """Mark the thumb that was pressed; lost without harm."""
        given = await self._given(message, user)
        if given is None:
            return
        entry, asker = given
        blocks = answer_blocks(message, entry.text, entry.citations, self._words)
        pressed = buttons(message, shared_with=not asker.alone and asker.channel == channel, thumb=thumb)
        try:
            await self._api.change_pressed(response_url, "Thank you", [*blocks, pressed])
        except DeliveryError as error:
            log.info("slack.thumb_not_shown", reason=error.reason)

    async def _tell(self, user: str, message: MessageId, kind: Kind, external_id: str, text: str = "") -> None:
        given = await self._given(message, user)
        person = await self._people.colleague(user)
        if given is None or person.barred:
            return
        await self._accept(
            InboundMessage(
                channel=NAME,
                external_id=external_id,
                address=given[1].address,
                surface=Surface.STAFF,
                kind=kind,
                sender=Sender(person.id, person.name),
                text=clean(text),
                sent_at=datetime.now(UTC),
                target_id=message,
            )
        )

    async def _given(self, message: MessageId, user: str) -> tuple[Entry, Asker] | None:
        async with self._store.read() as work:
            entry = await work.transcript.find(NAME, message)
            conversation = await work.conversations.get(entry.conversation) if entry else None
        if entry is None or conversation is None or conversation.channel != NAME:
            return None
        asker = asker_at(conversation.address)
        return (entry, asker) if asker.user == user else None
