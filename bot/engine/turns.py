"""Take the turns that the inbox holds for patients and staff, and commit each with all it leads to."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from bot.domain.conversation import Conversation, Step
from bot.domain.errors import Conflict
from bot.domain.escalation import Reason
from bot.domain.ids import MessageId
from bot.domain.messages import AuthorKind, InboundMessage, Kind, Parcel, Retraction, Revision, Surface
from bot.domain.policy import Office
from bot.domain.recognition import Recognised
from bot.engine import drafts, notices
from bot.engine.access import StoredLedger
from bot.engine.cases import open_case, open_case_of, raise_case
from bot.engine.claim_facts import mask
from bot.engine.desk_help import DeskHelp
from bot.engine.expectation import escalation
from bot.engine.file_names import redacted_files
from bot.engine.handoff import Handoff, hand_off
from bot.engine.holding import hold
from bot.engine.intake import timeline_event
from bot.engine.notices import say
from bot.engine.proving import UNPROVED
from bot.engine.recognise import normalise, recognise, redacted_parts
from bot.engine.records import BOT, entry_of, message_id, post_of, to_desk, to_patient
from bot.engine.said import Said
from bot.engine.tags import located
from bot.engine.turn import Turn, Turned
from bot.engine.why import trace_of
from bot.ports.clock import Clock
from bot.ports.progress import Stage
from bot.ports.store import Entry, InboxBatch, Store, Work

_REDOS = 5
"""How often a turn is taken again because the conversation moved, before the worker's own pause is better."""

Typing = Callable[[Conversation, str], Awaitable[None]]
"""Shows that somebody is at it, and at what in words; empty at the beginning."""

Observe = Callable[[Turned], None]
"""Sees what became of each turn, for spans."""


