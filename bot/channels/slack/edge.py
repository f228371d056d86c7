"""What specialists do in the desk's channel, accepted as messages of their case.

Every method returns after the message is committed; only then may Slack have its 200. What is accepted is named by
channel and `ts`, so the same message counts once, however it comes: as `message`, as `app_mention`, repeated, or
read again after a time without a connection.
"""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from weakref import WeakValueDictionary

import structlog

from bot.channels.rendering import clean
from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import NAME
from bot.channels.slack.events import Change, Event, Said, read_event
from bot.channels.slack.intents import intent_of
from bot.channels.slack.mrkdwn import escaped, in_sections, mentioned, to_markdown
from bot.channels.slack.people import People, Person
from bot.channels.slack.places import Thread, message_key
from bot.channels.slack.posts import Block
from bot.domain.errors import DeliveryError, RetryLater
from bot.domain.messages import InboundMessage, Kind, Sender, Surface
from bot.domain.policy import SlackPolicy
from bot.ports.channel import Accept
from bot.ports.clock import Clock
from bot.ports.store import Store

BARRED = "Nothing was sent to the patient: {why}. Only full members of the desk's channel may answer patients."
NO_FILES = "Files cannot be sent to the patient from here yet: {what}. Write what the patient needs to know."
STAYS_INTERNAL = "This stays an internal note. To answer the patient, write a new message."
_WORDS = frozenset({Kind.MESSAGE, Kind.NOTE})
_SETTLED = 300.0
"""Seconds after which a thread of ours that is no case never becomes one."""

log = structlog.get_logger(__name__)


