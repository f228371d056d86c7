"""Hand a question to the billing desk because somebody was not content with the bot's answer to it."""

from datetime import datetime

from bot.domain.conversation import Conversation, State, Step
from bot.domain.escalation import Reason
from bot.domain.messages import InboundMessage, Parcel, Surface
from bot.domain.policy import Office
from bot.engine import notices
from bot.engine.cases import open_case, open_case_of
from bot.engine.expectation import escalation
from bot.engine.handoff import hand_off
from bot.engine.notices import say
from bot.engine.recognise import recognise
from bot.engine.records import SYSTEM, message_id, post_of, to_patient
from bot.engine.saved_answer import asked_before
from bot.ports.clock import Clock
from bot.ports.store import Entry, InboxBatch, Store, Work

_TAGS = (f"handoff:{Reason.PERSON_REQUESTED}",)


class DeskQuestions:
    """Handles batches of one wish each to have the desk answer; `target_id` names the bot's answer."""

    def __init__(self, office: Office, store: Store, clock: Clock, desk: str) -> None:
        self._office = office
        self._store = store
        self._clock = clock
        self._desk = desk

    async def handle(self, batch: InboxBatch) -> None:
        """Open a case with the question, or say that the open one has it; nobody else's answer can be handed over."""
        message = batch.rows[0].message
        now = self._clock.now()
        async with self._store.write() as work:
            conversation = await work.conversations.find(message.channel, message.address)
            answer = await work.transcript.find(message.channel, message.target_id or "")
            known = conversation is not None and answer is not None and answer.conversation == conversation.id
            if conversation and answer and known:
                await self._hand_over(work, message, conversation, answer, now)
            await work.inbox.finish(batch, message.kind.value if known else "no such answer", now)

    async def give_up(self, batch: InboxBatch, reason: str) -> None:
        """Tell who asked that the desk has not got their question; safe to repeat."""
        message = batch.rows[0].message
        now = self._clock.now()
        async with self._store.write() as work:
            conversation = await work.conversations.find(message.channel, message.address)
            if conversation:
                text = say(notices.NOT_HANDED_OVER, conversation.language)
                await work.outbox.add([self._told(message, conversation, text, now)[1]], now)

    async def _hand_over(
        self, work: Work, message: InboundMessage, conversation: Conversation, answer: Entry, now: datetime
    ) -> None:
        if await open_case_of(work, conversation):
            entry, parcel = self._told(message, conversation, say(notices.ADDED, conversation.language), now)
            await work.transcript.add([entry])
            await work.outbox.add([parcel], now)
            return
        entry, parcel = self._told(message, conversation, escalation(self._office, conversation.language, now), now)
        await work.transcript.add([entry])
        found = recognise(asked_before(await work.transcript.of(conversation.id), answer.id), self._office, now.date())
        handoff = hand_off(Reason.PERSON_REQUESTED, found.masked, numbers=found.claim_numbers)
        await work.conversations.tag(conversation.id, _TAGS, now)
        tags = await work.conversations.tags(conversation.id)
        conversation, opening = await open_case(work, conversation, handoff, tags, self._desk, now, self._office.desk)
        if conversation.state is State.BOT and conversation.surface is Surface.PATIENT:
            conversation = conversation.step(Step.ESCALATE)
        await work.conversations.save(conversation)
        await work.outbox.add([parcel, *opening], now)

    def _told(
        self, message: InboundMessage, conversation: Conversation, text: str, now: datetime
    ) -> tuple[Entry, Parcel]:
        entry = Entry(
            message_id(message.channel, f"{message.external_id}:told"),
            conversation.id,
            SYSTEM,
            text,
            now,
            conversation.channel,
        )
        return entry, to_patient(conversation, post_of(entry))