class Turns:
    """Handles batches from a patient or staff surface."""

    def __init__(
        self,
        office: Office,
        turn: Turn,
        store: Store,
        clock: Clock,
        ledger: StoredLedger,
        *,
        desk: str,
        typing: Typing,
        desk_help: DeskHelp | None = None,
        observe: Observe | None = None,
    ) -> None:
        self._office = office
        self._turn = turn
        self._store = store
        self._clock = clock
        self._ledger = ledger
        self._desk = desk
        self._typing = typing
        self._desk_help = desk_help
        self._observe = observe

    async def handle(self, batch: InboxBatch) -> None:
        """Take the turn and commit it with the batch's end; raises `Conflict` when others keep moving it."""
        for _ in range(_REDOS):
            try:
                if batch.rows[0].message.kind is Kind.MESSAGE:
                    return await self._answer(batch)
                return await self._correct(batch)
            except Conflict:
                continue
        raise Conflict("the conversation kept moving")

    async def give_up(self, batch: InboxBatch, reason: str) -> None:
        """Tell the person and the desk that an answer could not be made; safe to repeat."""
        conversation = (await self._conversation(batch)).step(Step.WRITE)
        now = self._clock.now()
        found, asked = self._redacted(batch, now)
        language = conversation.language
        text = f"{say(notices.FAILED_TURN, language)} {escalation(self._office, language, now)}"
        head = batch.rows[0].message
        apology = replace(_reply(conversation, text, now), id=message_id(head.channel, f"{head.external_id}:gave_up"))
        async with self._store.write() as work:
            if await work.transcript.find(head.channel, apology.id):
                return
            heard = self._heard(batch, conversation, asked, now)
            await self._hide_private(work, batch, asked)
            await work.transcript.add([*heard, apology])
            handoff = hand_off(Reason.LOOKUP_FAILED, found.masked, details=(f"The bot failed: {reason}.",))
            parcels = await self._mirror(work, conversation, [*heard, apology])
            if parcels:
                parcels += await self._outrun(work, conversation)
                parcels += await raise_case(work, conversation, handoff, now)
            else:
                tags = ("handoff:lookup_failed",)
                await work.conversations.tag(conversation.id, tags, now)
                conversation, parcels = await self._open(work, conversation, handoff, tags, now)
                if conversation.surface is Surface.PATIENT:
                    conversation = conversation.step(Step.ESCALATE)
            await work.conversations.save(conversation)
            await work.outbox.add([to_patient(conversation, post_of(apology)), *parcels], now)

    async def _answer(self, batch: InboxBatch) -> None:
        conversation = await self._conversation(batch)
        await self._typing(conversation, "")
        messages = [row.message for row in batch.rows]
        texts = [normalise(m.text) for m in messages]
        files = any(m.attachments for m in messages)
        progress = partial(self._tell, conversation)
        # At once, and not with the answer: when it is seen to be gone must not tell how long the look-up took.
        await self._hide_at_once(batch, redacted_parts(self._turn.recognised("\n".join(texts), conversation), texts))
        turned = await self._turn.take(
            "\n".join(texts), conversation, messages[-1].sender.origin, files=files, progress=progress
        )
        if self._observe:
            self._observe(turned)
        now = self._clock.now()
        redacted = redacted_parts(turned.found, texts)
        async with self._store.write() as work:
            await self._commit(work, batch, turned, redacted, now)
        if self._desk_help:
            heard = [message_id(m.channel, m.external_id) for m in messages]
            self._desk_help.soon(conversation.id, heard, opened=turned.said.handoff is not None)

    async def _tell(self, conversation: Conversation, stage: Stage, language: str) -> None:
        await self._typing(conversation, say(_STAGES[stage], language))

    async def _commit(
        self, work: Work, batch: InboxBatch, turned: Turned, redacted: Sequence[str], now: datetime
    ) -> None:
        """Everything that one turn changes, in the caller's one transaction."""
        said, conversation = turned.said, turned.said.conversation
        heard = self._heard(batch, conversation, redacted, now)
        entries, parcels = list(heard), []
        if not turned.silent:
            reply = replace(_reply(conversation, said.text, now), citations=said.citations)
            entries.append(reply)
            shown = replace(
                post_of(reply), suggestions=said.suggestions, asks=said.asks, language=conversation.language
            )
            parcels.append(replace(to_patient(conversation, shown), held_until=self._not_before(said, batch)))
        await work.transcript.add(entries)
        trace = trace_of(turned)
        if not turned.silent:
            await work.transcript.keep_trace(entries[-1].id, trace)
        tags = (*turned.tags, *located(batch.rows[-1].message.sender.location))
        await work.conversations.tag(conversation.id, tags, now)
        parcels += await self._outrun(work, conversation)
        if said.handoff:
            conversation, opening = await self._open(work, conversation, said.handoff, tags, now)
            parcels += opening
        else:
            parcels += await self._mirror(work, conversation, entries)
        if said.raised:
            parcels += await raise_case(work, conversation, said.raised, now)
        parcels += await hold(work, conversation, said, trace, self._office, now)
        await work.conversations.save(conversation)
        await work.outbox.add(parcels, now)
        await self._account(work, turned, batch, now)
        await work.inbox.finish(batch, turned.decision.route.value if not turned.silent else "passed_on", now)

    def _not_before(self, said: Said, batch: InboxBatch) -> datetime | None:
        """Return until when the words of a proof that failed wait: the same time, whatever was looked up."""
        wait = timedelta(seconds=self._office.identity.no_match_after_seconds)
        return batch.rows[-1].received_at + wait if said.identity in UNPROVED else None

    async def _open(
        self, work: Work, conversation: Conversation, handoff: Handoff, tags: Sequence[str], now: datetime
    ) -> tuple[Conversation, list[Parcel]]:
        return await open_case(work, conversation, handoff, tags, self._desk, now, self._office.desk)

    async def _account(self, work: Work, turned: Turned, batch: InboxBatch, now: datetime) -> None:
        conversation = turned.said.conversation
        sender = batch.rows[-1].message.sender
        for line in turned.said.audit:
            await work.audit.add(now, conversation.id, sender.name or conversation.surface, line.action, line.detail)
        for one in turned.said.looked if conversation.surface is Surface.STAFF else ():
            detail = {"claim": mask(one.number), "found": bool(one.claims), "by": sender.id}
            await work.audit.add(now, conversation.id, sender.name or sender.id, "claim_asked", detail)
        if turned.said.proof_failed:
            numbers = [one.counted_as for one in turned.said.looked]
            await work.proofs.failed(self._ledger.subjects(numbers, sender.origin), now)

    async def _mirror(self, work: Work, conversation: Conversation, entries: Sequence[Entry]) -> list[Parcel]:
        """What is said while the desk has a case arrives in its thread."""
        case = await open_case_of(work, conversation)
        return [to_desk(case, post_of(entry), entry.id) for entry in entries] if case else []

    async def _outrun(self, work: Work, conversation: Conversation) -> list[Parcel]:
        """Whatever the patient says now, an answer drafted before does not know of it."""
        case = await open_case_of(work, conversation)
        return await drafts.outrun(work, case, drafts.PATIENT_WROTE) if case else []

    async def _correct(self, batch: InboxBatch) -> None:
        """A patient or a clerk changed or took back what they had written; the bot does not answer to that."""
        message = batch.rows[0].message
        conversation = await self._conversation(batch)
        now = self._clock.now()
        async with self._store.write() as work:
            entry = await work.transcript.find(message.channel, message.target_id or "")
            outcome = "nothing to correct"
            # What was taken back can come back, and can change in no other way.
            stands = entry is not None and (entry.deleted_at is None) is (message.kind is not Kind.RESTORE)
            if entry and stands and _is_own(entry, conversation):
                outcome = "corrected"
                content = await self._corrected(work, batch, entry.id, now)
                case = await open_case_of(work, conversation)
                parcels = [to_desk(case, content, f"{entry.id}:{message.external_id}")] if case else []
                await work.outbox.add([*parcels, *await self._outrun(work, conversation)], now)
            await work.inbox.finish(batch, outcome, now)

    async def _corrected(self, work: Work, batch: InboxBatch, entry: MessageId, now: datetime) -> Revision | Retraction:
        kind = batch.rows[0].message.kind
        if kind is Kind.DELETE:
            await work.transcript.retract(entry, now)
            return Retraction(entry, now)
        text = self._redacted(batch, now)[1][0]
        await self._hide_private(work, batch, [text])
        change = work.transcript.restore if kind is Kind.RESTORE else work.transcript.revise
        await change(entry, text, now)
        return Revision(entry, text, now)

    async def _conversation(self, batch: InboxBatch) -> Conversation:
        message = batch.rows[0].message
        async with self._store.read() as work:
            found = await work.conversations.find(message.channel, message.address)
        if found:
            # Where strangers read along before, and the staff are by themselves now, nobody is asked who they are.
            return replace(found, surface=message.surface) if found.surface is Surface.PUBLIC else found
        async with self._store.write() as work:
            return await work.conversations.open(message.channel, message.address, message.surface, self._clock.now())

    def _redacted(self, batch: InboxBatch, now: datetime) -> tuple[Recognised, list[str]]:
        """Nobody knows here what was asked when this was first written, so every bare answer counts as one."""
        texts = [normalise(row.message.text) for row in batch.rows]
        proving = batch.rows[0].message.surface is Surface.PATIENT
        found = recognise("\n".join(texts), self._office, now.date(), proving=proving)
        return found, redacted_parts(found, texts)

    def _heard(
        self, batch: InboxBatch, conversation: Conversation, redacted: Sequence[str], now: datetime
    ) -> list[Entry]:
        rows = zip(batch.rows, redacted, strict=True)
        return [entry_of(self._renamed(row.message, now), conversation, text) for row, text in rows]

    def _renamed(self, message: InboundMessage, now: datetime) -> InboundMessage:
        return replace(message, attachments=redacted_files(message.attachments, self._office, now.date()))

    async def _hide_at_once(self, batch: InboxBatch, redacted: Sequence[str]) -> None:
        if self._to_hide(batch, redacted):
            async with self._store.write() as work:
                await self._hide_private(work, batch, redacted)

    async def _hide_private(self, work: Work, batch: InboxBatch, redacted: Sequence[str]) -> None:
        """Private details must not stay on the timeline of a channel that we host."""
        for message in self._to_hide(batch, redacted):
            data = timeline_event(message)[1]
            await work.timeline.redact(message.channel, message.address, message.external_id, data)

    def _to_hide(self, batch: InboxBatch, redacted: Sequence[str]) -> list[InboundMessage]:
        rows = zip(batch.rows, redacted, strict=True)
        shown = [(row.message, replace(self._renamed(row.message, row.received_at), text=text)) for row, text in rows]
        return [after for before, after in shown if before.hosted and after != before]


_STAGES: dict[Stage, notices.Say] = {
    Stage.UNDERSTANDING: {"en": "Reading your message", "es": "Leyendo su mensaje"},
    Stage.WRITING: {"en": "Writing and checking", "es": "Escribiendo y revisando"},
}


def _reply(conversation: Conversation, text: str, now: datetime) -> Entry:
    return Entry(MessageId(uuid4().hex), conversation.id, BOT, text, now, conversation.channel)


def _is_own(entry: Entry, conversation: Conversation) -> bool:
    """Only what this very person wrote in this very conversation can be changed from it."""
    return entry.conversation == conversation.id and entry.author.kind in {AuthorKind.PATIENT, AuthorKind.STAFF}
