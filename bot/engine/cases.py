"""Open a case for a conversation, and find the one that is open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.conversation import Conversation
from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.messages import AuthorKind, Call, Parcel
from bot.domain.policy import DeskPolicy
from bot.engine.handoff import Handoff
from bot.engine.records import card_update, is_open, message_id, opened, post_of, to_desk
from bot.ports.store import Entry, Work

CLOCKS_DIFFER = timedelta(minutes=1)
"""How far a platform's clock may be from ours."""
FOR_ANSWERS = frozenset({Reason.ANSWER_CHECK, Reason.SHADOW})
"""What a case is there for where the bot could have answered by itself."""
STORY = 50
"""Entries of the conversation that a specialist reads first."""


async def open_case(
    work: Work,
    conversation: Conversation,
    handoff: Handoff,
    tags: Sequence[str],
    desk: str,
    now: datetime,
    policy: DeskPolicy,
) -> tuple[Conversation, list[Parcel]]:
    """Start a case on `desk` in the caller's transaction, or go on with the one that ended a short while ago.

    The caller saves the conversation that it returns.
    """
    last = await work.escalations.latest(conversation.id)
    if last and _goes_on(last, policy, now):
        return await _reopened(work, conversation, handoff, last, now)
    case = await work.escalations.open(
        conversation.id,
        handoff.reason,
        handoff.summary,
        desk,
        now,
        patient=handoff.patient,
        claim=handoff.claim,
        payer=handoff.payer,
    )
    conversation = replace(conversation, case=case.case)
    story = await work.transcript.of(conversation.id, limit=STORY)
    await work.audit.add(now, conversation.id, "bot", "handed_over", {"reason": handoff.reason, "case": case.case})
    return conversation, [opened(case, conversation, tags, story)]


async def reopen_case(work: Work, case: Escalation, now: datetime) -> None:
    """Tell an open case in a new thread, because the one that it has is lost or in a channel that was given up."""
    conversation = await work.conversations.get(case.conversation)
    story = await work.transcript.of(conversation.id, limit=STORY)
    tags = await work.conversations.tags(conversation.id)
    await work.outbox.add([opened(case, conversation, tags, story, case.thread)], now)


async def open_case_of(work: Work, conversation: Conversation) -> Escalation | None:
    """Return the conversation's case if the desk still works on it."""
    if conversation.case is None:
        return None
    case = await work.escalations.get(conversation.case)
    return case if is_open(case) else None


async def raise_case(work: Work, conversation: Conversation, handoff: Handoff, now: datetime) -> list[Parcel]:
    """Give an open case that is there for the bot's answers a reason that only a person can settle.

    Else it would end when somebody sends the answer, and what the patient said meanwhile with it.
    """
    case = await open_case_of(work, conversation)
    if case is None or case.reason not in FOR_ANSWERS or handoff.reason in FOR_ANSWERS:
        return []
    case = replace(case, reason=handoff.reason, summary=handoff.summary, claim=handoff.claim or case.claim)
    await work.escalations.save(case)
    return [card_update(case, conversation, await work.conversations.tags(conversation.id), now)]


def _goes_on(case: Escalation, policy: DeskPolicy, now: datetime) -> bool:
    """Say whether a case ended so short a while ago that what comes now belongs to it."""
    within = timedelta(hours=policy.reopen_within_hours)
    return case.ended_at is not None and now - case.ended_at < within


async def _reopened(
    work: Work, conversation: Conversation, handoff: Handoff, ended: Escalation, now: datetime
) -> tuple[Conversation, list[Parcel]]:
    """Let a case wait again in its own thread, and tell who had it what was said since it ended."""
    case = replace(
        ended,
        state=CaseState.WAITING,
        reason=handoff.reason,
        summary=handoff.summary,
        patient=handoff.patient or ended.patient,
        claim=handoff.claim or ended.claim,
        payer=handoff.payer or ended.payer,
        reopened_at=now,
        ended_at=None,
        held_since=None,
    )
    await work.escalations.save(case)
    conversation = replace(conversation, case=case.case)
    await work.audit.add(now, conversation.id, "bot", "reopened", {"reason": handoff.reason, "case": case.case})
    tags = await work.conversations.tags(conversation.id)
    story = await work.transcript.of(conversation.id, limit=STORY)
    new = [post_of(entry) for entry in story if _is_new(entry, ended)]
    # The bot's answers that wait for a look of somebody come one after the other; nobody has come back there.
    told = [] if case.reason is Reason.ANSWER_CHECK else [to_desk(case, _back(case, now), f"back:{now.isoformat()}")]
    shown = [to_desk(case, post, post.message_id) for post in new]
    return conversation, [card_update(case, conversation, tags, now), *told, *shown]


def _is_new(entry: Entry, ended: Escalation) -> bool:
    """Say whether the desk has yet to see an entry; one that it has seen stays there once."""
    since = (ended.ended_at or ended.opened_at) - CLOCKS_DIFFER
    return entry.deleted_at is None and entry.author.kind is not AuthorKind.SPECIALIST and entry.at >= since


def _back(case: Escalation, now: datetime) -> Call:
    owner = f", which {case.owner_name} had" if case.owner_name else ""
    text = f"Case {case.case}{owner}: the patient is back."
    return Call(message_id("reopened", f"{case.case}:{now.isoformat()}"), text, now, case.owner_id)
