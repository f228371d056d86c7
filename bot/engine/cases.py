"""Open a case for a conversation, and find the one that is open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.conversation import Conversation
from bot.domain.escalation import Escalation
from bot.domain.messages import Parcel
from bot.engine.handoff import Handoff
from bot.engine.records import is_open, opened
from bot.ports.store import Work

STORY = 50
"""Entries of the conversation that a specialist reads first."""


async def open_case(
    work: Work, conversation: Conversation, handoff: Handoff, tags: Sequence[str], desk: str, now: datetime
) -> tuple[Conversation, list[Parcel]]:
    """Start a case on `desk` in the caller's transaction; the caller saves the conversation that it returns."""
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


async def open_case_of(work: Work, conversation: Conversation) -> Escalation | None:
    """Return the conversation's case if the desk still works on it."""
    if conversation.case is None:
        return None
    case = await work.escalations.get(conversation.case)
    return case if is_open(case) else None
