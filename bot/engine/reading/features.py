"""Part a text into what it is compared by: its words, their pairs, and their pieces, which survive misspelling."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from bot.domain.recognition import Entity, EntityKind, Recognised

Family = Literal["word", "piece"]
Feature = tuple[Family, str]
FAMILIES: tuple[Family, ...] = ("word", "piece")
"""Words and their pieces are weighed apart, or the many pieces would drown the words."""

_KINDS: dict[EntityKind, str] = {
    EntityKind.CLAIM: "<claim>",
    EntityKind.POSSIBLE_CLAIM: "<claim>",
    EntityKind.MALFORMED_CLAIM: "<claim>",
    EntityKind.DATE: "<date>",
    EntityKind.MONEY: "<money>",
    EntityKind.PHONE: "<phone>",
    EntityKind.PHONE_LAST4: "<digits>",
    EntityKind.EMAIL: "<email>",
    EntityKind.ZIP4: "<zip>",
    EntityKind.PAYMENT_TRACE: "<trace>",
    EntityKind.TRACKING: "<trace>",
    EntityKind.REFERENCE: "<id>",
    EntityKind.ID_PAPER: "<id>",
    EntityKind.NUMBER: "<number>",
    EntityKind.ADJUSTMENT_CODE: "<code>",
    EntityKind.REMARK_CODE: "<code>",
    EntityKind.STATUS_CATEGORY: "<code>",
    EntityKind.PROCEDURE_CODE: "<code>",
    EntityKind.DIAGNOSIS_CODE: "<code>",
    EntityKind.MEMBER_ID: "<id>",
    EntityKind.SSN: "<id>",
    EntityKind.EIN: "<id>",
    EntityKind.MBI: "<id>",
    EntityKind.NPI: "<id>",
    EntityKind.CARD: "<id>",
    EntityKind.PAYER_ID: "<id>",
    EntityKind.NAME: "<name>",
}
"""What stands in place of an identifier: what it says of the subject is its kind, and nobody's digits are compared."""

_WORD = re.compile(r"<\w+>|[^\W\d_]+(?:'[^\W\d_]+)?|\d+|\?")
_SHORTEST, _LONGEST = 3, 5
"""Lengths of the pieces of words, in characters."""


def without_identifiers(found: Recognised, *, names: bool = True) -> str:
    """Return the text with every identifier replaced by its kind, and so the names that people tell of themselves."""
    parts, at = [], 0
    for entity in _apart((*found.entities, *(found.names if names else ()))):
        parts += [found.text[at : entity.start], f" {_KINDS.get(entity.kind, '')} "]
        at = entity.end
    return "".join([*parts, found.text[at:]])


def _apart(entities: tuple[Entity, ...]) -> Iterator[Entity]:
    at = 0
    for entity in sorted(entities, key=lambda e: e.start):
        if entity.start >= at:
            yield entity
            at = entity.end


def words_of(text: str) -> list[str]:
    """Return the words of `text` in lower case without accents; bare figures are all alike."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return ["<number>" if word.isdigit() else word for word in _WORD.findall(plain.replace("’", "'"))]


def features(text: str) -> Iterator[Feature]:
    """Yield each feature of `text`, as often as it stands there."""
    words = words_of(text)
    yield from (("word", word) for word in words)
    yield from (("word", f"{one} {two}") for one, two in pairwise(words))
    for word in words:
        padded = f" {word} "
        for size in range(_SHORTEST, _LONGEST + 1):
            yield from (("piece", padded[at : at + size]) for at in range(len(padded) - size + 1))
