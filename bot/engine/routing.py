"""Decide where a message goes. Pure; the first rule that applies wins, and the order is the safety order.

1. Words about life and limb, before anything else.
2. Attempts to steer the bot, so that they reach neither a look-up nor a person.
3. A person wanted.
4. Other trades, which share words such as claim, appeal and charge with ours.
5. Subjects that only a person may answer, whatever number stands beside them.
6. Somebody else's claim.
7. Claim numbers, then somebody's own claim without one.
8. Questions for the documents; what is left is small talk or not understood.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.escalation import Reason
from bot.domain.messages import Surface
from bot.domain.policy import Routing
from bot.domain.recognition import CLAIM_LIKE, EntityKind, Recognised
from bot.domain.routes import Decision, Route, Why
from bot.engine.lexicon import concepts, fold, mentions, opening
from bot.engine.names import bare_name, told_name
from bot.engine.vocabulary import Concept

_C = Concept
_NEVER: dict[Concept, Reason] = {
    _C.LEGAL: Reason.NEVER_ANSWER,
    _C.COLLECTIONS: Reason.DISPUTE,
    _C.FRAUD: Reason.NEVER_ANSWER,
    _C.DECEASED: Reason.THIRD_PARTY,
    _C.RECORDS: Reason.NEVER_ANSWER,
    _C.NECESSITY: Reason.NEVER_ANSWER,
    _C.CODING: Reason.NEVER_ANSWER,
    _C.DEADLINE: Reason.NEVER_ANSWER,
    _C.WAIVER: Reason.NEVER_ANSWER,
    _C.MISSING_PAYMENT: Reason.DISPUTE,
    _C.DISPUTE: Reason.DISPUTE,
    _C.CORRECTION: Reason.NEEDS_CORRECTION,
}
"""Subjects that only a person may answer, most pressing first. Appeals have a rule of their own."""

_CODES = (EntityKind.ADJUSTMENT_CODE, EntityKind.REMARK_CODE, EntityKind.STATUS_CATEGORY)
_TERMS = (*_CODES, EntityKind.PROCEDURE_CODE, EntityKind.DIAGNOSIS_CODE)
_PROOFS = (EntityKind.SSN, EntityKind.MBI, EntityKind.MEMBER_ID, EntityKind.PHONE_LAST4)


@dataclass(frozen=True, slots=True)
class Asked:
    """A message as the rules see it. `proving`: the bot waits for proof of identity."""

    recognised: Recognised
    folded: str
    about: frozenset[Concept]
    surface: Surface
    proving: bool
    verified: bool
    has_recent: bool

    @property
    def staff(self) -> bool:
        """Say whether a member of the office asks."""
        return self.surface is Surface.STAFF

    def has(self, *any_of: Concept) -> bool:
        """Say whether the message is about any of these."""
        return not self.about.isdisjoint(any_of)


def read(
    recognised: Recognised, surface: Surface, *, proving: bool = False, verified: bool = False, has_recent: bool = False
) -> Asked:
    """Return the message with what it is about."""
    folded = fold(recognised.text)
    return Asked(recognised, folded, concepts(folded), surface, proving, verified, has_recent)


def route(asked: Asked, office: Routing) -> Decision:
    """Return the first rule's decision."""
    for rule in (
        _safety,
        _steering,
        _office_topics,
        _person,
        _other_trade,
        _appeal,
        _never,
        _others,
        _proof,
        _numbers,
        _own,
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
    if asked.has(_C.MEDICAL_ADVICE) and not asked.recognised.claim_numbers:
        return Decision(Route.OUT_OF_SCOPE, Why.MEDICAL_ADVICE)
    return None


def _told_of_the_past(asked: Asked, concept: Concept) -> bool:
    """An emergency of some other month, told to ask about its bill. A crisis is never over."""
    return concept is _C.EMERGENCY and asked.has(_C.PAST_STORY) and asked.has(_C.FIELD, _C.ACCOUNT, _C.CLAIM)


def _steering(asked: Asked, _: Routing) -> Decision | None:
    return Decision(Route.OUT_OF_SCOPE, Why.INJECTION) if asked.has(_C.INJECTION) else None


def _office_topics(asked: Asked, office: Routing) -> Decision | None:
    for topic in office.always_handoff:
        if mentions(asked.folded, topic.words):
            return Decision(Route.HANDOFF, Why.OFFICE_RULE, Reason.NEVER_ANSWER, topic.name)
    return None


def _person(asked: Asked, _: Routing) -> Decision | None:
    if not asked.has(_C.PERSON):
        return None
    reason = Reason.APPEAL if asked.has(_C.APPEAL) else Reason.PERSON_REQUESTED
    return Decision(Route.HANDOFF, Why.PERSON_REQUESTED, reason)


def _other_trade(asked: Asked, _: Routing) -> Decision | None:
    """Parking tickets, baggage, taxes: only health care, a paper or a number of ours makes a field word ours there."""
    ours = asked.has(_C.OURS, _C.WAYS_TO_PAY, _C.COLLECTIONS, _C.DECEASED)
    if asked.has(_C.OTHER_TRADE) and not ours and not asked.recognised.of(*_TERMS, *CLAIM_LIKE, *_PROOFS):
        return Decision(Route.OUT_OF_SCOPE, Why.NOT_UNDERSTOOD)
    return None


def _appeal(asked: Asked, _: Routing) -> Decision | None:
    """Anything of one's own about an appeal is for a person; how appeals work in general stands in the documents."""
    if not asked.has(_C.APPEAL):
        return None
    own = asked.has(_C.OWN) and not asked.staff
    general = asked.has(_C.GENERAL) or (asked.staff and asked.has(_C.QUESTION, _C.EXPLAIN))
    if general and not own and not asked.recognised.claim_numbers and not asked.has(_C.DEADLINE):
        return Decision(Route.DOCS, Why.QUESTION, topic=_C.APPEAL.value)
    return Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.APPEAL, _C.APPEAL.value)


