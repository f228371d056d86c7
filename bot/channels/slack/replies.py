"""What one message of a specialist means for their case, accepted under its one name: channel and `ts`."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog

from bot.channels.rendering import clean
from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import NAME
from bot.channels.slack.events import Change, Said
from bot.channels.slack.intents import Intent, intent_of
from bot.channels.slack.moves import MOVED
from bot.channels.slack.mrkdwn import escaped, mentioned, to_markdown
from bot.channels.slack.people import People, Person
from bot.channels.slack.places import Thread, message_key
from bot.channels.slack.shared_files import Fetched, SharedFiles
from bot.domain.errors import DeliveryError
from bot.domain.messages import InboundMessage, Kind, Sender, Surface
from bot.domain.policy import SlackPolicy
from bot.ports.channel import Accept
from bot.ports.store import Entry, Store

BARRED = "Nothing was sent to the patient: {why}. Only full members of the desk's channel may answer patients."
NOT_SENT = "This file did not go to the patient: "
NOTHING = Fetched((), ())
KEPT_INSIDE = (
    "Nothing was sent: this speaks of the patient and not to them, so it stayed an internal note. "
    "To answer the patient, write to them, with “you”."
)
NOW_INSIDE = (
    "What you had written to the patient was taken back: it speaks of them and not to them now, so it stays "
    "among colleagues. To answer the patient, write a new message to them, with “you”."
)
FILE_TAKEN_BACK = (
    "The patient does not have the file any more, nor the message that it came with. Write the words again if they "
    "shall stay."
)
STAYS_INTERNAL = "This stays an internal note. To answer the patient, write a new message."
_WORDS = frozenset({Kind.MESSAGE, Kind.NOTE})
_REMEMBERED = 1000
_TOLD_WITHIN = timedelta(hours=12)
"""How long whoever may not speak to patients is told so; what we have told is forgotten at each start."""

log = structlog.get_logger(__name__)


class Replies:
    """Judges who speaks and what they mean. Every method is safe to repeat for the same message."""

    def __init__(
        self,
        accept: Accept,
        api: SlackApi,
        people: People,
        store: Store,
        policy: SlackPolicy,
        files: SharedFiles,
    ) -> None:
        self._accept = accept
        self._api = api
        self._people = people
        self._store = store
        self._policy = policy
        self._files = files
        self.explicit = policy.relay == "explicit"
        self._told: dict[str, None] = {}

    async def speaker(self, thread: Thread, user: str, deed: str) -> Person | None:
        """Return who may speak to patients; whoever may not is told so, alone and once for each `deed`."""
        person = await self._people.person(user, thread.channel)
        if not person.barred:
            return person
        await self._whisper_once(thread, user, BARRED.format(why=person.barred), deed)
        return None

    async def left_behind(self, thread: Thread, user: str, link: str, deed: str) -> None:
        """Tell whoever writes or presses in a thread that was left where its case goes on, once for each `deed`."""
        await self._whisper_once(thread, user, MOVED.format(link=link), deed)

    async def take(self, said: Said, thread: Thread) -> None:
        """Accept what a message says, what it says now, or that it is gone."""
        if said.change is Change.DELETED:
            await self._deleted(said, thread)
            return
        if await self._known(_edit(said) if said.change is Change.EDITED else _key(said)):
            return
        person = await self._writer(said, thread)
        if person is None:
            return
        kind, text = await self._meant(said.text)
        if kind is Kind.NOTE and await self._is_remark(said.text):
            sent = await self._known(_key(said)) and not await self._was_note(said)
            await self._whisper_once(
                thread, said.user, NOW_INSIDE if sent else KEPT_INSIDE, f"{_key(said)}:{said.stamp}"
            )
        if kind is Kind.MESSAGE and self.explicit and not await self._known(_key(said)):
            return  # it waits until somebody sends it
        if said.change is Change.WRITTEN:
            await self._written(said, thread, person, kind, text)
        elif kind in _WORDS:
            await self._edited(said, thread, person, kind, text)

    async def send(self, said: Said, thread: Thread, chooser: str) -> bool:
        """Send to the patient what `chooser` chose, under its author's name; what was sent already stays as it is.

        False when it is nothing that could be sent.
        """
        kind, text = await self._meant(said.text)
        if kind is Kind.MESSAGE and await self.speaker(thread, chooser, f"{_key(said)}:{chooser}"):
            author = await self.speaker(thread, said.user, _key(said))
            if author:
                await self._written(said, thread, author, kind, text)
        return kind is Kind.MESSAGE

    async def _writer(self, said: Said, thread: Thread) -> Person | None:
        """Return who wrote it if they may; an old thread that is read again tells nobody again what they were told."""
        if datetime.now(UTC) - datetime.fromtimestamp(float(said.ts), UTC) < _TOLD_WITHIN:
            return await self.speaker(thread, said.user, _key(said))
        person = await self._people.person(said.user, thread.channel)
        return None if person.barred else person

    async def _intent(self, mrkdwn: str) -> Intent:
        us = (await self._api.me()).user
        return intent_of(mrkdwn, us, self._policy.note_prefixes, chosen=self.explicit)

    async def _is_remark(self, mrkdwn: str) -> bool:
        return (await self._intent(mrkdwn)).remark

    async def _meant(self, mrkdwn: str) -> tuple[Kind, str]:
        intent = await self._intent(mrkdwn)
        return intent.kind, to_markdown(intent.text, await self._people.names(mentioned(intent.text)))

    async def _entry(self, said: Said) -> Entry | None:
        async with self._store.read() as work:
            return await work.transcript.find(NAME, _key(said))

    async def _written(self, said: Said, thread: Thread, person: Person, kind: Kind, text: str) -> bool:
        """Accept a message in its present words, with its files; True when it was new."""
        if await self._known(_key(said)):
            return False
        fetched = NOTHING
        if said.files and kind is Kind.MESSAGE:
            fetched = await self._files.fetch(said.files, said.ts)
        fresh = False
        if text.strip() or fetched.attachments or kind not in _WORDS:
            message = inbound(thread, person, _key(said), kind, text, ts=said.ts)
            fresh = await self._accept(replace(message, attachments=fetched.attachments))
        for refused in fetched.refused:
            await self._whisper_once(thread, said.user, f"{NOT_SENT}{escaped(refused)}.", f"{_key(said)}:{refused}")
        return fresh

    async def _known(self, name: str) -> bool:
        """Say whether a message or an edit was taken before. What was said is known for longer than what came in."""
        async with self._store.read() as work:
            return await work.inbox.has(NAME, name) or await work.transcript.find(NAME, name) is not None

    async def _edited(self, said: Said, thread: Thread, person: Person, kind: Kind, text: str) -> None:
        """An edit that comes before what it edits is that message, in its final words."""
        if await self._written(said, thread, person, kind, text):
            return
        edit = _edit(said)
        was_note = await self._was_note(said)
        if kind is Kind.NOTE and not was_note:
            # What was a reply is now for colleagues: the patient must not read it.
            await self._accept(inbound(thread, person, edit, Kind.DELETE, target=_key(said)))
            return
        fresh = await self._accept(inbound(thread, person, edit, Kind.EDIT, text, target=_key(said)))
        if fresh and was_note and kind is Kind.MESSAGE:
            await self._whisper(thread, said.user, STAYS_INTERNAL)

    async def _was_note(self, said: Said) -> bool:
        """Say whether a message was internal before an edit; what was kept of it counts, then what Slack says."""
        entry = await self._entry(said)
        if entry is not None:
            return entry.internal
        return said.before is not None and (await self._meant(said.before))[0] is Kind.NOTE

    async def _deleted(self, said: Said, thread: Thread) -> None:
        """Take its name first: whatever of it still comes after its deletion is a repeat, and goes nowhere."""
        author = Person(said.user, "", "")
        if said.text and said.before is None:  # only a file of it is gone
            entry = await self._entry(said)
            if not await self._known(_key(said)) or (entry and entry.internal):
                return
            await self._whisper_once(thread, said.user, FILE_TAKEN_BACK, f"{_key(said)}:file")
        if not await self._accept(inbound(thread, author, _key(said), Kind.DELETE, target=_key(said))):
            deletion = f"{_key(said)}:delete"
            await self._accept(inbound(thread, author, deletion, Kind.DELETE, target=_key(said)))

    async def _whisper_once(self, thread: Thread, user: str, text: str, deed: str) -> None:
        if deed not in self._told:
            await self._whisper(thread, user, text)
            self._told[deed] = None
            if len(self._told) > _REMEMBERED:
                self._told.pop(next(iter(self._told)))

    async def _whisper(self, thread: Thread, user: str, text: str) -> None:
        try:
            await self._api.whisper(thread.channel, user, text, thread.ts)
        except DeliveryError as error:
            log.warning("slack.whisper_failed", reason=error.reason)


def _key(said: Said) -> str:
    return message_key(said.channel, said.ts)


def _edit(said: Said) -> str:
    return f"{_key(said)}:edit:{said.stamp}"


def inbound(
    thread: Thread, person: Person, external_id: str, kind: Kind, text: str = "", *, ts: str = "", target: str = ""
) -> InboundMessage:
    """Return what a specialist did in a thread as a message of the desk's surface; `ts` is when, empty for now."""
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
