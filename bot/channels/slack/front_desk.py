"""Questions of the staff: a mention in a channel, a direct message, `/claim`, the shortcut “Look up claim”.

Whoever belongs to the workspace in full is staff; guests and outsiders are told that they are not. Answers are
`bot.channels.slack.answers`.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog

from bot.channels.rendering import clean
from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import NAME
from bot.channels.slack.events import Change, Event, Said, read_event
from bot.channels.slack.mrkdwn import addressed_to, mentioned, to_markdown
from bot.channels.slack.people import People
from bot.channels.slack.places import Asker, message_key
from bot.domain.errors import DeliveryError
from bot.domain.messages import InboundMessage, Kind, Sender, Surface
from bot.domain.policy import Staff
from bot.ports.channel import Accept
from bot.ports.store import Store

BARRED = "I answer only the office's own staff: {why}."
NOT_HERE = "I do not answer in this channel. Write to me in a direct message, or ask in {there}."
AskedAt = Callable[[Asker, str], None]
"""Learns in which thread of a direct message somebody wrote last."""
Offered = Callable[[Said], Awaitable[None]]
"""Learns of files in a direct message."""

log = structlog.get_logger(__name__)


class FrontDesk:
    """Turns questions into `InboundMessage`s of the staff's surface."""

    def __init__(
        self,
        accept: Accept,
        api: SlackApi,
        people: People,
        store: Store,
        staff: Staff,
        asked_at: AskedAt,
        offered: Offered,
    ) -> None:
        self._accept = accept
        self._api = api
        self._people = people
        self._store = store
        self._staff = staff
        self._asked_at = asked_at
        self._offered = offered

    async def message(self, event: Event) -> None:
        """Take what is said to us: in a direct message, by mention, or in a thread where we were asked before.

        There no mention is needed, but what begins by mentioning somebody else is said to them.
        """
        try:
            said = read_event(event)
        except LookupError:
            return
        if said is None or said.change is not Change.WRITTEN or not said.user:
            return
        me = await self._api.me()
        asker = Asker(me.team, said.channel, said.thread or said.ts, said.user)
        whom, rest = addressed_to(said.text)
        if asker.alone:
            asker = Asker(me.team, said.channel, "", said.user)
            self._asked_at(asker, said.thread or said.ts)
        elif me.user not in mentioned(said.text) and (whom or not await self._asked_before(asker)):
            return
        await self._ask(asker, message_key(said.channel, said.ts), rest if whom == me.user else said.text, said)
        if asker.alone and said.files:
            await self._offered(said)

    async def command(self, channel: str, user: str, text: str, trigger: str) -> None:
        """Take a slash command; a bare claim number is the question where that claim stands."""
        asker = Asker((await self._api.me()).team, channel, "", user)
        await self._ask(asker, f"command:{trigger}", text or "help", None)

    async def look_up(self, user: str, text: str, form: str) -> str:
        """Take what was entered into the form `form`; return why it is not answered, empty when it is."""
        person = await self._people.colleague(user)
        if person.barred:
            return BARRED.format(why=person.barred)
        asker = Asker((await self._api.me()).team, await self._api.direct(user), "", user)
        await self._ask(asker, f"form:{form}", text, None)
        return ""

    async def _ask(self, asker: Asker, external_id: str, mrkdwn: str, said: Said | None) -> None:
        person = await self._people.colleague(asker.user)
        refusal = BARRED.format(why=person.barred) if person.barred else self._elsewhere(asker)
        if refusal:
            await self._turn_away(asker, refusal)
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
                goes_on=said is not None,
            )
            await self._accept(message)

    def _elsewhere(self, asker: Asker) -> str:
        """Say where to ask instead, where the office has named other channels."""
        if asker.alone or self._staff.answered_in(asker.channel):
            return ""
        there = " or ".join(f"<#{channel}>" for channel in self._staff.channels)
        return NOT_HERE.format(there=there)

    async def _asked_before(self, asker: Asker) -> bool:
        async with self._store.read() as work:
            return await work.conversations.find(NAME, asker.address) is not None

    async def _turn_away(self, asker: Asker, why: str) -> None:
        try:
            await self._api.whisper(asker.channel, asker.user, why, asker.thread or None)
        except DeliveryError as error:
            log.warning("slack.whisper_failed", reason=error.reason)
