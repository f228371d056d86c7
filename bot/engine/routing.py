"""Decide where a message goes. Pure; the first rule that applies wins, and the order is the safety order.

1. Words about life and limb, before anything else.
2. Attempts to steer the bot, so that they reach neither a look-up nor a person.
3. A person wanted.
4. Other trades, which share words such as claim, appeal and charge with ours.
5. Subjects that only a person may answer, whatever number stands beside them.
6. Somebody else's claim.
7. Claim numbers, then somebody's own claim without one.
8. Questions for the documents; what is left is small talk or not understood.

What the rules found little in is looked at a second time: `bot.engine.second_look`.
"""

import re

from bot.domain.escalation import Reason
from bot.domain.policy import Routing
from bot.domain.recognition import CLAIM_LIKE, EntityKind
from bot.domain.routes import Decision, Route, Why
from bot.engine.asked import PROOFS, TERMS, Asked, read
from bot.engine.lexicon import mentions
from bot.engine.names import bare_name, told_name
from bot.engine.reading import reading, unread_language, without_identifiers
from bot.engine.routing_to_own import asks_of_nobodys_own, lookup, ones_own, ones_papers, remembered
from bot.engine.routing_to_people import NEVER, appeal, never, objection, others, told
from bot.engine.second_look import second_look
from bot.engine.sureness import SURE, Looker
from bot.engine.vocabulary import Concept

__all__ = ["Asked", "read", "route"]

_C = Concept


def route(asked: Asked, office: Routing) -> Decision:
    """Return where a message goes: by the first rule, looked at a second time where that rule knew little."""
    decision = _by_rules(asked, office)
    who = Looker(
        staff=asked.staff,
        verified=asked.verified,
        told_of_the_past=_told_of_the_past(asked, _C.EMERGENCY),
        in_general=asks_of_nobodys_own(asked),
        ours=asked.has(_C.OURS),
        numbers=bool(asked.recognised.claim_numbers),
        field=asked.has(_C.FIELD),
    )
    # After our question who they are, any two words may be a name.
    text = without_identifiers(asked.recognised, names=not asked.proving)
    read_as = reading().read(text)
    decision = second_look(decision, read_as, who)
    strange = decision.why in _TOO_LITTLE and read_as.known < SURE.known_well and not asked.staff
    if strange and (language := unread_language(asked.recognised.text)):
        return Decision(Route.HANDOFF, Why.OTHER_LANGUAGE, Reason.NOT_UNDERSTOOD, language)
    return decision


_TOO_LITTLE = frozenset({Why.NOT_UNDERSTOOD, Why.QUESTION})
"""Reasons that a word or two of any language may give: the documents are in English and Spanish."""


def _by_rules(asked: Asked, office: Routing) -> Decision:
    for rule in (
        _safety,
        _steering,
        _office_topics,
        _person,
        _other_trade,
        appeal,
        never,
        others,
        _proof,
        objection,
        told,
        _numbers,
        ones_papers,
        remembered,
        ones_own,
        _documents,
    ):
        decision = rule(asked, office)
        if decision:
            return decision
    return _rest(asked)


def _safety(asked: Asked, _: Routing) -> Decision | None:
    for concept, why in ((_C.CRISIS, Why.CRISIS), (_C.EMERGENCY, Why.EMERGENCY)):
        if asked.has(concept) and not _told_of_the_past(asked, concept):
            return Decision(Route.OUT_OF_SCOPE, why)
    if asked.has(_C.MEDICAL_ADVICE) and not asked.recognised.claim_numbers and not asked.has(_C.CODING):
        return Decision(Route.OUT_OF_SCOPE, Why.MEDICAL_ADVICE)
    return None


def _told_of_the_past(asked: Asked, concept: Concept) -> bool:
    """An emergency of some other month, told to ask about its bill. A crisis is never over."""
    return concept is _C.EMERGENCY and asked.has(_C.PAST_STORY) and asked.has(_C.FIELD, _C.ACCOUNT, _C.CLAIM)


def _steering(asked: Asked, _: Routing) -> Decision | None:
    return Decision(Route.OUT_OF_SCOPE, Why.INJECTION) if asked.has(_C.INJECTION) else None


def _office_topics(asked: Asked, office: Routing) -> Decision | None:
    if asked.staff and not asked.recognised.claim_numbers and _asks_how(asked):
        return None
    for topic in office.always_handoff:
        if mentions(asked.folded, topic.words):
            return Decision(Route.HANDOFF, Why.OFFICE_RULE, Reason.NEVER_ANSWER, topic.name)
    return None


