"""Private details in other clothes: spaced out, parted by words, with odd separators, announced before or after.

A plain form (`bot.engine.identifiers`) asks how the identifier is written in the field; here it is asked what a person
may do to it. What is found is hidden like the plain form. Where digits alone prove nothing, a word must say what they
are, before it or after it, in the same message or in the one before.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.recognition import Entity, EntityKind
from bot.engine.birthdays import BORN
from bot.engine.identifiers import free, is_card, unlisted

_LETTER = "[AC-HJKMNP-RT-Y]"
_EITHER = "[AC-HJKMNP-RT-Y0-9]"
_MBI = ("[1-9]", _LETTER, _EITHER, r"\d", _LETTER, _EITHER, r"\d", _LETTER, _LETTER, r"\d", r"\d")
"""The position grammar of a Medicare number, as CMS publishes it."""

_LAX = r"[\W_]{0,3}"
_WORDS = r"[^0-9]{0,12}"
_SIGNS = r"[^0-9a-z]{0,2}"
_MBI_GROUPED = _LAX.join("".join(part) for part in (_MBI[:4], _MBI[4:7], _MBI[7:]))
_MBI_SPACED = r"[ .\-_]".join(_MBI)
_JOINT = r"(?:\s{1,2}(?:[-./_\\]\s{0,2})?|[-./_\\]\s{0,2})?"
_SOCIAL = (
    r"(?:\bssn\b|\bss\s?#|\bs\.\s?s\.\s?n\b|\bsoc(?:ial)?\b\.?\s+sec\w*|\b(?:my|the|her|his)\s+social\b(?!\s+worker)"
    r"|\bsocial\s*(?:#|is\b|number\b|no\b)|\bseguro\s+social\b|\bnss\b|\bitin\b)"
)
_MEDICARE = r"\b(?:mbi|medicare)"
_PLASTIC = r"\b(?:card|visa|master\s?card|amex|discover|tarjeta)\b"
_CALL = r"\b(?:phone|call|cell|mobile|text|fax|tel\w*|celular|ll[aá]m\w+)\b"
_LINK = (
    r"(?:(?:is|are|was|of|my|the|last|four|4|digits?|ends?|ending|in|with|number|no|it|es|son|de|mi|en|termina\w*"
    r"|[uú]ltimos|cuatro|d[ií]gitos)\W+){0,7}"
)
_ENDING = (
    r"(?:\blast\s+(?:four|4)|\bend(?:s|ing)\b|\btermina\w*|[uú]ltimos\s+(?:cuatro|4)|\b(?:phone|cell|tel[eé]fono)\b)"
)
_MEMBER = (
    r"\b(?:member(?:\s?id)?|subscriber|policy|miembro|p[oó]liza|afiliad[oa]|afiliaci[oó]n|asegurad[oa]|(?:my|mi)\s+id"
    r"|insurance\s+(?:id|number|card))\b"
)
_MEMBER_BEFORE = rf"{_MEMBER}(?:\W+(?:id|number|no|is|es|n[uú]mero))*\W{{1,6}}"
_MEMBER_AFTER = (
    r"\W{1,3}(?:(?:is|was|es)\W+)?(?:(?:my|the|mi|el|su)\W+)?(?:n[uú]mero\W+de\W+)?"
    r"(?:insurance|member|subscriber|policy|miembro|p[oó]liza|afiliad[oa])\b"
    r"(?!(?:\W+(?:id|card|number|no|is|es|n[uú]mero))*\W{1,6}(?=[\w-]*\d{4})[A-Z0-9-]+)"
)
"""Words after an id, unless they announce another one: `phone ending 0142, member ID NHP-4471902`."""
_SOCIAL_AFTER = rf"\W{{1,3}}(?:(?:is|was|es)\W+)?(?:(?:my|the|mi|el|su)\W+)?(?:n[uú]mero\W+de\W+)?{_SOCIAL}"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text).upper()


def _always(_: str) -> bool:
    return True


def _one_joint(text: str) -> bool:
    """Say whether what stands between the digits is of one kind; brackets around the first group are one."""
    joints = {re.sub(r"\s+", "", part) or " " for part in re.findall(r"\D+", text.strip("( "))}
    return len(joints) == 1 or ")" in joints


@dataclass(frozen=True, slots=True)
class _Guise:
    """One way to write one kind: the group `it` is what is hidden."""

    kind: EntityKind
    shape: re.Pattern[str]
    holds: Callable[[str], bool] = _always
    canonical: Callable[[str], str] = _digits


def _guise(
    kind: EntityKind,
    shape: str,
    *,
    holds: Callable[[str], bool] = _always,
    canonical: Callable[[str], str] = _digits,
) -> _Guise:
    return _Guise(kind, re.compile(shape, re.IGNORECASE), holds, canonical)


def _spread(digits: int, joint: str) -> str:
    return rf"\d(?:{joint}\d){{{digits - 1}}}(?!\d)"


_K = EntityKind
_GUISES: tuple[_Guise, ...] = (
    _guise(_K.SSN, rf"(?<!\d)(?<!\d[-./_])(?P<it>\(?\d{{3}}\)?{_JOINT}\d{{2}}{_JOINT}\d{{4}})(?!\d)", holds=_one_joint),
    _guise(_K.SSN, rf"{_SOCIAL}\D{{0,60}}(?P<it>{_spread(9, _WORDS)})"),
    _guise(_K.SSN, rf"{_SOCIAL}\W{{1,8}}{_LINK}(?P<it>\d{{4}})(?![\w-])"),
    _guise(_K.SSN, rf"(?<![\w-])(?P<it>{_spread(9, _JOINT)}){_SOCIAL_AFTER}"),
    _guise(_K.SSN, r"(?<![a-z\d-])(?:ssn|id)(?P<it>\d{9})(?=ssn|(?![\w-]))"),
    _guise(
        _K.MBI,
        rf"(?:(?<![a-z0-9])|(?<=mbi)|(?<=icare))(?P<it>{_MBI_GROUPED})(?![a-z0-9])",
        canonical=_plain,
    ),
    _guise(_K.MBI, rf"(?<![a-z0-9])(?P<it>{_MBI_SPACED})(?![a-z0-9])", canonical=_plain),
    _guise(_K.MBI, rf"{_MEDICARE}\b\D{{0,40}}(?P<it>{_LAX.join(_MBI)})(?![a-z0-9])", canonical=_plain),
    _guise(_K.CARD, rf"{_PLASTIC}\D{{0,28}}(?P<it>\d(?:[\s\-./_]{{0,3}}\d){{12,18}})(?!\d)"),
    _guise(_K.CARD, r"\b(?:cvv2?|cvc|security code|c[oó]digo de seguridad)\b\W*(?:(?:is|es)\W+)?(?P<it>\d{3,4})(?!\d)"),
    _guise(
        _K.MEMBER_ID,
        rf"{_MEMBER_BEFORE}(?P<it>(?:[A-Z]{{2,4}} )?(?=[\w-]*\d{{4}})[A-Z0-9]+(?:-[A-Z0-9]+)*)(?![\w-])",
        canonical=str.upper,
    ),
    _guise(
        _K.MEMBER_ID,
        rf"(?<![\w-])(?P<it>(?=[\w-]*\d{{4}})[A-Z0-9]++(?:-[A-Z0-9]++)*){_MEMBER_AFTER}",
        canonical=str.upper,
    ),
    _guise(
        _K.PHONE,
        rf"(?<![\w-])(?P<it>(?:\+?1[-. ]?)?[2-9]\d{{2}}{_JOINT}[2-9]\d{{2}}{_JOINT}\d{{4}})(?![\w-])",
        holds=lambda text: bool(re.search(r"\d\D+\d", text)),
    ),
    _guise(_K.PHONE, rf"{_CALL}\D{{0,28}}(?P<it>(?:\+?1\W{{0,2}})?{_spread(10, _SIGNS)})"),
    _guise(_K.PHONE, rf"{_CALL}\D{{0,28}}(?P<it>[2-9]\d{{2}}[-. ]{{1,3}}\d{{4}})(?![\w-])"),
    _guise(_K.PHONE_LAST4, rf"{_ENDING}\W+{_LINK}(?P<it>\d[ -]?\d[ -]?\d[ -]?\d)(?![\w-])"),
)
_LONGEST_CARD = 19
_RUN = re.compile(r"(?<!\d)\d(?:[\s\-./_]{0,3}\d){12,}(?!\d)")
_ANNOUNCED = re.compile(
    rf"(?:{_SOCIAL}|{_MEDICARE}|{_PLASTIC}|{_MEMBER}|{_ENDING}|\b(?:member|subscriber|policy|insurance|miembro|p[oó]liza)\b|{BORN})"
    r"(?:\W+(?:id|card|number|no|n[uú]mero|is|are|was|es|son|el|on|in|en|of|de|my|mi|the|digits|phone|tel[eé]fono|ssn|date"
    r"|fecha)){0,6}[^\w\]]*$",
    re.IGNORECASE,
)
_LONGEST_ANNOUNCEMENT = 80


def announcement(text: str) -> str:
    """Return the end of a text that says what comes next, `my date of birth is`; empty where it says nothing of it."""
    found = _ANNOUNCED.search(text[-_LONGEST_ANNOUNCEMENT:])
    return found[0].strip() if found else ""


def find_disguised(text: str, taken: list[tuple[int, int]]) -> Iterator[Entity]:
    """Yield private numbers outside `taken`, and add each to it."""
    plain = unlisted(text)
    for guise in _GUISES:
        for match in guise.shape.finditer(plain):
            if guise.holds(match["it"]) and free(match.span("it"), taken):
                start, end = match.span("it")
                yield Entity(guise.kind, text[start:end], guise.canonical(match["it"]), start, end)
    for start, end in _cards(text):
        if free((start, end), taken):
            yield Entity(_K.CARD, text[start:end], _digits(text[start:end]), start, end)


def _cards(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a card's number stands among other digits, such as the month in which it expires."""
    for run in _RUN.finditer(text):
        groups = [(run.start() + m.start(), run.start() + m.end()) for m in re.finditer(r"\d+", run[0])]
        at = 0
        for first, (start, _) in enumerate(groups):
            if start >= at and (end := _card_end(text, groups[first : first + _LONGEST_CARD])):
                yield start, end
                at = end


def _card_end(text: str, groups: Sequence[tuple[int, int]]) -> int:
    """Return where a card's number that begins with the first group ends, 0 where none does."""
    digits = ""
    for start, end in groups:
        digits += text[start:end]
        if len(digits) > _LONGEST_CARD:
            return 0
        if is_card(digits) and (end - groups[0][0] == len(digits) or _one_joint(text[groups[0][0] : end])):
            return end
    return 0
