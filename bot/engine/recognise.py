"""Recognise what a message contains, and take the private details out of it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.policy import Office
from bot.domain.recognition import CLAIM_LIKE, SENSITIVE, Entity, EntityKind, Recognised
from bot.engine.birthdays import find_birthdays
from bot.engine.claim_facts import mask
from bot.engine.claim_numbers import (
    drop_corrected,
    find_claim_numbers,
    find_other_claim_numbers,
    find_payer_ids,
    in_office_format,
    sent_alone,
)
from bot.engine.dates import FoundDate, find_dates
from bot.engine.disguises import find_disguised
from bot.engine.identifiers import CUE_WINDOW, Spans, find_identifiers, overlaps
from bot.engine.names import spoken_names
from bot.engine.spoken_numbers import find_spoken_claim_numbers

_BIRTH = re.compile(r"\b(?:born|birth\w*|b-?day|dob|d\.o\.b|nacid[oa]|nac[ií]|nacimiento|cumplea\w+)\b", re.IGNORECASE)
_BIRTH_AFTER = re.compile(
    r"\W*(?:(?:is|was|es)\W+)?(?:(?:my|mi|the|la|date of|fecha de)\W+)*(?:birth\w*|b-?day|dob|nacimiento)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"\b(?:seen|visit\w*|service|dos|appointment|surgery|went|visita|cita|servicio|atendi\w+)\b", re.IGNORECASE
)
_ON = re.compile(r"\b(?:on|from|el|del)\W*$", re.IGNORECASE)
_LONGEST_CLAIM_YEARS = 3
"""Payers take no claim longer after the visit than this, appeals included."""

_TELEPHONE = re.compile(r"1?[2-9]\d{2}[2-9]\d{6}")

_PLACEHOLDERS = {
    EntityKind.SSN: "[social security number]",
    EntityKind.MBI: "[Medicare number]",
    EntityKind.CARD: "[card number]",
    EntityKind.MEMBER_ID: "[member ID]",
    EntityKind.PHONE_LAST4: "[phone digits]",
    EntityKind.ID_PAPER: "[identity document number]",
    EntityKind.DATE: "[date of birth]",
    EntityKind.NAME: "[name]",
}
_PRIVATE = SENSITIVE | {EntityKind.NAME}
_NINE_DIGITS = "[nine digits]"
_SOCIAL = re.compile(r"(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}")
"""Area, group and serial as the Social Security Administration issues them."""


def normalise(text: str) -> str:
    """Return `text` in NFKC, without invisible characters, every dash a hyphen, every digit one of ours.

    A control character, which nobody types, becomes a replacement character: nothing beside it is to be trusted.
    """
    kept = (_plain(c) for c in unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n")))
    return "".join(kept).strip()


def _plain(character: str) -> str:
    kind = unicodedata.category(character)
    if character in "\n\t":
        return character
    if kind in {"Cf", "Cs", "Co", "Cn"}:
        return ""
    if kind == "Cc":
        return "\ufffd"
    return "-" if kind == "Pd" or character == "\u2212" else str(unicodedata.decimal(character, character))


def recognise(text: str, office: Office, today: date, *, proving: bool = False, after: str = "") -> Recognised:
    """Find identifiers by kind. `proving`: the bot has just asked who they are, so bare answers count as such.

    They also do in a message that gives a date of birth: whoever says that says the rest with it. `after`: how the
    message before ended, where that says what comes now.

    At most `office.lookups.most_per_message` claim numbers are kept; `over_limit` says that there were more.
    """
    before = f"{normalise(after)}\n" if after else ""
    clean = before + normalise(text)
    taken = Spans()
    found = list(find_claim_numbers(clean, office.claim_numbers, taken))
    found += find_spoken_claim_numbers(clean, office.claim_numbers, taken)
    dates = list(find_dates(clean, today, taken, packed=False))
    proving = proving or any(e.birth for e in _dated(clean, dates, today, proving=False))
    found += find_disguised(clean, taken)
    found += find_birthdays(clean, today, today.year - _LONGEST_CLAIM_YEARS, taken)
    proving = proving or any(e.birth and e.day for e in found)
    found += _identity_answers(clean, taken) if proving else []
    found += find_payer_ids(clean, office.lookups.payer_ids, taken)
    found += find_identifiers(clean, taken)
    dates += find_dates(clean, today, taken, packed=True)
    found += _dated(clean, dates, today, proving=proving)
    found += find_other_claim_numbers(clean, office.claim_numbers, taken)
    if proving:
        found = [_as_answer(e, clean, office) for e in found]
    elif alone := sent_alone(clean, found):
        found = [alone]
    ordered = drop_corrected(clean, sorted(found, key=lambda e: e.start))
    introduced = spoken_names(Recognised(clean, clean, clean, tuple(found)), proving=proving)
    text, names = clean[len(before) :], _from(len(before), introduced)
    hidden = [*_from(len(before), found), *names]
    kept, over = _capped(_from(len(before), ordered), office.lookups.most_per_message)
    return Recognised(text, redact(text, hidden), _masked(text, hidden), tuple(kept), over, tuple(names))


def _from(start: int, entities: Iterable[Entity]) -> list[Entity]:
    """Return what stands from `start` on, counted from there."""
    return [replace(e, start=e.start - start, end=e.end - start) for e in entities if e.start >= start]


def redact(text: str, entities: Iterable[Entity]) -> str:
    """Return `text` with sensitive entities, dates of birth and names replaced by what they are."""
    return _replaced(text, _hidden(entities))


def redacted_parts(found: Recognised, parts: Sequence[str]) -> list[str]:
    """Part the redacted text again into the messages that it was joined from by line ends, each normalised.

    What one message says about the next counts: `my date of birth is`, then the date.
    """
    joined = "\n".join(parts)
    start = len(joined.lstrip()) - len(joined)
    redacted = []
    for part in parts:
        end = start + len(part)
        inside = [e for e in (*found.entities, *found.names) if e.start < end and start < e.end]
        moved = [replace(e, start=max(e.start, start) - start, end=min(e.end, end) - start) for e in inside]
        redacted.append(redact(part, moved))
        start = end + 1
    return redacted


def may_be_social_security(entity: Entity) -> bool:
    """Say whether nine bare digits that may be a claim number could as well be the number that nobody may keep."""
    return entity.kind is EntityKind.POSSIBLE_CLAIM and bool(_SOCIAL.fullmatch(entity.canonical))


def _hidden(entities: Iterable[Entity]) -> list[tuple[Entity, str]]:
    named = [
        (e, _PLACEHOLDERS[e.kind]) for e in entities if e.kind in _PLACEHOLDERS and (e.birth or e.kind in _PRIVATE)
    ]
    return [*named, *((e, _NINE_DIGITS) for e in entities if may_be_social_security(e))]


def _masked(text: str, entities: Iterable[Entity]) -> str:
    return _replaced(text, [*_hidden(entities), *((e, _end_of(e)) for e in entities if e.kind in CLAIM_LIKE)])


def _end_of(entity: Entity) -> str:
    """Mask a number; of bare digits that may be a telephone's not even the end is shown, for that is a proof."""
    bare = entity.canonical.replace("-", "")
    unclear = entity.kind is EntityKind.POSSIBLE_CLAIM and bare.isdigit()
    return "[number]" if unclear or _TELEPHONE.fullmatch(bare) else mask(entity.canonical)