def _asks_how(asked: Asked) -> bool:
    return asked.has(_C.QUESTION, _C.EXPLAIN) or "?" in asked.folded


def _person(asked: Asked, _: Routing) -> Decision | None:
    if not asked.has(_C.PERSON):
        return None
    reason = Reason.APPEAL if asked.has(_C.APPEAL) else Reason.PERSON_REQUESTED
    return Decision(Route.HANDOFF, Why.PERSON_REQUESTED, reason)


_YOUR = re.compile(r"\b(?:you|your|su|ustedes)\b")


def _other_trade(asked: Asked, _: Routing) -> Decision | None:
    """Parking tickets, baggage, taxes: only health care, a paper or a number of ours makes a field word ours there."""
    if asked.has(_C.TERM_OF_TRADE) and not asked.has(_C.HEALTH) and not _may_concern_us(asked):
        return Decision(Route.OUT_OF_SCOPE, Why.ANOTHER_TRADE)
    ours = asked.has(_C.OURS, _C.PROOF_TALK, _C.WAYS_TO_PAY, _C.COLLECTIONS, _C.DECEASED)
    ours = ours or (asked.verified and asked.has(_C.MISSING_PAYMENT) and bool(_YOUR.search(asked.folded)))
    if asked.has(_C.OTHER_TRADE) and not ours and not asked.recognised.of(*TERMS, *CLAIM_LIKE, *PROOFS):
        return Decision(Route.OUT_OF_SCOPE, Why.ANOTHER_TRADE)
    return None


def _may_concern_us(asked: Asked) -> bool:
    """Say whether a claim is named by somebody who may hear of it, or a proof given."""
    named = bool(asked.recognised.claim_numbers) and (asked.staff or asked.verified)
    return named or bool(asked.recognised.of(*PROOFS))


def _proof(asked: Asked, _: Routing) -> Decision | None:
    """An answer to the question who they are. A new question without any proof in it takes its own route."""
    if not asked.proving:
        return None
    born = any(e.birth for e in asked.recognised.of(EntityKind.DATE))
    if born or asked.recognised.of(*PROOFS, EntityKind.CLAIM) or _is_name(asked):
        return Decision(Route.IDENTITY_CHECK, Why.IDENTITY_ANSWER)
    return None


def _is_name(asked: Asked) -> bool:
    if asked.has(_C.QUESTION, _C.EXPLAIN, _C.STATUS, _C.GREETING, _C.THANKS) or "?" in asked.folded:
        return False
    return bool(told_name(asked.recognised)[0] or bare_name(asked.recognised))


def _numbers(asked: Asked, _: Routing) -> Decision | None:
    found = asked.recognised
    if found.claim_numbers:
        return lookup(asked, Why.CLAIM_NUMBER)
    unclear = found.of(EntityKind.POSSIBLE_CLAIM)
    if unclear and not _explains_code(asked):
        return lookup(asked, Why.CLAIM_NUMBER_UNCLEAR)
    if found.of(EntityKind.MALFORMED_CLAIM):
        return lookup(asked, Why.CLAIM_NUMBER_MALFORMED)
    return None


def _explains_code(asked: Asked) -> bool:
    return asked.has(_C.EXPLAIN) and bool(asked.recognised.of(*TERMS))


def _documents(asked: Asked, _: Routing) -> Decision | None:
    subjects = (_C.FIELD, _C.DENIAL, _C.CLAIM, _C.ACCOUNT, _C.WAYS_TO_PAY, _C.OFFICE, *NEVER)
    if asked.has(*subjects) or asked.recognised.of(*TERMS, EntityKind.PAYMENT_TRACE):
        return Decision(Route.DOCS, Why.QUESTION)
    return None


def _rest(asked: Asked) -> Decision:
    """Small talk asks nothing else; whether the documents know what is left, the search says."""
    if asked.has(_C.EXPLAIN):
        return Decision(Route.OUT_OF_SCOPE, Why.NOT_UNDERSTOOD)
    if asked.has(_C.THANKS):
        return Decision(Route.OUT_OF_SCOPE, Why.THANKS)
    if asked.has(_C.GREETING):
        return Decision(Route.OUT_OF_SCOPE, Why.SMALL_TALK)
    return Decision(Route.OUT_OF_SCOPE, Why.NOT_UNDERSTOOD)
