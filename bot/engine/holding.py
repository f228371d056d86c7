"""Put an answer that was held back on the desk, and tell the patient when nobody looks at it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.domain.conversation import Conversation
from bot.domain.escalation import Escalation
from bot.domain.ids import MessageId
from bot.domain.messages import Draft, Parcel
from bot.domain.policy import Mode, Office
from bot.engine import drafts, notices, shadow
from bot.engine.cases import open_case_of
from bot.engine.expectation import expectation
from bot.engine.notices import say
from bot.engine.records import BOT, message_id, post_of, to_desk, to_patient
from bot.engine.said import Held, Said
from bot.ports.clock import Clock
from bot.ports.store import Entry, KeptDraft, Store, Work

SHADOW_NOTE = "_This office's bot would have answered the following. The patient did not get it._"
LEASE = timedelta(minutes=1)
"""How long a word to a patient is left to the worker that took it; then another one says it."""


async def hold(
    work: Work, conversation: Conversation, said: Said, trace: Mapping[str, Any], office: Office, now: datetime
) -> list[Parcel]:
    """Show what was held back in the thread of the conversation's case: with buttons, or in shadow as a note.

    Raises `LookupError` when there is no such case: an answer must not get lost between the bot and the desk.
    """
    if said.held is None or said.mode is None:
        return []
    case = await open_case_of(work, conversation)
    if case is None:
        raise LookupError("an answer was held back, and the conversation has no open case")
    name = MessageId(uuid4().hex)
    await work.transcript.keep_trace(name, trace)
    if said.mode.mode is Mode.SHADOW:
        await work.shadows.keep(shadow.kept(name, case, said, office, now))
        return [await _noted(work, case, conversation, name, said.held, now)]
    wait = timedelta(minutes=office.modes.tell_patient_after_minutes)
    due_at = office.calendar.after(now, wait) or now + wait
    return [await drafts.offer(work, case, Draft(name, said.held.text, now, said.held.citations), due_at)]


async def _noted(
    work: Work, case: Escalation, conversation: Conversation, name: MessageId, held: Held, now: datetime
) -> Parcel:
    text = f"{SHADOW_NOTE}\n\n{held.text}"
    entry = Entry(name, conversation.id, BOT, text, now, conversation.channel, citations=held.citations, internal=True)
    await work.transcript.add([entry])
    return to_desk(case, post_of(entry), entry.id)


class Overdue:
    """The worker that tells a patient when nobody has looked at their answer in time. Its own rows are its clock."""

    topic = "drafts"

    def __init__(self, office: Office, store: Store, clock: Clock) -> None:
        self._office = office
        self._store = store
        self._clock = clock

    async def claim(self) -> KeptDraft | None:
        """Take the next word that is due."""
        async with self._store.write() as work:
            return await work.drafts.claim_due(self._clock.now(), LEASE)

    async def due_at(self) -> datetime | None:
        """Return when the next word is due."""
        async with self._store.read() as work:
            return await work.drafts.due_at()

    async def work(self, kept: KeptDraft) -> None:
        """Say it once, to the patient and in the thread, unless somebody has dealt with the draft meanwhile."""
        now = self._clock.now()
        async with self._store.write() as work:
            fresh = await work.drafts.get(kept.draft.message_id)
            if fresh is None or not fresh.draft.waits or fresh.due_at is None:
                return
            conversation = await work.conversations.get(kept.conversation)
            case = await work.escalations.get(kept.case)
            entry = self._entry(kept, conversation, now)
            await work.transcript.add([entry])
            await work.drafts.owe_nothing(kept.conversation)
            await work.audit.add(now, kept.conversation, "bot", "told_nobody_yet", {"case": case.case})
            parcels = [to_patient(conversation, post_of(entry)), to_desk(case, post_of(entry), entry.id)]
            await work.outbox.add(parcels, now)

    def _entry(self, kept: KeptDraft, conversation: Conversation, now: datetime) -> Entry:
        language = conversation.language
        text = say(notices.NOBODY_YET, language, phone=self._office.phone)
        text = f"{text} {expectation(self._office.calendar, language, now)}".strip()
        name = message_id("drafts", f"{kept.draft.message_id}:nobody_yet")
        return Entry(name, conversation.id, BOT, text, now, conversation.channel)
