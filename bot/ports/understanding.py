"""What a model makes of a message where the rules are unsure. A proposal: the engine decides what of it counts."""

from dataclasses import dataclass
from enum import StrEnum


class Need(StrEnum):
    """What somebody seems to need."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    PERSON = "person"
    APPEAL = "appeal"
    DISPUTE = "dispute"
    ONLY_A_PERSON = "only_a_person"
    SOMEBODY_ELSE = "somebody_else"
    OWN_CLAIM = "own_claim"
    DOCUMENTS = "documents"
    NOTHING_OF_OURS = "nothing_of_ours"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A message as it may be sent. `claims` are the aliases that it may be about."""

    text: str
    reader: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """The proposal: one need, the language, each question by itself, and the aliases of the claims it is about."""

    need: Need
    language: str
    questions: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
