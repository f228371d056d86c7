"""The rules that send a message to a person: what only people may weigh, other people's affairs, what patients tell.

When a message could be either a question or a matter of one of these kinds, it is the latter.
"""

import re

from bot.domain.escalation import Reason
from bot.domain.policy import Routing
from bot.domain.recognition import CLAIM_LIKE, EntityKind
from bot.domain.routes import Decision, Route, Why
from bot.engine.asked import PROOFS, Asked
from bot.engine.lexicon import concepts, fold, opening
from bot.engine.names import asks_about_somebody, told_name
from bot.engine.vocabulary import Concept

_C = Concept
NEVER: dict[Concept, Reason] = {
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


_WHERE_TO = re.compile(
    r"\b(?:address|fax|phone|forms?|portal|e-?mail|process|policy|contact|template|steps?|levels?)\b"
)


def appeal(asked: Asked, _: Routing) -> Decision | None:
    """Anything of one's own about an appeal is for a person; how appeals work in general stands in the documents."""
    if not asked.has(_C.APPEAL):
        return None
    own = asked.has(_C.OWN) and not asked.staff
    whether = asked.staff and (asked.has(_C.QUESTION, _C.EXPLAIN) or bool(_ASKS_WHETHER.match(asked.folded)))
    general = asked.has(_C.GENERAL) or whether or (asked.staff and bool(_WHERE_TO.search(asked.folded)))
    if general and not own and not asked.recognised.claim_numbers and not asked.has(_C.DEADLINE):
        return Decision(Route.DOCS, Why.QUESTION, topic=_C.APPEAL.value)
    return Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.APPEAL, _C.APPEAL.value)


def never(asked: Asked, _: Routing) -> Decision | None:
    """Subjects that only a person may answer, whatever number stands beside them."""
    for concept, reason in NEVER.items():
        if asked.has(concept) and not _staff_may_read(asked, concept) and not _asks_what_it_is(asked, concept):
            return Decision(Route.HANDOFF, Why.NEVER_ANSWER, reason, concept.value)
    if asked.has(_C.CONFLICT) and not asked.staff and asked.has(_C.CLAIM, _C.ACCOUNT, _C.STATUS, _C.FIELD):
        return Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.DISPUTE, _C.CONFLICT.value)
    traced = asked.has(_C.TRACE) or not asked.has(_C.EXPLAIN, _C.GENERAL)
    if traced and asked.recognised.of(EntityKind.PAYMENT_TRACE) and not asked.recognised.claim_numbers:
        return Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.DISPUTE, _C.TRACE.value)
    return None


_DEFINED = re.compile(r"\W*(?:what(?:'s| is| are| does)|que (?:es|son|significa)|define|explain)\b")
_ANYBODYS = re.compile(
    r"\W*why (?:would|do|does|might|can|could) (?:an?|some\w*|insur\w+|payers?|people|companies|they)\b"
)
_WHAT_YOU_DO = re.compile(r"\W*do (?:you|y'?all)\b")
_HOW_TO = re.compile(
    r"\W*(?:(?:and |so |hi |hello )?(?:how|where|can)(?: do| can| should|) (?:i|we)|como"
    r"|what (?:should|do|can) (?:i|we) do (?:if|when))\b"
)


def _asks_what_it_is(asked: Asked, concept: Concept) -> bool:
    """A word of a delicate subject explained in general, or the way to bring one's data up to date, is no case."""
    if asked.recognised.claim_numbers:
        return False
    if _ANYBODYS.match(asked.folded) and not asked.has(_C.OWN):
        return True
    if concept is _C.CORRECTION and (_HOW_TO.match(asked.folded) or _WHAT_YOU_DO.match(asked.folded)):
        return True
    return (
        concept in {_C.LEGAL, _C.NECESSITY, _C.COLLECTIONS}
        and bool(_DEFINED.match(asked.folded))
        and not asked.has(_C.OWN)
    )


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
    return bool(_ASKS_WHETHER.match(first)) or not concepts(first).isdisjoint({_C.QUESTION, _C.EXPLAIN, _C.GENERAL})


def others(asked: Asked, _: Routing) -> Decision | None:
    """Somebody else's affairs, which nobody hears of before a person has checked their authority."""
    if asked.staff:
        return None
    if asked.has(_C.OFF_ACCOUNT):
        return Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.NEEDS_CORRECTION, _C.CORRECTION.value)
    if asked.has(_C.REGISTERED) and not asked.recognised.claim_numbers:
        return Decision(Route.IDENTITY_CHECK, Why.REGISTERED)
    if asked.has(_C.AUTHORITY) and not asked.recognised.claim_numbers:
        return Decision(Route.HANDOFF, Why.THIRD_PARTY, Reason.THIRD_PARTY)
    named = not asked.recognised.claim_numbers and asks_about_somebody(asked.recognised.text)
    if asked.has(_C.PROVIDER_CALLER) or (asked.has(_C.THIRD_PARTY) and _concerns_us(asked)) or named:
        return Decision(Route.IDENTITY_CHECK, Why.THIRD_PARTY, Reason.THIRD_PARTY)
    return None


