"""What a specialist asks the bot for in a case's thread: a draft answer, or their own reply in the patient's language.

Models and billing systems are waited for outside any transaction; what comes of it is then done like every other deed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from uuid import uuid4

from bot.domain.conversation import Conversation, State
from bot.domain.escalation import Escalation
from bot.domain.ids import MessageId
from bot.domain.messages import AuthorKind, Citation, Draft, InboundMessage, Kind, Parcel, Post
from bot.domain.policy import Office
from bot.engine import drafts, notices
from bot.engine.aliases import sought
from bot.engine.check import problems
from bot.engine.desk_help import DESK_LANGUAGE
from bot.engine.documents import Documents, quote
from bot.engine.notices import say
from bot.engine.recognise import normalise, recognise
from bot.engine.records import SYSTEM, to_desk
from bot.engine.said import Said
from bot.engine.specialist import Specialists
from bot.engine.tokens import Tokens, translation_faults
from bot.engine.turn import Turn
from bot.engine.why import trace_of
from bot.ports.clock import Clock
from bot.ports.knowledge import Knowledge
from bot.ports.store import Entry, InboxBatch, Store
from bot.ports.writer import LanguageModel, ModelFailed

_PEOPLE = frozenset({AuthorKind.PATIENT, AuthorKind.STAFF})
_NO_DRAFT = "No draft: neither a look-up nor the documents answer what was asked last."
_NOT_SENT = "Not sent, and the patient has seen nothing: {why}. Send it in English, or write it in their language."
_SENT = "Sent in the patient's language, translated by a model:\n\n{text}"


class DeskWishes:
    """Handles batches of one wish each from the desk surface."""

    def __init__(
        self,
        office: Office,
        turn: Turn,
        knowledge: Knowledge,
        store: Store,
        clock: Clock,
        specialists: Specialists,
        model: LanguageModel | None = None,
    ) -> None:
        self._office = office
        self._turn = turn
        self._documents = Documents(knowledge, office.wording)
        self._store = store
        self._clock = clock
        self._specialists = specialists
        self._model = model

    async def handle(self, batch: InboxBatch) -> None:
        """Do it and commit it with the batch's end."""
        message = batch.rows[0].message
        async with self._store.read() as work:
            case = await work.escalations.at(message.channel, message.address)
            conversation = await work.conversations.get(case.conversation) if case else None
            story = await work.transcript.of(conversation.id) if conversation else ()
        if case is None or conversation is None:
            async with self._store.write() as work:
                await work.inbox.finish(batch, "no such case", self._clock.now())
        elif message.kind is Kind.DRAFT_REPLY:
            await self._draft(batch, case, conversation, story)
        else:
            await self._reply_translated(batch, case, conversation)

    async def give_up(self, batch: InboxBatch, reason: str) -> None:
        """Tell the desk that something could not be done; safe to repeat."""
        await self._specialists.give_up(batch, reason)

    async def _draft(
        self, batch: InboxBatch, case: Escalation, conversation: Conversation, story: Sequence[Entry]
    ) -> None:
        """Answer what was asked last as the bot would, claims only for who has proved who they are."""
        asked = _asked_last(story)
        turned = await self._turn.take(asked, replace(conversation, state=State.BOT, case=None))
        now, name = self._clock.now(), MessageId(uuid4().hex)
        text, citations = _answer_of(turned.said)
        if not text:
            text, citations = await self._quoted(asked, conversation, now)
        async with self._store.write() as work:
            if text:
                await work.transcript.keep_trace(name, trace_of(turned))
                parcel = await drafts.offer(work, case, Draft(name, text, now, citations))
            else:
                parcel = _line(case, _NO_DRAFT, batch.rows[0].message, now)
            await work.outbox.add([parcel], now)
            await work.inbox.finish(batch, Kind.DRAFT_REPLY.value, now)

    async def _quoted(self, asked: str, conversation: Conversation, now: datetime) -> tuple[str, tuple[Citation, ...]]:
        """Quote the documents even where the rules wanted a person: a person reads it first."""
        found = recognise(asked, self._office, now.date())
        findings = await self._documents.find(sought(found), conversation.surface)
        if not findings.answerable:
            return "", ()
        draft = quote(findings, found.redacted, conversation.language)
        wrong = problems(draft, language=conversation.language, zone=self._office.time_zone)
        return ("", ()) if wrong else (draft.text, draft.citations)

    async def _reply_translated(self, batch: InboxBatch, case: Escalation, conversation: Conversation) -> None:
        """Send a reply in the patient's language, marked as translated; what the model changed is never sent."""
        row = batch.rows[0]
        text, why = await self._translated(normalise(row.message.text), conversation.language)
        now = self._clock.now()
        if why:
            async with self._store.write() as work:
                await work.outbox.add([_line(case, _NOT_SENT.format(why=why), row.message, now)], now)
                await work.inbox.finish(batch, "refused", now)
            return
        marked = f"{text}\n\n_{say(notices.TRANSLATED, conversation.language)}_"
        message = replace(row.message, kind=Kind.MESSAGE, text=marked)
        async with self._store.write() as work:
            await work.outbox.add([_line(case, _SENT.format(text=text), row.message, now)], now)
        await self._specialists.handle(replace(batch, rows=(replace(row, message=message),)))

    async def _translated(self, text: str, language: str) -> tuple[str, str]:
        """Return the translation, or why there is none."""
        if self._model is None:
            return "", "no language model is set up here"
        if language == DESK_LANGUAGE:
            return "", "the patient writes English"
        tokens = Tokens(self._office, self._clock.now().date())
        sent = tokens.taken_out(text)
        try:
            [came] = await self._model.session().translate((sent,), language)
        except ModelFailed as failure:
            return "", f"it could not be translated ({failure})"
        faults = translation_faults(sent, came, language)
        if faults:
            return "", f"the translation changed more than the language ({', '.join(faults)})"
        return tokens.put_back(came), ""


def _answer_of(said: Said) -> tuple[str, tuple[Citation, ...]]:
    """Return what the bot would have answered, also where the mode would have kept it back."""
    return (said.held.text, said.held.citations) if said.held else (said.answer, said.citations)


def _asked_last(story: Sequence[Entry]) -> str:
    """Return what the person wrote since anybody last answered."""
    said = [entry for entry in story if not entry.internal and entry.deleted_at is None]
    last = list(takewhile(lambda e: e.author.kind in _PEOPLE, reversed(said)))
    asked = last or [entry for entry in reversed(said) if entry.author.kind in _PEOPLE][:1]
    return "\n".join(entry.text for entry in reversed(asked))


def _line(case: Escalation, text: str, message: InboundMessage, now: datetime) -> Parcel:
    """Say something in the thread, once however often the wish is handled."""
    post = Post(MessageId(uuid4().hex), SYSTEM, text, now, internal=True)
    return to_desk(case, post, f"{message.external_id}:{message.kind}")
