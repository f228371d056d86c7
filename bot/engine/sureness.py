"""What the second look weighs with: who wrote, how much likeness is enough, and the ways it may lead to. Pure."""

from dataclasses import dataclass

from bot.domain.escalation import Reason
from bot.domain.routes import Decision, Route, Why
from bot.engine.reading import Read, Subject

_S = Subject
FOR_PEOPLE: dict[Subject, Reason] = {
    _S.PERSON_REQUESTED: Reason.PERSON_REQUESTED,
    _S.APPEAL: Reason.APPEAL,
    _S.DISPUTE: Reason.DISPUTE,
    _S.CORRECTION: Reason.NEEDS_CORRECTION,
    _S.MISSING_PAYMENT: Reason.DISPUTE,
    _S.WAIVER_OR_PROMISE: Reason.NEVER_ANSWER,
    _S.MEDICAL_NECESSITY: Reason.NEVER_ANSWER,
    _S.CODING_TO_GET_PAID: Reason.NEVER_ANSWER,
    _S.LEGAL_THREAT: Reason.NEVER_ANSWER,
    _S.LEGAL_DEADLINE: Reason.NEVER_ANSWER,
    _S.COLLECTIONS: Reason.DISPUTE,
    _S.FRAUD: Reason.NEVER_ANSWER,
    _S.RECORDS_OR_SUBPOENA: Reason.NEVER_ANSWER,
    _S.DECEASED_OR_GUARDIAN: Reason.THIRD_PARTY,
}
"""Subjects that only a person may answer, with the reason of their case."""

HOW_WE_DO_IT = frozenset(
    {_S.WAIVER_OR_PROMISE, _S.MISSING_PAYMENT, _S.LEGAL_DEADLINE, _S.CORRECTION, _S.DISPUTE, _S.COLLECTIONS}
)
"""Of these, subjects that an office has its own ways for: write-offs, refunds, filing limits, corrected claims."""

OTHERS = (_S.THIRD_PARTY, _S.PROVIDER_CALLER)
OWN = (_S.STATUS, _S.ACCOUNT, _S.OWN_DETAILS)
OWN_OF_STAFF = (_S.STATUS,)
"""Staff owe the office nothing: what they say of accounts and deposits is no claim's status."""
ELSEWHERE = (_S.ANOTHER_TRADE, _S.SMALL_TALK, _S.INJECTION, _S.MEDICAL_ADVICE, _S.EMERGENCY, _S.CRISIS)


@dataclass(frozen=True, slots=True)
class Sureness:
    """From which share of likeness on another way is taken; found on the lists of `tests/acceptance/routing`."""

    known: float = 0.5
    known_well: float = 0.75
    danger: float = 0.85
    danger_from_nothing: float = 0.6
    one_subject: float = 0.4
    person: float = 0.6
    person_from_nothing: float = 0.8
    person_over_own: float = 0.75
    person_over_number: float = 0.85
    person_over_general: float = 0.88
    others: float = 0.6
    others_over_general: float = 0.9
    own_from_nothing: float = 0.6
    own_over_documents: float = 0.75
    proof_over_documents: float = 0.65
    documents_from_nothing: float = 0.7
    documents_over_own: float = 0.9
    documents_over_own_for_staff: float = 0.85
    elsewhere: float = 0.8
    another_trade: float = 0.9
    status_over_dispute: float = 0.9
    all_but_certain: float = 0.95
    certain: float = 0.97
    details_over_fraud: float = 0.99


SURE = Sureness()


@dataclass(frozen=True, slots=True)
class Looker:
    """Who wrote, and of what. `told_of_the_past`: of an emergency, it was another day. `in_general`: of nobody's own.

    `ours`: a word of health care or of our papers stands in it. `field`: one of billing. `numbers`: a claim's.
    """

    staff: bool = False
    verified: bool = False
    told_of_the_past: bool = False
    in_general: bool = False
    ours: bool = False
    numbers: bool = False
    field: bool = False


def together(read: Read, *subjects: Subject) -> float:
    """Return the likeness to any of `subjects`."""
    return sum(read.shares[subject] for subject in subjects)


def most_like(read: Read, *subjects: Subject) -> tuple[Subject, float]:
    """Return the likeliest of `subjects` and its share."""
    subject = max(subjects, key=lambda each: read.shares[each])
    return subject, read.shares[subject]


def without(read: Read, subject: Subject) -> Read:
    """Return the likeness to the other subjects, when this one cannot be."""
    rest = 1 - read.shares[subject] or 1.0
    return Read({each: 0.0 if each is subject else share / rest for each, share in read.shares.items()}, read.known)


def to_own(share: float, who: Looker) -> Decision:
    """Return the way to one's own claim, which leads the unproved to a proof first."""
    route = Route.LOOKUP if who.staff or who.verified else Route.IDENTITY_CHECK
    return Decision(route, Why.CLAIM_NUMBER if who.numbers else Why.CLAIM_NUMBER_MISSING, likeness=share)


def to_documents(share: float) -> Decision:
    """Return the way to the office's documents."""
    return Decision(Route.DOCS, Why.QUESTION, likeness=share)


def out(why: Why, share: float) -> Decision:
    """Return the way out of the field."""
    return Decision(Route.OUT_OF_SCOPE, why, likeness=share)


def to_another_trade(read: Read, who: Looker) -> Decision | None:
    """Return the way out for the words of another trade, where none of ours stands among them."""
    share = read.shares[_S.ANOTHER_TRADE]
    return out(Why.ANOTHER_TRADE, share) if share >= SURE.another_trade and not who.ours else None


def to_person(read: Read, enough: float) -> Decision | None:
    """Return the way to a person, when the subjects for people are `enough` together and one of them leads."""
    subject, share = most_like(read, *FOR_PEOPLE)
    likeness = together(read, *FOR_PEOPLE)
    if share < SURE.one_subject or likeness < enough:
        return None
    if subject is _S.PERSON_REQUESTED:
        return Decision(Route.HANDOFF, Why.PERSON_REQUESTED, Reason.PERSON_REQUESTED, likeness=likeness)
    return Decision(Route.HANDOFF, Why.NEVER_ANSWER, FOR_PEOPLE[subject], subject.value, likeness=likeness)