class DeskEdge:
    """Turns Slack's events into `InboundMessage`s of the desk's surface."""

    def __init__(
        self, accept: Accept, api: SlackApi, people: People, store: Store, clock: Clock, policy: SlackPolicy
    ) -> None:
        self.unknown: Counter[str] = Counter()
        self._accept = accept
        self._api = api
        self._people = people
        self._store = store
        self._clock = clock
        self._policy = policy
        self._locks: WeakValueDictionary[Thread, asyncio.Lock] = WeakValueDictionary()

    async def message(self, event: Event) -> None:
        """Take a `message` or `app_mention` event. Raises `DeliveryError` when it must come again later."""
        try:
            said = read_event(event)
        except LookupError as unknown:
            self.unknown[str(unknown.args[0])] += 1
            log.info("slack.unknown_subtype", subtype=str(unknown.args[0]))
            return
        if said is None or said.channel != self._policy.desk_channel:
            return
        thread = await self._thread_of(said)
        if thread is None or not await self._is_case(thread, str(event.get("parent_user_id", ""))):
            return
        if said.change is Change.REPLIED:
            await self.catch_up(thread)
        elif said.user not in {"", (await self._api.me()).user}:
            async with self._locks.setdefault(thread, asyncio.Lock()):
                await self._said(said, thread)

    async def deed(self, thread: Thread, kind: Kind, user: str, external_id: str) -> None:
        """Take the press of a button on a case's card."""
        person = await self._speaker(thread, user)
        if person:
            await self._accept(_inbound(thread, person, external_id, kind))

    async def note(self, thread: Thread, user: str, text: str) -> None:
        """Show a note that was written in the form, and keep it with the case."""
        person = await self._speaker(thread, user)
        if person and text.strip():
            line = {"type": "mrkdwn", "text": f"*{escaped(person.name)}* · internal note"}
            blocks: list[Block] = [{"type": "context", "elements": [line]}]
            blocks += [
                {"type": "section", "text": {"type": "mrkdwn", "text": part, "verbatim": True}}
                for part in in_sections(escaped(text))
            ]
            ts = await self._api.post(thread.channel, "An internal note", blocks, thread.ts)
            await self._accept(_inbound(thread, person, message_key(thread.channel, ts), Kind.NOTE, text, ts=ts))

    async def catch_up(self, thread: Thread) -> None:
        """Read a thread from its start and accept what we have not got: what was written, and the latest edits."""
        for message in await self._api.replies(thread.channel, thread.ts):
            here = {**message, "channel": thread.channel}
            if message.get("edited"):
                await self.message({"subtype": "message_changed", "channel": thread.channel, "message": here})
            else:
                await self.message(here)

    async def _speaker(self, thread: Thread, user: str) -> Person | None:
        """Return who may speak to patients; whoever may not is told so, alone."""
        person = await self._people.person(user)
        if not person.barred:
            return person
        await self._whisper(thread, user, BARRED.format(why=person.barred))
        return None

    async def _said(self, said: Said, thread: Thread) -> None:
        if said.change is Change.DELETED:
            await self._deleted(said, thread)
            return
        person = await self._speaker(thread, said.user)
        if person is None:
            return
        us = (await self._api.me()).user
        intent = intent_of(said.text, us, self._policy.note_prefixes)
        text = to_markdown(intent.text, await self._people.names(mentioned(intent.text)))
        if said.change is Change.WRITTEN:
            await self._written(said, thread, person, intent.kind, text)
        elif intent.kind in _WORDS:
            before = None if said.before is None else intent_of(said.before, us, self._policy.note_prefixes).kind
            await self._edited(said, thread, person, intent.kind, before, text)

    async def _written(self, said: Said, thread: Thread, person: Person, kind: Kind, text: str) -> None:
        fresh = False
        if text.strip() or kind not in _WORDS:
            fresh = await self._accept(_inbound(thread, person, _key(said), kind, text, ts=said.ts))
        if said.files and kind is Kind.MESSAGE and (fresh or not text.strip()):
            what = "only your words were sent" if fresh else "nothing was sent"
            await self._whisper(thread, said.user, NO_FILES.format(what=what))

    async def _edited(
        self, said: Said, thread: Thread, person: Person, kind: Kind, before: Kind | None, text: str
    ) -> None:
        """An edit that comes before what it edits is that message, in its final words."""
        if text.strip() and await self._accept(_inbound(thread, person, _key(said), kind, text, ts=said.ts)):
            return
        edit = f"{_key(said)}:edit:{said.stamp}"
        if before is Kind.MESSAGE and kind is Kind.NOTE:
            # What was a reply is now for colleagues: the patient must not read it.
            await self._accept(_inbound(thread, person, edit, Kind.DELETE, target=_key(said)))
            return
        fresh = await self._accept(_inbound(thread, person, edit, Kind.EDIT, text, target=_key(said)))
        if fresh and before is Kind.NOTE and kind is Kind.MESSAGE:
            await self._whisper(thread, said.user, STAYS_INTERNAL)

    async def _deleted(self, said: Said, thread: Thread) -> None:
        """Take its name first: whatever of it still comes after its deletion is a repeat, and goes nowhere."""
        author = Person(said.user, "", "")
        if not await self._accept(_inbound(thread, author, _key(said), Kind.DELETE, target=_key(said))):
            deletion = f"{_key(said)}:delete"
            await self._accept(_inbound(thread, author, deletion, Kind.DELETE, target=_key(said)))

    async def _thread_of(self, said: Said) -> Thread | None:
        team = (await self._api.me()).team
        return Thread(team, said.channel, said.thread) if said.thread else None

    async def _is_case(self, thread: Thread, parent: str) -> bool:
        async with self._store.read() as work:
            if await work.escalations.at(NAME, thread.address):
                return True
        new = self._clock.now().timestamp() - float(thread.ts) < _SETTLED
        if new and parent == (await self._api.me()).user:
            # We opened it a moment ago and have not recorded it yet.
            raise RetryLater("this thread's case is not known yet")
        return False

    async def _whisper(self, thread: Thread, user: str, text: str) -> None:
        try:
            await self._api.whisper(thread.channel, user, text, thread.ts)
        except DeliveryError as error:
            log.warning("slack.whisper_failed", reason=error.reason)


def _key(said: Said) -> str:
    return message_key(said.channel, said.ts)


def _inbound(
    thread: Thread, person: Person, external_id: str, kind: Kind, text: str = "", *, ts: str = "", target: str = ""
) -> InboundMessage:
    return InboundMessage(
        channel=NAME,
        external_id=external_id,
        address=thread.address,
        surface=Surface.DESK,
        kind=kind,
        sender=Sender(person.id, person.name),
        text=clean(text),
        sent_at=datetime.fromtimestamp(float(ts), UTC) if ts else datetime.now(UTC),
        target_id=target or None,
    )
