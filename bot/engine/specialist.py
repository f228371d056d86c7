"""What billing specialists do in a case's thread, and what it means for the patient."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import uuid4

from bot.domain.conversation import Conversation, Step
from bot.domain.errors import Conflict, InvalidTransition
from bot.domain.escalation import CaseState, Escalation
from bot.domain.ids import MessageId
from bot.domain.messages import (
    AuthorKind,
    DraftState,
    Fate,
    FateState,
    InboundMessage,
    Kind,
    Parcel,
    Post,
    Retraction,
    Revision,
)
from bot.domain.policy import Office
from bot.domain.tags import Outcome, outcome
from bot.engine import drafts, notices, shadow
from bot.engine.notices import say
from bot.engine.promising.standing import follow_promise
from bot.engine.recognise import normalise
from bot.engine.records import SYSTEM, card_update, entry_of, post_of, to_desk, to_patient
from bot.engine.retagging import retag
from bot.ports.clock import Clock
from bot.ports.store import Entry, InboxBatch, Store, Work

_REDOS = 5
WITHDRAWN = "Nothing of this was sent to the patient."


class Specialists:
    """Handles batches from the desk surface: one row each, in the lane of the case's conversation.

    `holds` says by desk how long a reply waits before it goes out. Until then an edit changes it, and a deletion
    stops it, without the patient seeing either.
    """

    def __init__(
        self, office: Office, store: Store, clock: Clock, holds: Mapping[str, timedelta] | None = None
    ) -> None:
        self._office = office
        self._store = store
        self._clock = clock
        self._holds = holds or {}

    async def handle(self, batch: InboxBatch) -> None:
        """Do it and commit it with the batch's end; what cannot be done is said in the thread."""
        for _ in range(_REDOS):
            try:
                async with self._store.write() as work:
                    return await self._do(work, batch, self._clock.now())
            except Conflict:
                continue
        raise Conflict("the conversation kept moving")

    async def give_up(self, batch: InboxBatch, reason: str) -> None:
        """Tell the desk that something could not be done; safe to repeat."""
        message = batch.rows[0].message
        now = self._clock.now()
        async with self._store.write() as work:
            case = await work.escalations.at(message.channel, message.address)
            if case:
                line = _line(f"This was not carried out ({message.kind}): {reason}. Please do it again.", now)
                await work.outbox.add([to_desk(case, line, f"{message.external_id}:gave_up")], now)

    async def _do(self, work: Work, batch: InboxBatch, now: datetime) -> None:
        message = batch.rows[0].message
        case = await work.escalations.at(message.channel, message.address)
        if case is None:
            await work.inbox.finish(batch, "no such case", now)
            return
        conversation = await work.conversations.get(case.conversation)
        deed = _DEEDS[message.kind]
        try:
            parcels = await deed(work, message, case, conversation, now)
            if message.kind is Kind.MESSAGE and (hold := self._holds.get(message.channel)):
                parcels = _held(parcels, case, now, hold)
            parcels = await follow_promise(work, case, conversation, parcels, self._office.calendar, now)
            await shadow.judge(work, conversation.id, self._office, now)
            outcome = message.kind.value
        except InvalidTransition as refusal:
            parcels = [to_desk(case, _line(f"Not done: {refusal}.", now), f"{message.external_id}:refused")]
            outcome = "refused"
        await work.audit.add(now, conversation.id, message.sender.name, outcome, _audited(message, case))
        await work.outbox.add(parcels, now)
        await work.inbox.finish(batch, outcome, now)


def _audited(message: InboundMessage, case: Escalation) -> Mapping[str, Any]:
    """What was done in which case; of a draft also which, for its trace names the claims."""
    pressed = message.kind in {Kind.SEND_DRAFT, Kind.EDIT_DRAFT}
    return {"case": case.case, "kind": message.kind} | ({"draft": message.target_id} if pressed else {})