def _never(asked: Asked, _: Routing) -> Decision | None:
    for concept, reason in _NEVER.items():
        if asked.has(concept) and not _staff_may_read(asked, concept):
            return Decision(Route.HANDOFF, Why.NEVER_ANSWER, reason, concept.value)
    if asked.has(_C.CONFLICT) and not asked.staff and asked.has(_C.CLAIM, _C.ACCOUNT, _C.STATUS, _C.FIELD):
        return Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.DISPUTE, _C.CONFLICT.value)
    if asked.has(_C.TRACE) and asked.recognised.of(EntityKind.PAYMENT_TRACE):
        return Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.DISPUTE, _C.TRACE.value)
    return None


_PROCEDURES = (
    _C.DISPUTE,
    _C.CORRECTION,
    _C.WAIVER,
    _C.COLLECTIONS,
    _C.RECORDS,
    _C.DECEASED,
    _C.MISSING_PAYMENT,
    _C.FRAUD,
)


_ASKS_WHETHER = re.compile(r"\W*(?:is|are|do|does|should|must)\b")


def _staff_may_read(asked: Asked, concept: Concept) -> bool:
    """Staff may ask how the office does a thing (`how do we ...`); deciding a case stays with a person.

    Who opens with the question asks about the office's way; who opens with what happened asks about a case.
    """
    if not asked.staff or concept not in _PROCEDURES or asked.recognised.claim_numbers:
        return False
    first = opening(asked.folded)
    return bool(_ASKS_WHETHER.match(first)) or not concepts(first).isdisjoint({_C.QUESTION, _C.EXPLAIN})


def _others(asked: Asked, _: Routing) -> Decision | None:
    """Somebody else's affairs, which nobody hears of before a person has checked their authority."""
    if asked.staff:
        return None
    if asked.has(_C.REGISTERED) and not asked.recognised.claim_numbers:
        return Decision(Route.IDENTITY_CHECK, Why.REGISTERED)
    if asked.has(_C.AUTHORITY) and not asked.recognised.claim_numbers:
        return Decision(Route.HANDOFF, Why.THIRD_PARTY, Reason.THIRD_PARTY)
    concerned = asked.has(_C.CLAIM, _C.ACCOUNT, _C.STATUS) or asked.recognised.of(*CLAIM_LIKE)
    if asked.has(_C.PROVIDER_CALLER) or (asked.has(_C.THIRD_PARTY) and concerned):
        return Decision(Route.IDENTITY_CHECK, Why.THIRD_PARTY, Reason.THIRD_PARTY)
    return None


def _proof(asked: Asked, _: Routing) -> Decision | None:
    """An answer to the question who they are. A new question without any proof in it takes its own route."""
    if not asked.proving:
        return None
    born = any(e.birth for e in asked.recognised.of(EntityKind.DATE))
    if born or asked.recognised.of(*_PROOFS, EntityKind.CLAIM) or _is_name(asked):
        return Decision(Route.IDENTITY_CHECK, Why.IDENTITY_ANSWER)
    return None


