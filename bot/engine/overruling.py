"""Where a likeness is all but certain, let it overrule what a rule named by its words. Pure.

It never tells anybody more than the rule would have: the unproved are led to a proof or out of the field, and only
staff are led from a subject for people to the office's own documents or to a claim's status.
"""

from bot.domain.escalation import Reason
from bot.domain.routes import Decision, Route, Why
from bot.engine.reading import Read, Subject
from bot.engine.sureness import HOW_WE_DO_IT, SURE, Looker, out, to_another_trade, to_documents, to_own, to_person

_S = Subject
_SOMEBODY_ELSE = frozenset({Why.THIRD_PARTY, Why.REGISTERED})
OVERRULED = _SOMEBODY_ELSE | {Why.NEVER_ANSWER, Why.TOLD, Why.ANOTHER_TRADE}
"""What rules see in words that can mean something else: `my nephew explained`, `financial aid appeal`, `I moved`."""
_DETAILS_OVER = {Subject.CORRECTION.value: SURE.all_but_certain, Subject.FRAUD.value: SURE.details_over_fraud}
"""Subjects whose words are those of one's own details: `I moved`, `they said use this number`."""


def overruled(decision: Decision, read: Read, who: Looker) -> Decision | None:
    """Return the way that is all but certain, None where the rule's stands."""
    if read.shares[_S.INJECTION] >= SURE.certain:
        return out(Why.INJECTION, read.shares[_S.INJECTION])
    if decision.why is Why.ANOTHER_TRADE:
        return to_person(read, SURE.all_but_certain)
    if decision.why in _SOMEBODY_ELSE:
        return _explained_by_somebody(read, who)
    if trade := to_another_trade(read, who):
        return trade
    return _for_staff(decision, read, who) if who.staff else _for_patient(decision, read, who)


def _explained_by_somebody(read: Read, who: Looker) -> Decision | None:
    """A general question in a story with a relative in it: the documents say nothing of anybody."""
    general = read.shares[_S.GENERAL_QUESTION]
    asked = who.in_general and not who.numbers and general >= SURE.all_but_certain
    return to_documents(general) if asked else None


def _for_staff(decision: Decision, read: Read, who: Looker) -> Decision | None:
    """Staff who ask how the office does a thing, or how a claim stands that the payer says it never got."""
    general, status = read.shares[_S.GENERAL_QUESTION], read.shares[_S.STATUS]
    if not who.numbers and general >= SURE.all_but_certain and decision.topic in HOW_WE_DO_IT:
        return to_documents(general)
    if who.numbers and decision.reason is Reason.DISPUTE and status >= SURE.status_over_dispute:
        return Decision(Route.LOOKUP, Why.CLAIM_NUMBER, likeness=status)
    return None


def _for_patient(decision: Decision, read: Read, who: Looker) -> Decision | None:
    """Somebody who says who they are, or where a number stands, was taken for somebody who wants a thing put right."""
    details, status = read.shares[_S.OWN_DETAILS], read.shares[_S.STATUS]
    if details >= _DETAILS_OVER.get(decision.topic, 1.1):
        return to_own(details, who)
    if decision.why is Why.TOLD and who.numbers and status >= SURE.certain:
        return to_own(status, who)
    return None
