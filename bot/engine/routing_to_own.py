"""The rules for somebody's own claim, bill or papers, and when a question is of nobody's own. Pure."""

import re
from collections.abc import Callable

from bot.domain.policy import Routing
from bot.domain.recognition import EntityKind
from bot.domain.routes import Decision, Route, Why
from bot.engine.asked import PROOFS, TERMS, Asked
from bot.engine.vocabulary import Concept

_C = Concept


def lookup(asked: Asked, why: Why) -> Decision:
    """A patient who has not proved who they are is asked to, whatever number they named."""
    allowed = asked.staff or asked.verified
    return Decision(Route.LOOKUP if allowed else Route.IDENTITY_CHECK, why)


def ones_papers(asked: Asked, _: Routing) -> Decision | None:
    """What stands on file for somebody, and how they can prove who they are: whoever asks is asked to prove it."""
    if asked.staff:
        return None
    proving = asked.has(_C.PROOF_TALK) and not asked.verified and not asks_in_general(asked)
    return lookup(asked, Why.CLAIM_NUMBER_MISSING) if proving or _ON_FILE.search(asked.folded) else None


def remembered(asked: Asked, _: Routing) -> Decision | None:
    """Another claim of the list that was answered last, or the same one again."""
    if not asked.has_recent or names_a_term(asked):
        return None
    if asked.has(_C.NEXT):
        return lookup(asked, Why.OWN_CLAIM)
    again = asked.staff and asked.brief and asked.has(_C.OUTCOME) and bool(_POINTS.search(asked.folded))
    return lookup(asked, Why.SAME_CLAIM) if again else None


def ones_own(asked: Asked, _: Routing) -> Decision | None:
    """Somebody's own claim or bill without a number: ask which, and who they are. Staff have none of their own."""
    if names_a_term(asked) or (asked.has(_C.WAYS_TO_PAY) and not asked.has(_C.OUTCOME)):
        return None
    if not asked.staff and asked.has(_C.OUTCOME) and _of_own_case(asked):
        same = asked.has_recent and not asked.has(_C.CLAIM)
        return lookup(asked, Why.SAME_CLAIM if same else Why.CLAIM_NUMBER_MISSING)
    if asked.staff and _names_a_visit(asked):
        return lookup(asked, Why.CLAIM_NUMBER_MISSING)
    own = asked.has(_C.OWN) and not asked.staff
    asks = asked.has(_C.STATUS) or (own and not asks_in_general(asked))
    subject = asked.has(_C.CLAIM, _C.ACCOUNT) and (own or not asks_in_general(asked))
    if (subject and asks) or _introduces(asked, asks=asks):
        return lookup(asked, Why.CLAIM_NUMBER_MISSING)
    return None


_SAYS_WHO = (*PROOFS, EntityKind.PHONE, EntityKind.EMAIL, EntityKind.DATE, EntityKind.REFERENCE, EntityKind.ID_PAPER)


def _introduces(asked: Asked, *, asks: bool) -> bool:
    introduced = bool(asked.recognised.of(*_SAYS_WHO)) or (asked.has(_C.NAMED) and not asked.verified)
    return introduced and not asked.staff and (asks or not asked.has(_C.QUESTION))


_POINTS = re.compile(r"\b(?:it|that|this|they|eso|est[aeo])\b")


def _of_own_case(asked: Asked) -> bool:
    """Say whether an outcome that is asked about is the asker's own: nobody asks for another's so briefly."""
    if asks_in_general(asked):
        return False
    ours = asked.has(_C.OWN) and asked.has(_C.FIELD, _C.OURS, _C.CLAIM, _C.ACCOUNT)
    brief = asked.brief and not asked.has(_C.FIELD, _C.GREETING)
    return ours or (brief and asked.has(_C.STATUS, _C.ACCOUNT))


_ON_FILE = re.compile(
    r"\b(?:you|they|ustedes) (?:have|got|tienen)(?: \w+){0,3} on file\b|\bon file (?:for|under) (?:me|my)\b"
)
_WHY = re.compile(r"\b(?:why|how come|por ?que)\b(?!.*\b(?:mean\w*|den(?:y|ied))\b)")


def _charged_with_it(asked: Asked) -> bool:
    """A service's code on one's own bill, asked about as a charge: that is somebody's own bill."""
    codes = asked.recognised.of(EntityKind.PROCEDURE_CODE, EntityKind.DIAGNOSIS_CODE)
    charged = asked.has(_C.OWN) and asked.has(_C.ACCOUNT) and bool(_WHY.search(asked.folded))
    return bool(codes) and charged and not asked.staff


def names_a_term(asked: Asked) -> bool:
    """Codes, and why claims are denied, stand in the documents, also for who means their own."""
    term = bool(asked.recognised.of(*TERMS)) or (asked.has(_C.DENIAL) and asked.has(_C.EXPLAIN))
    return term and not _charged_with_it(asked)


def asks_of_nobodys_own(asked: Asked) -> bool:
    """Say whether the answer would be the same for everybody."""
    return names_a_term(asked) or asks_in_general(asked)


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
    "where can i",
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
    lambda asked: asked.has(_C.EXPLAIN) and not asked.has(_C.STATUS, _C.ACCOUNT, _C.OUTCOME),
    lambda asked: any(cue in asked.folded for cue in _GENERAL_CUES),
)


def asks_in_general(asked: Asked) -> bool:
    """Say whether the words ask about a way or a rule, not about somebody's case."""
    return any(test(asked) for test in _IN_GENERAL)