def _replaced(text: str, replacements: Iterable[tuple[Entity, str]]) -> str:
    parts, at = [], 0
    for entity, word in sorted(replacements, key=lambda r: r[0].start):
        parts += [text[at : entity.start], word]
        at = entity.end
    return "".join([*parts, text[at:]])


def _dated(text: str, dates: list[FoundDate], today: date, *, proving: bool) -> list[Entity]:
    """Tell dates of birth from dates of service by the words around each, up to the date before it.

    Nobody asks about a visit of long ago, so an old date that nothing explains is a date of birth; so is the
    earliest one, when they were asked who they are.
    """
    ordered = sorted(dates)
    ends = [0, *(found.end for found in ordered)]
    births = [
        _is_birth(text[end : f.start], text[f.end :], old=f.day.year < today.year - _LONGEST_CLAIM_YEARS)
        for end, f in zip(ends, ordered, strict=False)
    ]
    unexplained = [f.day for f, birth in zip(ordered, births, strict=True) if birth is None]
    answer = min(unexplained, default=None) if proving and True not in births else None
    return [
        Entity(
            EntityKind.DATE,
            text[f.start : f.end],
            f.day.isoformat(),
            f.start,
            f.end,
            f.day,
            f.day == answer if birth is None else birth,
        )
        for f, birth in zip(ordered, births, strict=True)
    ]


def _is_birth(before: str, after: str, *, old: bool) -> bool | None:
    """Say what the nearest word says; None when no word says anything."""
    near = before[-CUE_WINDOW:]
    born, served = _last(_BIRTH, near), _last(_SERVICE, near)
    if born >= 0 or served >= 0:
        return born > served
    if old or _BIRTH_AFTER.match(after):
        return True
    return False if _ON.search(near) else None


def _last(cue: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in cue.finditer(text)), default=-1)


def _identity_answers(text: str, taken: list[tuple[int, int]]) -> list[Entity]:
    """Four digits alone, which are a phone's ending when that was asked for."""
    entities = []
    for match in re.finditer(r"(?<![\w/.-])\d{4}(?![\w/-]|\.\d)", text):
        if overlaps(match.span(), taken):
            continue
        taken.append(match.span())
        entities.append(Entity(EntityKind.PHONE_LAST4, match[0], match[0], *match.span()))
    return entities


def _as_answer(entity: Entity, text: str, office: Office) -> Entity:
    """Read an unclear number as the phone or the member id that was asked for, unless a claim is named before it."""
    if entity.kind not in {EntityKind.CLAIM, EntityKind.POSSIBLE_CLAIM} or in_office_format(
        entity.canonical, office.claim_numbers
    ):
        return entity
    if re.search(r"claim|reclam", text[max(0, entity.start - CUE_WINDOW) : entity.start], re.IGNORECASE):
        return entity
    if re.fullmatch(r"[2-9]\d{2}[2-9]\d{6}", entity.canonical):
        return replace(entity, kind=EntityKind.PHONE)
    unclear = entity.kind is EntityKind.POSSIBLE_CLAIM and len(entity.canonical) >= 8
    return replace(entity, kind=EntityKind.MEMBER_ID) if unclear or not entity.canonical.isdigit() else entity


def _capped(entities: list[Entity], most: int) -> tuple[list[Entity], bool]:
    claims = list(dict.fromkeys(e.canonical for e in entities if e.kind is EntityKind.CLAIM))
    allowed = set(claims[:most])
    kept = [e for e in entities if e.kind is not EntityKind.CLAIM or e.canonical in allowed]
    return kept, len(claims) > most
