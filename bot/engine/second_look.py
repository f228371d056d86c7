"""Look at a message a second time, where the rules found little in it: what is it like? Pure.

The rules are believed where they name a thing outright: danger, a person wanted, a subject for people, somebody else's
affairs, an answer to our own question. Where they only saw a number, a common word or nothing at all, the likeness to
known examples may lead elsewhere: to a person sooner than to an answer, and to an answer only when it is clear.
"""

from bot.domain.escalation import Reason
from bot.domain.routes import Decision, Route, Why
from bot.engine.overruling import OVERRULED, overruled
from bot.engine.reading import Read, Subject
from bot.engine.sureness import (
    ELSEWHERE,
    FOR_PEOPLE,
    HOW_WE_DO_IT,
    OTHERS,
    OWN,
    OWN_OF_STAFF,
    SURE,
    Looker,
    most_like,
    out,
    to_another_trade,
    to_documents,
    to_own,
    to_person,
    together,
    without,
)

_S = Subject
_DANGER = {_S.EMERGENCY: Why.EMERGENCY, _S.CRISIS: Why.CRISIS}
_NOTHING = frozenset({Why.NOT_UNDERSTOOD, Why.SMALL_TALK, Why.THANKS})
"""The rules found nothing of ours: most such messages are none of ours, so that it takes more to believe otherwise."""
_MISSING = frozenset({Why.CLAIM_NUMBER_MISSING, Why.OWN_CLAIM, Why.SAME_CLAIM})
_OPEN = _NOTHING | _MISSING | {Why.QUESTION, Why.CLAIM_NUMBER}


def second_look(decision: Decision, read: Read, who: Looker) -> Decision:
    """Return the decision that the rules and the likeness come to together."""
    if who.staff:
        read = without(read, _S.OWN_DETAILS)
    if decision.why in OVERRULED and read.known >= SURE.known_well:
        return _danger(decision, read, who) or overruled(decision, read, who) or decision
    if decision.why not in _OPEN:
        return decision
    danger = _danger(decision, read, who)
    if danger or read.known < SURE.known:
        return danger or decision
    return _person(decision, read, who) or _others(read, who) or _elsewhere(decision, read, who) or decision


def _danger(decision: Decision, read: Read, who: Looker) -> Decision | None:
    subject, share = most_like(read, *_DANGER)
    enough = SURE.danger_from_nothing if decision.why in _NOTHING else SURE.danger
    if decision.why in OVERRULED:
        # `I feel I am being scammed` is a complaint: where rules see a subject, their words decide of self-harm.
        enough = SURE.certain if subject is _S.EMERGENCY else 1.0
    if share < enough or (subject is _S.EMERGENCY and who.told_of_the_past):
        return None
    return out(_DANGER[subject], share)


def _person(decision: Decision, read: Read, who: Looker) -> Decision | None:
    """A number or a general question is set aside only for something much more like a subject for people."""
    asks_how = who.staff and who.in_general and decision.why is Why.QUESTION
    if asks_how and most_like(read, *FOR_PEOPLE)[0] in HOW_WE_DO_IT:
        return None
    person = to_person(read, _enough_for_a_person(decision, who))
    # Whoever names a claim and a human often means the claim: `no need for a person, where is ...`.
    wished = person is not None and person.why is Why.PERSON_REQUESTED
    return None if wished and decision.why is Why.CLAIM_NUMBER else person


def _enough_for_a_person(decision: Decision, who: Looker) -> float:
    if decision.why is Why.CLAIM_NUMBER:
        return SURE.person_over_number
    if decision.why in _NOTHING:
        return SURE.all_but_certain if who.in_general else SURE.person_from_nothing
    if decision.why in _MISSING:
        return SURE.person_over_own
    return SURE.person_over_general if who.in_general else SURE.person


def _others(read: Read, who: Looker) -> Decision | None:
    share = together(read, *OTHERS)
    if who.staff or share < (SURE.others_over_general if who.in_general else SURE.others):
        return None
    return Decision(Route.IDENTITY_CHECK, Why.THIRD_PARTY, Reason.THIRD_PARTY, likeness=share)


def _elsewhere(decision: Decision, read: Read, who: Looker) -> Decision | None:
    """To one's own claim, to the documents, or out of the field."""
    if decision.why in _NOTHING:
        return _from_nothing(read, who)
    if decision.why is Why.CLAIM_NUMBER_MISSING:
        return _from_own(read, who)
    return _from_question(read, who) if decision.why is Why.QUESTION else None


def _from_nothing(read: Read, who: Looker) -> Decision | None:
    own, documents = together(read, *(OWN_OF_STAFF if who.staff else OWN)), read.shares[_S.GENERAL_QUESTION]
    if own >= SURE.own_from_nothing:
        return to_own(own, who)
    if documents >= SURE.documents_from_nothing:
        return to_documents(documents)
    return to_another_trade(read, who)


def _from_own(read: Read, who: Looker) -> Decision | None:
    advice, steering = read.shares[_S.MEDICAL_ADVICE], read.shares[_S.INJECTION]
    if advice >= SURE.all_but_certain:
        return out(Why.MEDICAL_ADVICE, advice)
    if steering >= SURE.elsewhere and (who.staff or who.verified):
        return out(Why.INJECTION, steering)
    trade = None if who.staff else to_another_trade(read, who)
    documents = read.shares[_S.GENERAL_QUESTION]
    enough = SURE.documents_over_own_for_staff if who.staff else SURE.documents_over_own
    return trade or (to_documents(documents) if documents >= enough else None)


def _from_question(read: Read, who: Looker) -> Decision | None:
    own, details = together(read, *OWN), read.shares[_S.OWN_DETAILS]
    if not who.staff and (trade := to_another_trade(read, who)):
        return trade
    if details >= SURE.person and own >= SURE.all_but_certain and not who.verified:
        return to_own(own, who)
    if who.in_general:
        return None
    # Staff who use a word of billing ask about billing, whatever trade the rest sounds like.
    trades = read.shares[_S.ANOTHER_TRADE] if who.staff and who.field else 0.0
    elsewhere = together(read, *ELSEWHERE) - trades
    if elsewhere >= SURE.elsewhere:
        return out(Why.NOT_UNDERSTOOD, elsewhere)
    known = who.staff or who.verified
    return to_own(own, who) if own >= (SURE.own_over_documents if known else SURE.proof_over_documents) else None
