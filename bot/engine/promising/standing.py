"""Keep on a case the day by which its desk has promised the patient a word, for as long as that promise stands."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.calendar import Calendar
from bot.domain.conversation import Conversation
from bot.domain.escalation import CaseState, Escalation
from bot.domain.messages import AuthorKind, CardUpdate, Parcel
from bot.engine.cases import CLOCKS_DIFFER
from bot.engine.desk_clocks import ASKERS, is_answer
from bot.engine.promising.reader import promised_day
from bot.engine.records import card_update
from bot.ports.store import Entry, Work

SAME_BREATH = timedelta(minutes=10)
"""What is written so soon after a promise, before the patient says anything, goes on with it."""
_COURTESY = re.compile(
    r"\W*(?:(?:you'?re (?:very )?welcome|no problem|my pleasure|any ?time|of course|sure|thanks|thank you|take care|"
    r"have a (?:nice|good|great|lovely) (?:day|evening|weekend|one)|de nada|con (?:mucho )?gusto|a (?:usted|ti)|"
    r"gracias|claro|que tenga (?:un )?buen(?:a|os)? (?:día|tarde|noche|días|fin de semana))\W*)+",
    re.IGNORECASE,
)


async def follow_promise(
    work: Work, case: Escalation, conversation: Conversation, parcels: list[Parcel], calendar: Calendar, now: datetime
) -> list[Parcel]:
    """Write the promise that stands after what was just done in the case; return the parcels, with the card's if so."""
    case = await work.escalations.get(case.case)
    promised = standing_promise(case, await work.transcript.of(case.conversation), calendar)
    if promised == case.promised:
        return parcels
    case = replace(case, promised=promised)
    await work.escalations.save(case)
    card = card_update(case, conversation, await work.conversations.tags(conversation.id), now)
    return [*(each for each in parcels if not isinstance(each.content, CardUpdate)), card]


def standing_promise(case: Escalation, entries: Iterable[Entry], calendar: Calendar) -> date | None:
    """Return the working day by which the desk owes a word by its own promise. A later reply keeps it.

    Words of courtesy keep no promise, and neither does what is said in the same breath.
    """
    if case.state is not CaseState.TAKEN:
        return None
    promised: date | None = None
    breath: datetime | None = None
    for entry in entries:
        if entry.internal or entry.deleted_at or entry.at < case.waiting_since - CLOCKS_DIFFER:
            continue
        if entry.author.kind in ASKERS:
            breath = None
        elif is_answer(entry, case):
            own = entry.author.kind is AuthorKind.SPECIALIST
            found = promised_day(entry.text, entry.at, calendar) if own else None
            if found:
                promised, breath = found, entry.at + SAME_BREATH
            elif not (_COURTESY.fullmatch(entry.text) or (breath and entry.at <= breath)):
                promised = None
    return promised
