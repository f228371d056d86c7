"""What leaves the house: text without private details, and claims under names that mean nothing elsewhere. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.claims import Claim
from bot.domain.recognition import CLAIM_LIKE, Entity, EntityKind, Recognised
from bot.engine.masking import names_in
from bot.engine.names import written_names

_WORDS = {
    EntityKind.PHONE: "[phone]",
    EntityKind.PHONE_LAST4: "[phone digits]",
    EntityKind.MEMBER_ID: "[member ID]",
    EntityKind.SSN: "[social security number]",
    EntityKind.EIN: "[tax number]",
    EntityKind.MBI: "[Medicare number]",
    EntityKind.NPI: "[provider number]",
    EntityKind.CARD: "[card number]",
    EntityKind.EMAIL: "[e-mail address]",
    EntityKind.ZIP4: "[postal code]",
    EntityKind.PAYMENT_TRACE: "[payment number]",
    EntityKind.PAYER_ID: "[payer number]",
    EntityKind.TRACKING: "[tracking number]",
    EntityKind.NUMBER: "[number]",
    EntityKind.NAME: "[name]",
}
_NOBODY_SEEKS = CLAIM_LIKE | (_WORDS.keys() - {EntityKind.NUMBER, EntityKind.PAYER_ID})
"""What no document can answer. Plain numbers and payers' ids can stand in one."""

_ALIAS = re.compile(r"\[claim (\d{1,3})\]", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"(?<![\w$.,])(?:\d[ -]?){5,}(?![\w])")
"""Digits that no rule knows: too many for an amount, a day or a code, so nobody's business."""


@dataclass(frozen=True, slots=True)
class Aliases:
    """The claims of one turn by their case-local names: `numbers[0]` is `[claim 1]`."""

    numbers: tuple[str, ...]

    @classmethod
    def of(cls, *groups: Iterable[str]) -> "Aliases":
        """Name the claims in this order, each once."""
        return cls(tuple(dict.fromkeys(number for group in groups for number in group)))

    def name(self, number: str) -> str:
        """Return the alias of a claim number of this turn."""
        return f"[claim {self.numbers.index(number) + 1}]"

    def number(self, alias: str) -> str:
        """Return the claim number that an alias means, with brackets or without; empty when it means none."""
        found = _ALIAS.fullmatch(alias.strip() if alias.strip().startswith("[") else f"[{alias.strip()}]")
        index = int(found[1]) - 1 if found else -1
        return self.numbers[index] if 0 <= index < len(self.numbers) else ""

    def resolved(self, text: str) -> str:
        """Put the numbers back; an alias that means no claim stays as it is, for the check to find."""
        return _ALIAS.sub(lambda match: self.number(match[0]) or match[0], text)


def outgoing(found: Recognised, aliases: Aliases, records: Sequence[Claim] = ()) -> str:
    """Return a message as a model may read it.

    Beside what recognition found, names and identifiers of the patients in `records` are taken out wherever they
    stand, and any long number and any run of capitalised words that nothing explains.
    """
    entities = [e for e in (*found.entities, *found.names) if _word(e, aliases)]
    parts, at = [], 0
    for entity in sorted(entities, key=lambda e: e.start):
        parts += [found.text[at : entity.start], _word(entity, aliases)]
        at = max(at, entity.end)
    text = "".join([*parts, found.text[at:]])
    hidden = {*names_in(found), *written_names(text), *_identifying(records)}
    for secret in sorted(hidden, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", "[name]", text, flags=re.IGNORECASE)
    return _LONG_NUMBER.sub("[number]", text)


def sought(found: Recognised) -> str:
    """Return a message as documents are searched with it: an endpoint for embeddings may read that."""
    parts, at = [], 0
    for entity in sorted((*found.entities, *found.names), key=lambda e: e.start):
        if entity.birth or entity.kind in _NOBODY_SEEKS:
            parts.append(found.text[at : entity.start])
            at = max(at, entity.end)
    return " ".join([*parts, found.text[at:]])


def _word(entity: Entity, aliases: Aliases) -> str:
    if entity.kind in CLAIM_LIKE:
        return aliases.name(entity.canonical) if entity.canonical in aliases.numbers else "[number]"
    if entity.kind is EntityKind.DATE:
        return "[date of birth]" if entity.birth else ""
    return _WORDS.get(entity.kind, "")


def _identifying(records: Sequence[Claim]) -> set[str]:
    values = {
        value
        for claim in records
        for value in (claim.patient.first_name, claim.patient.last_name, claim.patient.member_id)
    }
    return {value for value in values if len(value) > 1}