def _is_name(asked: Asked) -> bool:
    if asked.has(_C.QUESTION, _C.EXPLAIN, _C.STATUS, _C.GREETING, _C.THANKS) or "?" in asked.folded:
        return False
    return bool(told_name(asked.recognised)[0] or bare_name(asked.recognised))


def _numbers(asked: Asked, _: Routing) -> Decision | None:
    found = asked.recognised
    if found.claim_numbers:
        return _lookup(asked, Why.CLAIM_NUMBER)
    unclear = found.of(EntityKind.POSSIBLE_CLAIM)
    if unclear and not _explains_code(asked):
        return _lookup(asked, Why.CLAIM_NUMBER_UNCLEAR)
    if found.of(EntityKind.MALFORMED_CLAIM):
        return _lookup(asked, Why.CLAIM_NUMBER_MALFORMED)
    return None


def _lookup(asked: Asked, why: Why) -> Decision:
    """A patient who has not proved who they are is asked to, whatever number they named."""
    allowed = asked.staff or asked.verified
    return Decision(Route.LOOKUP if allowed else Route.IDENTITY_CHECK, why)


def _explains_code(asked: Asked) -> bool:
    return asked.has(_C.EXPLAIN) and bool(asked.recognised.of(*_TERMS))


def _own(asked: Asked, _: Routing) -> Decision | None:
    """Somebody's own claim or bill without a number: ask which, and who they are. Staff have none of their own."""
    if asked.recognised.of(*_TERMS) or (asked.has(_C.DENIAL) and asked.has(_C.EXPLAIN)):
        return None
    if asked.has(_C.NEXT) and asked.has_recent:
        return _lookup(asked, Why.OWN_CLAIM)
    if asked.staff and _names_a_visit(asked):
        return _lookup(asked, Why.CLAIM_NUMBER_MISSING)
    subject = asked.has(_C.CLAIM, _C.ACCOUNT)
    own = asked.has(_C.OWN) and not asked.staff
    proofs = asked.recognised.of(*_PROOFS, EntityKind.DATE)
    asks = asked.has(_C.STATUS) or (own and not _asks_in_general(asked))
    if (subject and own and asks) or (subject and asked.has(_C.STATUS) and not _asks_in_general(asked)):
        return _lookup(asked, Why.CLAIM_NUMBER_MISSING)
    introduced = bool(proofs) or (asked.has(_C.NAMED) and not asked.verified)
    if introduced and not asked.staff and (asks or not asked.has(_C.QUESTION)):
        return _lookup(asked, Why.CLAIM_NUMBER_MISSING)
    return None


def _names_a_visit(asked: Asked) -> bool:
    """Staff search by whose claim and which day, when no number is at hand."""
    dated = any(not e.birth for e in asked.recognised.of(EntityKind.DATE))
    return dated and asked.has(_C.CLAIM, _C.ACCOUNT) and asked.has(_C.STATUS) and not asked.has(_C.EXPLAIN)


_GENERAL_CUES = (
    "usually",
    "typically",
    "in general",
    "normally",
    "how long do",
    "normalmente",
    "how do i",
    "how can i",
    "where do i",
    "where do we",
    "when do we",
    "can i ",
    "do you accept",
    "do you take",
    "do you offer",
    "do you bill",
    "do you charge",
    "do you have",
    "do you need",
    "como puedo",
    "puedo ",
)
_IN_GENERAL: tuple[Callable[[Asked], bool], ...] = (
    lambda asked: asked.has(_C.GENERAL, _C.WAYS_TO_PAY, _C.OFFICE),
    lambda asked: asked.has(_C.EXPLAIN) and not asked.has(_C.STATUS) and not asked.has(_C.ACCOUNT),
    lambda asked: any(cue in asked.folded for cue in _GENERAL_CUES),
)


def _asks_in_general(asked: Asked) -> bool:
    return any(test(asked) for test in _IN_GENERAL)


def _documents(asked: Asked, _: Routing) -> Decision | None:
    subjects = (_C.FIELD, _C.DENIAL, _C.CLAIM, _C.ACCOUNT, _C.WAYS_TO_PAY, _C.OFFICE, *_PROCEDURES)
    if asked.has(*subjects) or asked.recognised.of(*_TERMS, EntityKind.PAYMENT_TRACE):
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
