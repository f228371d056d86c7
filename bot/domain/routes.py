"""Where a message goes, and the reason that a billing lead can read."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.escalation import Reason


class Route(StrEnum):
    """The five ways of an answer."""

    LOOKUP = "lookup"
    DOCS = "docs"
    HANDOFF = "handoff"
    IDENTITY_CHECK = "identity_check"
    OUT_OF_SCOPE = "out_of_scope"


class Why(StrEnum):
    """Why a message took its route; the value is what JSON, traces and reports show."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    MEDICAL_ADVICE = "medical_advice"
    INJECTION = "injection"
    SMALL_TALK = "small_talk"
    THANKS = "thanks"
    ANOTHER_TRADE = "another_trade"
    NOT_UNDERSTOOD = "not_understood"
    PERSON_REQUESTED = "person_requested"
    NEVER_ANSWER = "never_answer"
    OFFICE_RULE = "office_rule"
    THIRD_PARTY = "third_party"
    REGISTERED = "asks_about_a_person"
    IDENTITY_ANSWER = "identity_answer"
    CLAIM_NUMBER = "claim_number"
    CLAIM_NUMBER_UNCLEAR = "claim_number_unclear"
    CLAIM_NUMBER_MALFORMED = "claim_number_malformed"
    CLAIM_NUMBER_MISSING = "claim_number_missing"
    OWN_CLAIM = "own_claim"
    SAME_CLAIM = "same_claim"
    QUESTION = "question"
    FILE_SENT = "file_sent"
    TOLD = "tells_what_happened"
    OTHER_LANGUAGE = "another_language"


@dataclass(frozen=True, slots=True)
class Decision:
    """A route, why, and for a handoff the case's reason. `topic` names the never-answer subject.

    `claims` are those that a message means without naming them.
    `likeness`: how like known examples the message is, 0 to 1, where that decided; 0 where a rule did.
    """

    route: Route
    why: Why
    reason: Reason | None = None
    topic: str = ""
    claims: tuple[str, ...] = ()
    likeness: float = 0.0
