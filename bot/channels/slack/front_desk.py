"""Questions of the staff: a mention in a channel, a direct message, `/claim`. Answers are `bot.channels.slack.answers`.

Whoever belongs to the workspace in full is staff; guests and outsiders are told that they are not.
"""

from datetime import UTC, datetime

import structlog

from bot.channels.rendering import clean
from bot.channels.slack.answers import answer_blocks, context
from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import NAME
from bot.channels.slack.events import Change, Event, Said, read_event
from bot.channels.slack.mrkdwn import addressed_to, escaped, mentioned, to_markdown
from bot.channels.slack.people import People
from bot.channels.slack.places import Asker, asker_at, message_key
from bot.channels.slack.posts import Words
from bot.domain.errors import DeliveryError
from bot.domain.ids import MessageId
from bot.domain.messages import InboundMessage, Kind, Sender, Surface
from bot.ports.channel import Accept
from bot.ports.store import Store

BARRED = "I answer only the office's own staff: {why}."

log = structlog.get_logger(__name__)


class FrontDesk:
    """Turns questions into `InboundMessage`s of the staff's surface."""

    def __init__(self, accept: Accept, api: SlackApi, people: People, store: Store, words: Words) -> None:
        self._accept = accept
        self._api = api
        self._people = people
        self._store = store
        self._words = words

    async def message(self, event: Event) -> None:
        """Take what is said to us: in a direct message, by mention, or in a thread where we were asked before."""
        try:
            said = read_event(event)
        except LookupError:
            return
        if said is None or said.change is not Change.WRITTEN or not said.user:
            return
        me = await self._api.me()
        asker = Asker(me.team, said.channel, said.thread or said.ts, said.user)
        if asker.alone:
            asker = Asker(me.team, said.channel, "", said.user)
        elif me.user not in mentioned(said.text) and not await self._asked_before(asker):
            return
        whom, rest = addressed_to(said.text)
        await self._ask(asker, message_key(said.channel, said.ts), rest if whom == me.user else said.text, said)

    async def command(self, channel: str, user: str, text: str, trigger: str) -> None:
        """Take a slash command; a bare claim number is the question where that claim stands."""
        asker = Asker((await self._api.me()).team, channel, "", user)
        await self._ask(asker, f"command:{trigger}", text or "help", None)

    async def share(self, channel: str, user: str, message: MessageId) -> None:
        """Show everybody in the channel an answer that `user`, and nobody else, was given there."""
        async with self._store.read() as work:
            entry = await work.transcript.find(NAME, message)
            conversation = await work.conversations.get(entry.conversation) if entry else None
        if entry is None or conversation is None or conversation.channel != NAME:
            return
        asker = asker_at(conversation.address)
        if (asker.user, asker.channel) != (user, channel):
            return
        name = escaped((await self._people.colleague(user)).name)
        blocks = [
            context(f"*{name}* shared an answer"),
            *answer_blocks(message, entry.text, entry.citations, self._words),
        ]
        await self._api.post(channel, "An answer was shared", blocks, asker.thread or None)

    async def _ask(self, asker: Asker, external_id: str, mrkdwn: str, said: Said | None) -> None:
        person = await self._people.colleague(asker.user)
        if person.barred:
            await self._turn_away(asker, person.barred)
            return
        text = clean(to_markdown(mrkdwn, await self._people.names(mentioned(mrkdwn))))
        if text:
            message = InboundMessage(
                channel=NAME,
                external_id=external_id,
                address=asker.address,
                surface=Surface.STAFF,
                kind=Kind.MESSAGE,
                sender=Sender(person.id, person.name),
                text=text,
                sent_at=datetime.fromtimestamp(float(said.ts), UTC) if said else datetime.now(UTC),
            )
            await self._accept(message)

    async def _asked_before(self, asker: Asker) -> bool:
        async with self._store.read() as work:
            return await work.conversations.find(NAME, asker.address) is not None

    async def _turn_away(self, asker: Asker, why: str) -> None:
        try:
            await self._api.whisper(asker.channel, asker.user, BARRED.format(why=why), asker.thread or None)
        except DeliveryError as error:
            log.warning("slack.whisper_failed", reason=error.reason)