async def _reply(
    work: Work, message: InboundMessage, case: Escalation, conversation: Conversation, now: datetime
) -> list[Parcel]:
    """A plain reply goes to the patient, and whoever replies has the conversation from then on."""
    text = normalise(message.text)
    if not text and not message.attachments:
        raise InvalidTransition("an empty reply was not sent to the patient")
    parcels = []
    if case.state is not CaseState.TAKEN:
        case, conversation = _taken(message, case, conversation.step(Step.TAKE_OVER), now)
        parcels.append(await _save(work, case, conversation, now))
    entry = entry_of(message, conversation, text)
    await work.transcript.add([entry])
    parcels += await drafts.replied(work, case, entry.author.name)
    return [to_patient(conversation, post_of(entry)), *parcels]


async def _note(
    work: Work, message: InboundMessage, case: Escalation, conversation: Conversation, now: datetime
) -> list[Parcel]:
    """A note stays on the desk."""
    del case, now
    await work.transcript.add([entry_of(message, conversation, normalise(message.text))])
    return []


async def _edit(
    work: Work, message: InboundMessage, case: Escalation, conversation: Conversation, now: datetime
) -> list[Parcel]:
    entry = await _own(work, message, case)
    text = normalise(message.text)
    if not text and not entry.attachments:
        raise InvalidTransition("an empty edit was not sent; delete the message instead")
    if text == entry.text:
        return []
    await work.transcript.revise(entry.id, text, now)
    unsent = to_patient(conversation, post_of(replace(entry, text=text)))
    if entry.internal or await work.outbox.amend(unsent.key, unsent.content, now):
        return []
    return [to_patient(conversation, Revision(entry.id, text, now), f":{message.external_id}")]


async def _delete(
    work: Work, message: InboundMessage, case: Escalation, conversation: Conversation, now: datetime
) -> list[Parcel]:
    known = await work.transcript.find(message.channel, message.target_id or "")
    if known is None or known.deleted_at is not None:
        return []  # what never came, or went before, needs no taking back
    entry = await _own(work, message, case)
    await work.transcript.retract(entry.id, now)
    if entry.internal:
        return []
    if await work.outbox.amend(to_patient(conversation, post_of(entry)).key, None, now):
        # A reply that became a note still stands there, marked as waiting.
        return [to_desk(case, Fate(entry.id, FateState.REFUSED, WITHDRAWN, now), f"{entry.id}:withdrawn")]
    return [to_patient(conversation, Retraction(entry.id, now))]


async def _send_again(
    work: Work, message: InboundMessage, case: Escalation, conversation: Conversation, now: datetime
) -> list[Parcel]:
    """What did not reach the patient, or perhaps did, is tried again because a person says so."""
    del conversation
    entry = await work.transcript.find(message.channel, message.target_id or "")
    if entry is None or entry.conversation != case.conversation:
        raise InvalidTransition("that message is not one of this case")
    letters = await work.dead_letters.to_patient(entry.id)
    if not [letter for letter in letters if await work.dead_letters.redrive("outbox", letter, now)]:
        raise InvalidTransition("nothing of that message waits to be sent again")
    return [to_desk(case, Fate(entry.id, FateState.HELD, "", now), f"{entry.id}:{message.external_id}")]


async def _own(work: Work, message: InboundMessage, case: Escalation) -> Entry:
    """Only what a specialist wrote in this very case can be changed from its thread."""
    entry = await work.transcript.find(message.channel, message.target_id or "")
    if entry is None or entry.conversation != case.conversation or entry.author.kind is not AuthorKind.SPECIALIST:
        raise InvalidTransition("that message is not one of the specialists' own")
    if entry.deleted_at is not None:
        raise InvalidTransition("that message was already deleted")
    return entry


async def _take_over(
    work: Work, message: InboundMessage, case: Escalation, conversation: Conversation, now: datetime
) -> list[Parcel]:
    settled = await drafts.settle(work, case, DraftState.TAKEN_OVER, message.sender.name)
    if case.state is CaseState.TAKEN and case.owner_id == message.sender.id:
        return settled
    case, conversation = _taken(message, case, conversation.step(Step.TAKE_OVER), now)
    return [*await _announced(work, message, case, conversation, notices.TAKEN, now), *settled]


