"""Recognise what a message contains, and take the private details out of it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.domain.policy import Office
from bot.domain.recognition import SENSITIVE, Entity, EntityKind, Recognised
from bot.engine.claim_numbers import drop_corrected, find_claim_numbers, find_other_claim_numbers
from bot.engine.dates import find_dates
from bot.engine.identifiers import CUE_WINDOW, find_identifiers

_BIRTH = re.compile(r"\b(?:born|birth\w*|dob|d\.o\.b|nacid[oa]|naci|nací|nacimiento|cumplea\w+)\b", re.IGNORECASE)
_SERVICE = re.compile(
    r"\b(?:seen|visit\w*|service|dos|appointment|surgery|went|on|from|visita|cita|servicio|el)\b", re.IGNORECASE
)
_PLACEHOLDERS = {
    EntityKind.SSN: "[social security number]",
    EntityKind.MBI: "[Medicare number]",
    EntityKind.CARD: "[card number]",
    EntityKind.MEMBER_ID: "[member ID]",
    EntityKind.PHONE_LAST4: "[phone digits]",
    EntityKind.DATE: "[date of birth]",
}


def normalise(text: str) -> str:
    """Return `text` in NFKC, without invisible and control characters, every dash as a hyphen."""
    kept = (
        "-" if unicodedata.category(c) == "Pd" or c == "\u2212" else c
        for c in unicodedata.normalize("NFKC", text)
        if c in "\n\t" or unicodedata.category(c) not in {"Cf", "Cc", "Cs", "Co", "Cn"}
    )
    return "".join(kept).strip()


def recognise(text: str, office: Office, today: date, *, proving: bool = False) -> Recognised:
    """Find identifiers by kind. `proving`: the bot has just asked who they are, so bare answers count as such.

    At most `office.lookups.most_per_message` claim numbers are kept; `over_limit` says that there were more.
    """
    clean = normalise(text)
    taken: list[tuple[int, int]] = []
    found = list(find_claim_numbers(clean, office.claim_numbers, taken))
    found += _identity_answers(clean, taken) if proving else []
    found += find_identifiers(clean, taken)
    found += _dates(clean, today, taken, proving=proving)
    found += find_other_claim_numbers(clean, office.claim_numbers, taken)
    if proving:
        found = [_as_member_id(e, clean) for e in found]
    ordered = drop_corrected(clean, sorted(found, key=lambda e: e.start))
    kept, over = _capped(ordered, office.lookups.most_per_message)
    return Recognised(clean, redact(clean, ordered), tuple(kept), over)


def redact(text: str, entities: Iterable[Entity]) -> str:
    """Return `text` with sensitive entities and dates of birth replaced by what they are."""
    parts, at = [], 0
    for entity in sorted(entities, key=lambda e: e.start):
        if entity.kind in SENSITIVE or entity.birth:
            parts += [text[at : entity.start], _PLACEHOLDERS[entity.kind]]
            at = entity.end
    return "".join([*parts, text[at:]])


def _dates(text: str, today: date, taken: list[tuple[int, int]], *, proving: bool) -> list[Entity]:
    entities = []
    for found in find_dates(text, today):
        if any(found.start < end and start < found.end for start, end in taken):
            continue
        before = text[max(0, found.start - CUE_WINDOW) : found.start]
        birth = bool(_BIRTH.search(before)) or (proving and not _SERVICE.search(before))
        taken.append((found.start, found.end))
        entities.append(
            Entity(
                EntityKind.DATE,
                text[found.start : found.end],
                found.day.isoformat(),
                found.start,
                found.end,
                found.day,
                birth,
            )
        )
    return entities


def _identity_answers(text: str, taken: list[tuple[int, int]]) -> list[Entity]:
    """Four digits alone, which are a phone's ending when that was asked for."""
    entities = []
    for match in re.finditer(r"(?<![\w/.-])\d{4}(?![\w/-]|\.\d)", text):
        before = text[max(0, match.start() - 14) : match.start()]
        if re.search(r"[A-Za-z]\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+$|\bde[l]? $", before):
            continue
        taken.append(match.span())
        entities.append(Entity(EntityKind.PHONE_LAST4, match[0], match[0], *match.span()))
    return entities


def _as_member_id(entity: Entity, text: str) -> Entity:
    """Read an unclear number as the member id that was asked for, unless a claim is named before it."""
    unclear = entity.kind in {EntityKind.CLAIM, EntityKind.POSSIBLE_CLAIM}
    mixed = any(c.isalpha() for c in entity.canonical) and len(entity.canonical) >= 6
    named = re.search(r"claim|reclam", text[max(0, entity.start - CUE_WINDOW) : entity.start], re.IGNORECASE)
    in_office_format = entity.kind is EntityKind.CLAIM and len(entity.canonical) < 8
    if unclear and mixed and not named and not in_office_format:
        return replace(entity, kind=EntityKind.MEMBER_ID)
    return entity


def _capped(entities: list[Entity], most: int) -> tuple[list[Entity], bool]:
    claims = list(dict.fromkeys(e.canonical for e in entities if e.kind is EntityKind.CLAIM))
    allowed = set(claims[:most])
    kept = [e for e in entities if e.kind is not EntityKind.CLAIM or e.canonical in allowed]
    return kept, len(claims) > most
