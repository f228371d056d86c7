"""Look at a message a second time, where the rules found little in it: what is it like? Pure.

The rules are believed where they name a thing outright: danger, a person wanted, a subject for people, somebody else's
affairs, an answer to our own question. Where they only saw a number, a common word or nothing at all, the likeness to
known examples may lead elsewhere: to a person sooner than to an answer, and to an answer only when it is clear.
"""

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

_OTHERS = (_S.THIRD_PARTY, _S.PROVIDER_CALLER)
_OWN = (_S.STATUS, _S.ACCOUNT, _S.OWN_DETAILS)
_ELSEWHERE = (_S.ANOTHER_TRADE, _S.SMALL_TALK, _S.INJECTION, _S.MEDICAL_ADVICE, _S.EMERGENCY, _S.CRISIS)
_DANGER = {_S.EMERGENCY: Why.EMERGENCY, _S.CRISIS: Why.CRISIS}

_NOTHING = frozenset({Why.NOT_UNDERSTOOD, Why.SMALL_TALK, Why.THANKS})
"""The rules found nothing of ours: most such messages are none of ours, so that it takes more to believe otherwise."""
_MISSING = frozenset({Why.CLAIM_NUMBER_MISSING, Why.OWN_CLAIM, Why.SAME_CLAIM})
_OPEN = _NOTHING | _MISSING | {Why.QUESTION, Why.CLAIM_NUMBER}


@dataclass(frozen=True, slots=True)
class Sureness:
    """From which share of likeness on another way is taken; found on the lists of `tests/acceptance/routing`."""

    known: float = 0.5
    danger: float = 0.85
    danger_from_nothing: float = 0.6
    one_subject: float = 0.4
    person: float = 0.6
    person_from_nothing: float = 0.75
    person_over_own: float = 0.75
    person_over_number: float = 0.85
    person_over_general: float = 0.9
    others: float = 0.6
    own_from_nothing: float = 0.6
    own_over_documents: float = 0.75
    documents_from_nothing: float = 0.7
    documents_over_own: float = 0.9
    elsewhere: float = 0.8


_SURE = Sureness()


@dataclass(frozen=True, slots=True)
class Looker:
    """Who wrote, and how. `told_of_the_past`: of an emergency, it was another day. `in_general`: of nobody's own."""

    staff: bool
    verified: bool
    told_of_the_past: bool
    in_general: bool


def second_look(decision: Decision, read: Read, who: Looker) -> Decision:
    """Return the decision that the rules and the likeness come to together."""
    if decision.why not in _OPEN:
        return decision
    danger = _danger(decision, read, who)
    if danger or read.known < _SURE.known:
        return danger or decision
    return _person(decision, read, who) or _others(read, who) or _elsewhere(decision, read, who) or decision


def _share(read: Read, *subjects: Subject) -> float:
    return sum(read.shares[subject] for subject in subjects)


def _most_like(read: Read, *subjects: Subject) -> tuple[Subject, float]:
    subject = max(subjects, key=lambda each: read.shares[each])
    return subject, read.shares[subject]


def _danger(decision: Decision, read: Read, who: Looker) -> Decision | None:
    subject, share = _most_like(read, *_DANGER)
    enough = _SURE.danger_from_nothing if decision.why in _NOTHING else _SURE.danger
    if share < enough or (subject is _S.EMERGENCY and who.told_of_the_past):
        return None
    return Decision(Route.OUT_OF_SCOPE, _DANGER[subject], likeness=share)


def _person(decision: Decision, read: Read, who: Looker) -> Decision | None:
    """A number or a general question is set aside only for something much more like a subject for people."""
    subject, share = _most_like(read, *FOR_PEOPLE)
    together = _share(read, *FOR_PEOPLE)
    if share < _SURE.one_subject or together < _enough_for_a_person(decision, who):
        return None
    if subject is _S.PERSON_REQUESTED:
        # Whoever names a claim and a human often means the claim: `no need for a person, where is ...`.
        number = decision.why is Why.CLAIM_NUMBER
        return (
            None
            if number
            else Decision(Route.HANDOFF, Why.PERSON_REQUESTED, Reason.PERSON_REQUESTED, likeness=together)
        )
    return Decision(Route.HANDOFF, Why.NEVER_ANSWER, FOR_PEOPLE[subject], subject.value, likeness=together)


def _enough_for_a_person(decision: Decision, who: Looker) -> float:
    if decision.why is Why.CLAIM_NUMBER:
        return _SURE.person_over_number
    if decision.why in _NOTHING:
        return _SURE.person_from_nothing
    if decision.why in _MISSING:
        return _SURE.person_over_own
    return _SURE.person_over_general if who.in_general else _SURE.person


def _others(read: Read, who: Looker) -> Decision | None:
    share = _share(read, *_OTHERS)
    if who.staff or share < _SURE.others:
        return None
    return Decision(Route.IDENTITY_CHECK, Why.THIRD_PARTY, Reason.THIRD_PARTY, likeness=share)


def _elsewhere(decision: Decision, read: Read, who: Looker) -> Decision | None:
    """To one's own claim, to the documents, or out of the field."""
    own, documents = _share(read, *_OWN), read.shares[_S.GENERAL_QUESTION]
    if decision.why in _NOTHING:
        if own >= _SURE.own_from_nothing:
            return _own(own, who)
        return _documents(documents) if documents >= _SURE.documents_from_nothing else None
    if decision.why in _MISSING:
        return _documents(documents) if documents >= _SURE.documents_over_own else None
    if decision.why is Why.CLAIM_NUMBER or who.in_general:
        return None
    if (elsewhere := _share(read, *_ELSEWHERE)) >= _SURE.elsewhere:
        return Decision(Route.OUT_OF_SCOPE, Why.NOT_UNDERSTOOD, likeness=elsewhere)
    return _own(own, who) if own >= _SURE.own_over_documents else None


def _own(share: float, who: Looker) -> Decision:
    route = Route.LOOKUP if who.staff or who.verified else Route.IDENTITY_CHECK
    return Decision(route, Why.CLAIM_NUMBER_MISSING, likeness=share)


def _documents(share: float) -> Decision:
    return Decision(Route.DOCS, Why.QUESTION, likeness=share)
