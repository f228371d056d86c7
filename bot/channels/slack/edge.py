"""Slack's events in the threads of cases: which are ours, and in which order.

Every method returns after the message is committed; only then may Slack have its 200. Slack keeps neither order nor
events for an app that is not there, so a thread is read from its start before anything else of it is taken after
each new connection.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from weakref import WeakValueDictionary

import structlog

from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import NAME
from bot.channels.slack.events import Change, Event, Said, deleted_files, read_event
from bot.channels.slack.moves import Moves
from bot.channels.slack.mrkdwn import escaped, in_sections, shown
from bot.channels.slack.places import Thread, message_key
from bot.channels.slack.posts import Block
from bot.channels.slack.replies import Replies, inbound
from bot.channels.slack.shared_files import our_id
from bot.domain.errors import RetryLater
from bot.domain.messages import AuthorKind, Kind
from bot.ports.channel import Accept
from bot.ports.clock import Clock
from bot.ports.store import Store

CHOICE = "white_check_mark"
"""The reaction that sends a reply where the office sends none by itself."""
_SETTLED = 300.0
"""Seconds after which a thread of ours that is no case never becomes one."""
_RECENT = timedelta(days=1)
_KEPT = timedelta(days=21)
"""How far back a thread is read: beyond the 30 days of `retention: records_days` we may not know what we have taken."""
_THREADS = 2000

log = structlog.get_logger(__name__)


class DeskEdge:
    """Takes what happens in the threads of cases, one thing at a time for each; new ones open in `channels`."""

    def __init__(
        self, accept: Accept, api: SlackApi, replies: Replies, store: Store, clock: Clock, channels: Collection[str]
    ) -> None:
        self.unknown: Counter[str] = Counter()
        self._accept = accept
        self._api = api
        self._replies = replies
        self._store = store
        self._clock = clock
        self._channels = channels
        self._moves = Moves(api)
        self._locks: WeakValueDictionary[Thread, asyncio.Lock] = WeakValueDictionary()
        self._up_to_date: dict[Thread, None] = {}

    def reconnected(self) -> None:
        """Trust no thread to be complete any more."""
        self._up_to_date.clear()

    async def message(self, event: Event) -> bool:
        """Take a `message` or `app_mention` event; False when it is not about a case.

        Raises `DeliveryError` when it must come again later.
        """
        said = self._read(event)
        me = await self._api.me()
        if said is None or (said.user == me.user and said.change is not Change.REPLIED):
            return True
        if not said.thread:
            return False
        # Any channel: a case is where it was opened until it has been opened elsewhere.
        thread = Thread(me.team, said.channel, said.thread)
        async with self._lock(thread):  # before anything is waited for: what comes first is taken first
            return await self._take(said, thread, _parent(event))

    async def _take(self, said: Said, thread: Thread, parent: str) -> bool:
        if not await self._is_case(thread, parent):
            return parent == (await self._api.me()).user and await self._was_left(thread, said)
        if said.change is Change.REPLIED or thread not in self._up_to_date:
            await self._read_thread(thread)
        if said.user and said.change is not Change.REPLIED:
            await self._replies.take(said, thread)
        return True

    async def _was_left(self, thread: Thread, said: Said) -> bool:
        """Say whether a case has left this thread, and tell whoever replies there."""
        link = await self._moves.where_to(thread)
        if link and said.user and said.change is Change.WRITTEN:
            await self._replies.left_behind(thread, said.user, link, message_key(said.channel, said.ts))
        return bool(link)

    async def _is_here(self, thread: Thread, user: str, deed: str) -> bool:
        """Say whether a thread has a case; whoever does something in one that its case has left is told."""
        if await self._is_case(thread, (await self._api.me()).user):
            return True
        if link := await self._moves.where_to(thread):
            await self._replies.left_behind(thread, user, link, deed)
        return False

    async def deed(
        self, thread: Thread, kind: Kind, user: str, external_id: str, *, target: str = "", text: str = ""
    ) -> bool:
        """Take the press of a button on a case's card, or on the draft or message `target`; False when refused."""
        async with self._lock(thread):
            if not await self._is_here(thread, user, external_id):
                return False
            person = await self._replies.speaker(thread, user, external_id)
            if person is None:
                return False
            if thread not in self._up_to_date:
                await self._read_thread(thread)
            await self._accept(inbound(thread, person, external_id, kind, text, target=target))
        return True

    async def chosen(self, channel: str, ts: str, user: str) -> bool:
        """Take the choice of a message for the patient, where replies are chosen; False when none can be sent here."""
        me = await self._api.me()
        if user == me.user or not self._replies.explicit:
            return False
        found = next((m for m in await self._api.replies(channel, ts) if m["ts"] == ts), None)
        said = self._read({**found, "channel": channel}) if found else None
        if said is None or not said.thread or not said.user:
            return False
        thread = Thread(me.team, channel, said.thread)
        if not await self._is_case(thread, ""):
            return False
        async with self._lock(thread):
            return await self._replies.send(said, thread, user)

    async def note(self, thread: Thread, user: str, text: str, form: str) -> None:
        """Show a note that was written in the form `form`, and keep it with the case."""
        person = await self._replies.speaker(thread, user, form)
        if person and text.strip() and await self._is_here(thread, user, form):
            line = shown(f"*{escaped(person.name)}* · internal note")
            blocks: list[Block] = [{"type": "context", "elements": [line]}]
            blocks += [{"type": "section", "text": shown(part)} for part in in_sections(escaped(text))]
            ts = await self._api.post(thread.channel, "An internal note", blocks, thread.ts)
            await self._accept(inbound(thread, person, message_key(thread.channel, ts), Kind.NOTE, text, ts=ts))

    async def catch_up(self, thread: Thread) -> bool:
        """Read a thread from its start and accept what we have not got: what was written, and the latest edits.

        Returns whether its first message, the case's card, is still there; raises `Gone` for a thread that is not.
        """
        async with self._lock(thread):
            return await self._read_thread(thread)

    def _lock(self, thread: Thread) -> asyncio.Lock:
        return self._locks.setdefault(thread, asyncio.Lock())

    async def _read_thread(self, thread: Thread) -> bool:
        us = (await self._api.me()).user
        messages = await self._api.replies(thread.channel, thread.ts)
        for message in messages:
            edited = {"subtype": "message_changed", "message": message} if message.get("edited") else message
            said = self._read({**edited, "channel": thread.channel})
            if said and said.thread and said.user not in {"", us} and self._is_kept(said):
                await self._replies.take(said, thread)
                for chooser in sorted(_choosers(message) - {us}) if self._replies.explicit else ():
                    await self._replies.send(said, thread, chooser)
        await self._take_back_what_is_gone(thread, {message["ts"]: message for message in messages})
        self._up_to_date[thread] = None
        if len(self._up_to_date) > _THREADS:
            self._up_to_date.pop(next(iter(self._up_to_date)))
        return any(message["ts"] == thread.ts and message.get("subtype") != "tombstone" for message in messages)

    async def _take_back_what_is_gone(self, thread: Thread, here: Mapping[str, Event]) -> None:
        """Find replies that were deleted while nobody listened, or a file of theirs; the patient must not keep them.

        Only of the last day: what is older may have gone by the workspace's own rule for keeping messages.
        """
        async with self._store.read() as work:
            case = await work.escalations.at(NAME, thread.address)
            entries = await work.transcript.of(case.conversation) if case else []
        for entry in entries:
            ours = entry.author.kind is AuthorKind.SPECIALIST and entry.channel == NAME and not entry.deleted_at
            if not ours or not entry.external_id or self._clock.now() - entry.at > _RECENT:
                continue
            channel, ts = entry.external_id.split("/")
            # What is older than this thread was written in one that the case has left.
            gone = float(ts) > float(thread.ts) and ts not in here and not await self._api.is_there(channel, ts)
            if gone or {each.id for each in entry.attachments} & set(map(our_id, deleted_files(here.get(ts, {})))):
                text, user = (str(here.get(ts, {}).get(name, "")) for name in ("text", "user"))
                await self._replies.take(Said(Change.DELETED, channel, ts, thread.ts, user, text), thread)

    def _is_kept(self, said: Said) -> bool:
        return self._clock.now() - datetime.fromtimestamp(float(said.ts), UTC) < _KEPT

    def _read(self, event: Event) -> Said | None:
        try:
            return read_event(event)
        except LookupError as unknown:
            subtype = str(unknown.args[0])
            self.unknown[subtype] += 1
            log.info("slack.unknown_subtype", subtype=subtype)
            return None

    async def _is_case(self, thread: Thread, parent: str) -> bool:
        async with self._store.read() as work:
            if await work.escalations.at(NAME, thread.address):
                return True
        new = thread.channel in self._channels and self._clock.now().timestamp() - float(thread.ts) < _SETTLED
        if new and parent == (await self._api.me()).user:
            # We opened it a moment ago and have not recorded it yet.
            raise RetryLater("this thread's case is not known yet")
        return False


def _parent(event: Event) -> str:
    """Return who began the thread; of a change Slack says so within the message."""
    messages = (event, event.get("message") or {}, event.get("previous_message") or {})
    return next((str(each["parent_user_id"]) for each in messages if each.get("parent_user_id")), "")


def _choosers(message: Event) -> set[str]:
    return {user for mark in message.get("reactions") or () if mark["name"] == CHOICE for user in mark["users"]}