async def _hand_back(
    work: Work, message: InboundMessage, case: Escalation, conversation: Conversation, now: datetime
) -> list[Parcel]:
    _only_open_case(case, conversation)
    conversation = replace(conversation.step(Step.HAND_BACK), case=None, failed_proofs=0)
    case = replace(case, state=CaseState.HANDED_BACK, ended_at=now)
    settled = await drafts.settle(work, case, DraftState.DROPPED, message.sender.name)
    await work.conversations.tag(conversation.id, [outcome(Outcome.HANDED_BACK)], now)
    return [*await _announced(work, message, case, conversation, notices.HANDED_BACK, now), *settled]


async def _resolve(
    work: Work, message: InboundMessage, case: Escalation, conversation: Conversation, now: datetime
) -> list[Parcel]:
    _only_open_case(case, conversation)
    conversation = replace(conversation.step(Step.RESOLVE), failed_proofs=0)
    case = replace(case, state=CaseState.RESOLVED, ended_at=now)
    settled = await drafts.settle(work, case, DraftState.DROPPED, message.sender.name)
    await work.conversations.tag(conversation.id, [outcome(Outcome.RESOLVED)], now)
    return [*await _announced(work, message, case, conversation, notices.RESOLVED, now), *settled]


def _only_open_case(case: Escalation, conversation: Conversation) -> None:
    """The thread of an older case must not end what a colleague has in hand elsewhere."""
    if conversation.case not in {None, case.case}:
        raise InvalidTransition(f"Case {conversation.case} of the same conversation is the open one")


async def _announced(
    work: Work,
    message: InboundMessage,
    case: Escalation,
    conversation: Conversation,
    sentence: notices.Say,
    now: datetime,
) -> list[Parcel]:
    """Save, bring the card up to date, and tell the patient who is there now."""
    update = await _save(work, case, conversation, now)
    text = say(sentence, conversation.language, name=message.sender.name or "A specialist")
    entry = Entry(MessageId(uuid4().hex), conversation.id, SYSTEM, text, now, conversation.channel)
    await work.transcript.add([entry])
    return [to_patient(conversation, post_of(entry)), update, to_desk(case, post_of(entry), entry.id)]


def _taken(
    message: InboundMessage, case: Escalation, conversation: Conversation, now: datetime
) -> tuple[Escalation, Conversation]:
    taken = replace(
        case,
        state=CaseState.TAKEN,
        owner_id=message.sender.id,
        owner_name=message.sender.name,
        taken_at=case.taken_at or now,
        held_since=now,
        ended_at=None,
    )
    return taken, replace(conversation, case=case.case)


async def _save(work: Work, case: Escalation, conversation: Conversation, now: datetime) -> Parcel:
    await work.escalations.save(case)
    await work.conversations.save(conversation)
    return card_update(case, conversation, await work.conversations.tags(conversation.id), now)


def _held(parcels: list[Parcel], case: Escalation, now: datetime, hold: timedelta) -> list[Parcel]:
    """Hold a reply back, and mark it as held on the desk."""
    reply, *others = parcels
    message = cast("Post", reply.content).message_id
    mark = Fate(message, FateState.HELD, "", now)
    return [replace(reply, held_until=now + hold), *others, to_desk(case, mark, f"{message}:held")]


def _line(text: str, now: datetime) -> Post:
    return Post(MessageId(uuid4().hex), SYSTEM, text, now, internal=True)


_Deed = Callable[[Work, InboundMessage, Escalation, Conversation, datetime], Awaitable[list[Parcel]]]
_DEEDS: dict[Kind, _Deed] = {
    Kind.MESSAGE: _reply,
    Kind.NOTE: _note,
    Kind.EDIT: _edit,
    Kind.DELETE: _delete,
    Kind.TAKE_OVER: _take_over,
    Kind.HAND_BACK: _hand_back,
    Kind.RESOLVE: _resolve,
    Kind.TAG: retag,
    Kind.SEND_AGAIN: _send_again,
    Kind.SEND_DRAFT: drafts.send,
    Kind.EDIT_DRAFT: drafts.edit,
}
