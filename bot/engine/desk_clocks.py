"""Decide what is due for a case now. Pure: the case, what was said, what was done and the office's time are values.

Nobody is disturbed while the office is closed. What fell due meanwhile is done when it opens, each only once: of what
is said again and again only the latest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import Calendar
from bot.domain.escalation import CaseState, Escalation
from bot.domain.messages import AuthorKind
from bot.domain.policy import DeskPolicy
from bot.ports.store import Entry

LAST_HOUR = timedelta(hours=1)
"""Of a day by whose end something was promised."""


class Due(StrEnum):
    """What the clocks of the desk do."""

    NOT_TAKEN = "not_taken"
    NOT_TAKEN_LEAD = "not_taken_lead"
    NOT_TAKEN_PATIENT = "not_taken_patient"
    REPLY_OWED = "reply_owed"
    REPLY_OWED_LEAD = "reply_owed_lead"
    REPLY_OWED_PATIENT = "reply_owed_patient"
    PROMISE_DUE = "promise_due"
    PROMISE_MISSED = "promise_missed"
    NUDGE = "nudge"
    CLOSE_NOTICE = "close_notice"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `key` names it within its case for good; `waited` is how long somebody has, in office time."""

    due: Due
    key: str
    waited: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Exchange:
    """Where the talk between patient and desk stands: one of the two is None.

    `owed_since`: the patient's first message that nobody has answered. `answered_at`: when the desk said the last word.
    """

    owed_since: datetime | None
    answered_at: datetime | None


def exchange_of(case: Escalation, entries: Iterable[Entry], is_thanks: Callable[[str], bool]) -> Exchange:
    """Read where the talk stands; thanks ask for no answer.

    While a person has the case the bot says only what they let it say, so that counts as theirs.
    """
    owed: datetime | None = case.held_since
    answered: datetime | None = None
    for entry in entries:
        if entry.internal or entry.deleted_at:
            continue
        if is_answer(entry, case):
            owed, answered = None, entry.at
        elif entry.author.kind in ASKERS and not owed and not (answered and is_thanks(entry.text)):
            owed, answered = entry.at, None
    return Exchange(owed, answered)


ASKERS = frozenset({AuthorKind.PATIENT, AuthorKind.STAFF})


def is_answer(entry: Entry, case: Escalation) -> bool:
    """Say whether an entry is the desk's word to the patient, its own or one of the bot's that it let out."""
    if entry.author.kind is AuthorKind.SPECIALIST:
        return True
    return entry.author.kind is AuthorKind.BOT and case.held_since is not None and entry.at > case.held_since


def due_now(
    case: Escalation,
    exchange: Exchange,
    done: Mapping[str, datetime],
    policy: DeskPolicy,
    calendar: Calendar,
    now: datetime,
) -> tuple[Step, ...]:
    """Return what is due and not done. `done` says by key when a step was taken."""
    if not calendar.is_open(now):
        return ()
    steps: list[Step] = []
    if case.state is CaseState.WAITING:
        waited = calendar.between(case.waiting_since, now)
        steps += _ladder(_untaken(policy), case.waiting_since, waited, policy)
    elif case.state is CaseState.TAKEN and exchange.owed_since:
        since = max(exchange.owed_since, case.held_since or exchange.owed_since)
        steps += _ladder(_owed(policy), since, calendar.between(since, now), policy)
    elif case.state is CaseState.TAKEN and exchange.answered_at and not case.promised:
        steps += _quiet(exchange.answered_at, done, policy, now)
    if case.state is CaseState.TAKEN and case.promised:
        steps += _promised(calendar.closing(case.promised), exchange, policy, calendar, now)
    return tuple(step for step in steps if step.key not in done)


def _untaken(policy: DeskPolicy) -> dict[Due, int]:
    return {
        Due.NOT_TAKEN: policy.remind_after_minutes,
        Due.NOT_TAKEN_LEAD: policy.lead_after_minutes,
        Due.NOT_TAKEN_PATIENT: policy.tell_patient_after_minutes,
    }


def _owed(policy: DeskPolicy) -> dict[Due, int]:
    return {
        Due.REPLY_OWED: policy.reply_after_minutes,
        Due.REPLY_OWED_LEAD: policy.reply_lead_after_minutes,
        Due.REPLY_OWED_PATIENT: policy.reply_lead_after_minutes,
    }


def _ladder(rungs: Mapping[Due, int], since: datetime, waited: timedelta, policy: DeskPolicy) -> Iterator[Step]:
    """Yield each rung that was reached, in the newest of its repeats."""
    for due, minutes in rungs.items():
        beyond = waited - timedelta(minutes=minutes)
        if beyond >= timedelta():
            times = beyond // timedelta(minutes=policy.repeat_after_minutes)
            yield Step(due, _key(due, since, times), waited)


def _quiet(since: datetime, done: Mapping[str, datetime], policy: DeskPolicy, now: datetime) -> Iterator[Step]:
    """The patient has the word. A case is closed only so long after the notice that said so."""
    waited = now - since
    told = done.get(_key(Due.CLOSE_NOTICE, since))
    if told:
        if now - told >= timedelta(hours=policy.close_after_hours):
            yield Step(Due.CLOSE, _key(Due.CLOSE, since), waited)
    elif policy.close_notice_after_hours and waited >= timedelta(hours=policy.close_notice_after_hours):
        yield Step(Due.CLOSE_NOTICE, _key(Due.CLOSE_NOTICE, since), waited)
    elif policy.nudge_after_hours and waited >= timedelta(hours=policy.nudge_after_hours):
        yield Step(Due.NUDGE, _key(Due.NUDGE, since), waited)


def _promised(
    closing: datetime, exchange: Exchange, policy: DeskPolicy, calendar: Calendar, now: datetime
) -> Iterator[Step]:
    """The desk has promised a word: the patient need not be asked for one, and is not closed out meanwhile.

    Who promised is reminded shortly before the day ends, but not of what they said a moment ago.
    """
    if now >= closing:
        yield from _ladder({Due.PROMISE_MISSED: 0}, closing, calendar.between(closing, now), policy)
    elif closing - now <= LAST_HOUR and not (exchange.answered_at and closing - exchange.answered_at <= LAST_HOUR):
        yield Step(Due.PROMISE_DUE, _key(Due.PROMISE_DUE, closing))


def _key(due: Due, since: datetime, times: int = 0) -> str:
    return f"{due}:{since:%Y%m%dT%H%M%S%f}:{times}"
