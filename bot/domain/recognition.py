"""What recognition found in a message: identifiers by kind, and the text with the private ones taken out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EntityKind(StrEnum):
    """What a string *is*. `POSSIBLE_CLAIM` is worth one question, never a look-up."""

    CLAIM = "claim_number"
    POSSIBLE_CLAIM = "possible_claim_number"
    MALFORMED_CLAIM = "malformed_claim_number"
    DATE = "date"
    MONEY = "money"
    PHONE = "phone"
    PHONE_LAST4 = "phone_last4"
    MEMBER_ID = "member_id"
    SSN = "ssn"
    EIN = "ein"
    MBI = "mbi"
    NPI = "npi"
    CARD = "card"
    EMAIL = "email"
    ZIP4 = "zip4"
    ADJUSTMENT_CODE = "adjustment_code"
    REMARK_CODE = "remark_code"
    STATUS_CATEGORY = "status_category"
    PROCEDURE_CODE = "procedure_code"
    DIAGNOSIS_CODE = "diagnosis_code"
    PAYMENT_TRACE = "payment_trace"
    PAYER_ID = "payer_id"
    TRACKING = "tracking_number"
    REFERENCE = "reference_number"
    ID_PAPER = "identity_paper"
    NUMBER = "number"
    NAME = "name"


SENSITIVE: frozenset[EntityKind] = frozenset(
    {
        EntityKind.SSN,
        EntityKind.MBI,
        EntityKind.CARD,
        EntityKind.MEMBER_ID,
        EntityKind.PHONE_LAST4,
        EntityKind.ID_PAPER,
    }
)
"""Kinds that nobody needs to read again; they are taken out of everything after recognition."""

CLAIM_LIKE: frozenset[EntityKind] = frozenset({EntityKind.CLAIM, EntityKind.POSSIBLE_CLAIM, EntityKind.MALFORMED_CLAIM})
"""Kinds that are, or were meant as, a claim number."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One string in the normalised text, `text[start:end]`, with its lookup form."""

    kind: EntityKind
    text: str
    canonical: str
    start: int
    end: int
    day: date | None = None
    birth: bool = False


@dataclass(frozen=True, slots=True)
class Recognised:
    """The normalised `text` and what stands in it.

    `redacted` is the same text without private details; `masked` shows of claim numbers only the end as well.
    `names` are where people say who they are; they are no identifiers, and stand apart from `entities`.
    """

    text: str
    redacted: str
    masked: str
    entities: tuple[Entity, ...]
    over_limit: bool = False
    names: tuple[Entity, ...] = ()

    def of(self, *kinds: EntityKind) -> tuple[Entity, ...]:
        """Return the entities of these kinds in reading order."""
        return tuple(e for e in self.entities if e.kind in kinds)

    @property
    def claim_numbers(self) -> tuple[str, ...]:
        """The claim numbers to look up, canonical, each once, in reading order."""
        return tuple(dict.fromkeys(e.canonical for e in self.of(EntityKind.CLAIM)))
