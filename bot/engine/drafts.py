"""Drafts on the desk: what a press on one means, and when one no longer fits. Nothing of a draft is sent twice.

A press names the version that the presser saw. Whatever happens in the conversation raises the version, so a press
on what is no longer true is refused and said to the presser, who reads what is new and decides again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.conversation import Conversation, Step
from bot.domain.errors import InvalidTransition
from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.ids import CaseNumber, MessageId
from bot.domain.messages import Author, Draft, DraftState, InboundMessage, Parcel
from bot.engine import notices
from bot.engine.notices import say
from bot.engine.recognise import normalise
from bot.engine.records import BOT, author_of, card_update, post_of, to_desk, to_patient
from bot.ports.store import Entry, KeptDraft, Work

PATIENT_WROTE = "The patient wrote again after this was drafted. Read that first."
REPLIED = "{name} replied after this was drafted."
_GONE_ON = "the conversation went on after you saw this draft; read what is new, and press again if it still fits"
_SETTLED = {
    DraftState.SENT: "{by} has sent this draft already; nothing was sent twice",
    DraftState.EDITED: "{by} has answered with an edited draft already; nothing was sent twice",
    DraftState.TAKEN_OVER: "{by} has taken the case over, and this draft was not sent",
    DraftState.DROPPED: "{by} has ended the case, and this draft was not sent",
}


def refusal(kept: KeptDraft | None, version: str, case: CaseNumber) -> str | None:
    """Say why a press comes to nothing; None when it counts."""
    if kept is None or kept.case != case:
        return "there is no such draft in this case"
    if not kept.draft.waits:
        return _SETTLED[kept.draft.state].format(by=kept.draft.by)
    return _GONE_ON if version != str(kept.draft.version) else None


async def offer(work: Work, case: Escalation, draft: Draft, due_at: datetime | None = None) -> Parcel:
    """Keep a draft and return the parcel that shows it in its case's thread; the case must be open.

    `due_at`: then the patient hears that nobody has looked at it. Of several drafts the newest owes that word.
    """
    if due_at:
        await work.drafts.owe_nothing(case.conversation)
    await work.drafts.add(KeptDraft(draft, case.conversation, case.case, due_at))
    return _shown(case, draft)


async def send(
    work: Work, message: InboundMessage, case: Escalation, conversation: Conversation, now: datetime
) -> list[Parcel]:
    """Send the draft as it stands, as the bot's answer with the name of who looked it over."""
    kept = await _pressed(work, message, case, "Send")
    checked = say(notices.CHECKED, conversation.language, name=author_of(message).name)
    sent = replace(kept.draft, text=f"{kept.draft.text}\n\n_{checked}_")
    return await _answer(work, message, case, conversation, kept, sent, DraftState.SENT, BOT, now)


async def edit(
    work: Work, message: InboundMessage, case: Escalation, conversation: Conversation, now: datetime
) -> list[Parcel]:
    """Send the specialist's own wording under their name; sources stay where the text still refers to them."""
    kept = await _pressed(work, message, case, "Edit")
    text = normalise(message.text)
    if not text:
        raise InvalidTransition("an empty answer was not sent to the patient")
    cited = tuple(one for one in kept.draft.citations if f"[{one.number}]" in text)
    sent = replace(kept.draft, text=text, citations=cited)
    return await _answer(work, message, case, conversation, kept, sent, DraftState.EDITED, author_of(message), now)


async def settle(work: Work, case: Escalation, state: DraftState, by: str) -> list[Parcel]:
    """End a case's drafts unsent: a person answers instead, or nobody has to."""
    return await _each(work, case, lambda draft: replace(draft, state=state, by=by))


async def replied(work: Work, case: Escalation, name: str) -> list[Parcel]:
    """Mark a case's drafts as older than a specialist's own reply, which is also the word that was owed."""
    await work.drafts.owe_nothing(case.conversation)
    return await outrun(work, case, REPLIED.format(name=name))


async def outrun(work: Work, case: Escalation, note: str) -> list[Parcel]:
    """Mark a case's drafts as older than what was said since; whoever has read that may still send one."""
    return await _each(work, case, lambda draft: replace(draft, state=DraftState.STALE, note=note))


async def _pressed(work: Work, message: InboundMessage, case: Escalation, button: str) -> KeptDraft:
    draft, _, version = (message.target_id or "").rpartition(":")
    kept = await work.drafts.get(MessageId(draft))
    why = refusal(kept, version, case.case)
    if kept is None or why:
        raise InvalidTransition(f"{author_of(message).name} pressed {button}, but {why}")
    return kept


async def _answer(
    work: Work,
    message: InboundMessage,
    case: Escalation,
    conversation: Conversation,
    kept: KeptDraft,
    sent: Draft,
    state: DraftState,
    author: Author,
    now: datetime,
) -> list[Parcel]:
    """Settle the draft, and send `sent` under its id: a platform that sees it again knows it."""
    entry = Entry(
        sent.message_id, conversation.id, author, sent.text, now, conversation.channel, citations=sent.citations
    )
    await work.transcript.add([entry])
    settled = replace(sent, version=sent.version + 1, state=state, by=author_of(message).name, note="")
    await work.drafts.save(replace(kept, draft=settled))
    post = replace(post_of(entry), drafted=True)
    return [
        to_patient(conversation, post),
        _shown(case, settled),
        *await _ended(work, case, conversation, now),
    ]


async def _ended(work: Work, case: Escalation, conversation: Conversation, now: datetime) -> list[Parcel]:
    """Give the conversation back to the bot when its answers were all that the case was there for."""
    if case.state is not CaseState.WAITING or case.reason is not Reason.ANSWER_CHECK:
        return []
    if await work.drafts.waiting(conversation.id):
        return []
    case = replace(case, state=CaseState.HANDED_BACK, ended_at=now)
    conversation = replace(conversation.step(Step.HAND_BACK), case=None)
    await work.escalations.save(case)
    await work.conversations.save(conversation)
    return [card_update(case, conversation, await work.conversations.tags(conversation.id), now)]


async def _each(work: Work, case: Escalation, change: Callable[[Draft], Draft]) -> list[Parcel]:
    parcels = []
    for kept in await work.drafts.waiting(case.conversation):
        changed = change(replace(kept.draft, version=kept.draft.version + 1))
        await work.drafts.save(replace(kept, draft=changed))
        home = case if case.case == kept.case else await work.escalations.get(kept.case)
        parcels.append(_shown(home, changed))
    return parcels


def _shown(case: Escalation, draft: Draft) -> Parcel:
    return to_desk(case, draft, draft.handle)