def _concerns_us(asked: Asked) -> bool:
    if asked.has(_C.CLAIM, _C.ACCOUNT, _C.STATUS, _C.OUTCOME) or asked.recognised.of(*CLAIM_LIKE):
        return True
    if any(e.birth for e in asked.recognised.of(EntityKind.DATE)):
        return True
    return (asked.has(_C.ASKS) and asked.has(_C.OURS)) or (asked.brief and "?" in asked.folded)


def objection(asked: Asked, _: Routing) -> Decision | None:
    """What should have been covered, and a charge with what speaks against it, are for a person to settle."""
    if asked.staff:
        return None
    if asked.has(_C.UPSET) and not asked.has(_C.STATUS, _C.OUTCOME, _C.GENERAL):
        return Decision(Route.HANDOFF, Why.TOLD, Reason.DISPUTE)
    if not asked.has(_C.FIELD, _C.ACCOUNT, _C.CLAIM, _C.OURS, _C.DENIAL):
        return None
    objects = asked.has(_C.OBJECTION) or (asked.has(_C.WHY_CHARGED) and _tells_before_asking(asked.folded))
    if objects and not asked.has(_C.GENERAL):
        return Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.DISPUTE, _C.OBJECTION.value)
    return None


_BEFORE_WHY = re.compile(r"^(?P<told>.*?)\W*\b(?:so )?(?:why|how come|por ?que)\b")
_TOLD_AFTER = re.compile(
    r"(?:charg\w*|bill\w*|owe|pay)\b.* (?:i|we|it|they|my \w+)"
    r"(?:'m| am| was| were| had| already| only| never| paid| went)\b"
)
_FEWEST_TOLD = 4
"""Words before the question that make a statement; fewer are a greeting."""


def _tells_before_asking(folded: str) -> bool:
    before = _BEFORE_WHY.match(folded.replace("\n", " "))
    if before is None:
        return False
    return len(before["told"].split()) >= _FEWEST_TOLD or bool(_TOLD_AFTER.search(folded, before.end()))


_NOT_TOLD = (*PROOFS, EntityKind.PHONE, EntityKind.EMAIL, EntityKind.POSSIBLE_CLAIM)


def told(asked: Asked, _: Routing) -> Decision | None:
    """Who tells what happened, and asks nothing that a look-up or a document answers, tells it to a person."""
    if asked.staff or asked.proving or asked.recognised.of(*_NOT_TOLD):
        return None
    if asked.has(*_ASKING) or "?" in asked.folded or _introduced(asked):
        return None
    named = bool(asked.recognised.of(*CLAIM_LIKE))
    if named and (not asked.verified or len(_beside_numbers(asked)) < _FEWEST_TOLD):
        return None
    if asked.has(_C.SPEAKERS) and (named or asked.has(_C.FIELD, _C.ACCOUNT, _C.CLAIM, _C.DENIAL)):
        return Decision(Route.HANDOFF, Why.TOLD, Reason.DISPUTE)
    return None


_ASKING = (
    _C.ASKS, _C.QUESTION, _C.EXPLAIN, _C.STATUS, _C.GENERAL, _C.WAYS_TO_PAY,
    _C.OFFICE, _C.THANKS, _C.NEXT, _C.NAMED, _C.OUTCOME,
)  # fmt: skip


def _introduced(asked: Asked) -> bool:
    return any(e.birth for e in asked.recognised.of(EntityKind.DATE)) or bool(told_name(asked.recognised)[0])


_FILLER = re.compile(
    r"(?:my|the|a|is|it|its|it's|for|of|number|no|num|nbr|claim|claims|reclamo|numero|hi|hello|hola|please|pls|thank|"
    r"you|thanks|and|this|here|here's|ok|mi|el|es|y|por|favor|regarding|re|about|patient|self)\Z"
)


def _beside_numbers(asked: Asked) -> list[str]:
    """Return the words of a message beside its numbers and what always stands around one."""
    text = asked.folded
    for entity in asked.recognised.of(*CLAIM_LIKE):
        text = text.replace(fold(entity.text), " ")
    return [word for word in re.findall(r"[^\W\d_][\w']*", text) if not _FILLER.match(word)]
