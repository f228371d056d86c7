"""Claim numbers: the office's own formats first, then what other payers write.

No payer publishes a check digit; the only plausibility test is the day of the year in numbers that begin with
YYDDD. Suffixes, leading zeros and hyphens are data. Nothing is ever turned into an integer.
"""

import itertools
import re
from calendar import isleap
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.domain.policy import ClaimNumberFormat
from bot.domain.recognition import Entity, EntityKind
from bot.engine.identifiers import CUE_WINDOW, OTHER_THING, is_npi, overlaps

LONGEST = 50
"""X12 gives an identifier (REF02) fifty characters."""

FEWEST_CHARACTERS = 6
"""Shorter than any payer's claim number; such a one lacks something."""

_FEWEST_DIGITS = 4
"""Below it a word with digits is a word: `covid-19`, `30-day`, `claims 2 weeks ago`."""

_CUE = re.compile(
    r"(?:\b(?:claims?|clm|clam|acct|icn|tcn|ccn|dcn|patient control|control number|locator"
    r"|reclamos?|reclamaci[oó]n)\b|#)(?:\W+(?:number|no|num\w*|n[uú]mero|is|es|id|of|de|my|mi|status))*\W*$",
    re.IGNORECASE,
)
_LOOK_ALIKE = "АВЕКМНОРСТХ"
"""Letters of another alphabet that nobody can tell from ours on a screen."""

_OTHER = re.compile(OTHER_THING, re.IGNORECASE)
_TOKEN = re.compile(rf"(?<![A-Za-z0-9_])(?<![A-Za-z0-9_]-)[A-Z0-9]+(?:-[A-Z0-9{_LOOK_ALIKE}]+)*", re.IGNORECASE)
_AFTER_NAME = re.compile(r"(?<=\b[IT]CN-)(?=\d)[A-Z0-9]+|(?<=\b[CD]CN-)(?=\d)[A-Z0-9]+", re.IGNORECASE)
"""Numbers that a payer's name for them is joined to by a hyphen."""
_UNBOUND_TOKEN = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*", re.IGNORECASE)
_JOINED_CUE = re.compile(r"(?<!\w)(?:claims?|clm|reclamo|no|nbr)(?=\d)", re.IGNORECASE)
_APART = re.compile(r"(?<![\w-])([A-Z0-9]+)(?: -|- | - )([A-Z0-9]{1,2})(?![\w-])", re.IGNORECASE)
_SMALL = re.compile(
    r"(?<![\w-])([a-z0-9]+) ((?![aeiouy])[a-z]|[aeiouy](?=\s*(?:$|[,.;:?!)\n])))(?![\w'-])", re.IGNORECASE
)
_SMALL_CUE = re.compile(r"\b(?:number|n[uú]mero|claims?|paper|letter|reclam\w+|carta|papel)\b|#", re.IGNORECASE)
_BROKEN = re.compile(r"(?<![\w-])(\d{1,4}) (\d{1,4}-?[A-Z])(?![\w-])", re.IGNORECASE)
_SPACED = re.compile(r"(?<![\w-])([A-Z0-9]+) (?!I [a-z'])([A-Z]{1,2}|\d{1,2})(?![\w-])")
_YEARS = re.compile(r"(?:19|20)\d{2}-(?:19|20)\d{2}|(?:19|20)\d{6}-(?:19|20)\d{6}")
_INJECTED = re.compile(
    r"""^['"`]\s*[);]|^['"`]?\s*(?:--|;\s*(?:--|(?:drop|delete|insert|update|select|alter|exec)\b)|(?:or|and|union)\s+['"(])"""
    r"""|^['"`]?\s*(?:\$\(|`|&&|\|\||[;|&]\s*(?:rm|cat|curl|wget|ls|sh|bash|sudo|exec|nc|python|powershell)\b)""",
    re.IGNORECASE,
)
_CORRECTION = re.compile(r"\b(?:i meant?|make that|should be|correction|quise decir|quiero decir)\b", re.IGNORECASE)


def find_claim_numbers(
    text: str, formats: Sequence[ClaimNumberFormat], taken: list[tuple[int, int]]
) -> Iterator[Entity]:
    """Yield the numbers written in one of the office's formats, variants with other separators included."""
    for match in itertools.chain(_TOKEN.finditer(text), _after_joined_cue(text)):
        canonical = in_office_format(match[0], formats)
        tagged = _in_a_tag(text, *match.span())
        other = (_in_a_path(text, *match.span()) and not tagged) or _OTHER.search(
            text[max(0, match.start() - CUE_WINDOW) : match.start()]
        )
        if canonical and not overlaps(match.span(), taken) and not other:
            taken.append(match.span())
            injected = tagged or _INJECTED.match(text[match.end() :])
            certain = _has_cue(text, match.start()) or not injected
            kind = EntityKind.CLAIM if certain else EntityKind.POSSIBLE_CLAIM
            yield Entity(kind, match[0], canonical, match.start(), match.end())
    for form, kind, joint in _PARTED:
        for match in form.finditer(text):
            canonical = in_office_format(f"{match[1]}{joint}{match[2]}", formats)
            if canonical and not overlaps(match.span(), taken) and _cued(form, text, match.start()):
                taken.append(match.span())
                yield Entity(kind, match[0], canonical, match.start(), match.end())


def _after_joined_cue(text: str) -> Iterator[re.Match[str]]:
    """Yield tokens that begin right after a cue word, as in `claim45012-A`."""
    matches = (_UNBOUND_TOKEN.match(text, cue.end()) for cue in _JOINED_CUE.finditer(text))
    yield from filter(None, matches)


_PARTED = (
    (_APART, EntityKind.CLAIM, "-"),
    (_SPACED, EntityKind.CLAIM, "-"),
    (_SMALL, EntityKind.CLAIM, "-"),
    (_BROKEN, EntityKind.POSSIBLE_CLAIM, ""),
)
"""Numbers with a blank in them. One that is broken in its digits is asked about, never put together unasked."""


def _cued(form: re.Pattern[str], text: str, start: int) -> bool:
    """Say whether a small letter after a blank may be a suffix: only where a word before speaks of a number."""
    return form is not _SMALL or bool(_SMALL_CUE.search(text[max(0, start - CUE_WINDOW) : start]))


def find_payer_ids(text: str, payer_ids: Collection[str], taken: list[tuple[int, int]]) -> Iterator[Entity]:
    """Yield the ids of payers that the office knows: they look like a claim number without its end."""
    for match in _TOKEN.finditer(text):
        known = match[0].upper() in payer_ids and not _has_cue(text, match.start())
        if known and not overlaps(match.span(), taken):
            taken.append(match.span())
            yield Entity(EntityKind.PAYER_ID, match[0], match[0].upper(), match.start(), match.end())


def sent_alone(text: str, entities: Sequence[Entity]) -> Entity | None:
    """Return the only thing in a message, if it is a number that nothing explains: it is worth a question."""
    if len(entities) != 1:
        return None
    [only] = entities
    unexplained = only.kind is EntityKind.NUMBER or (only.kind is EntityKind.DATE and only.text.isdigit())
    digits = sum(c.isdigit() for c in only.text)
    around = text[: only.start] + text[only.end :]
    if not unexplained or only.birth or digits < _FEWEST_DIGITS or any(c.isalnum() for c in around):
        return None
    return replace(only, kind=EntityKind.POSSIBLE_CLAIM, canonical=only.text.upper())


def find_other_claim_numbers(
    text: str, formats: Sequence[ClaimNumberFormat], taken: list[tuple[int, int]]
) -> Iterator[Entity]:
    """Yield what else could be a claim number; run it after every other kind has taken its own."""
    for match in itertools.chain(_AFTER_NAME.finditer(text), _TOKEN.finditer(text)):
        token = match[0].upper()
        if overlaps(match.span(), taken) or not any(c.isdigit() for c in token):
            continue
        cue = _has_cue(text, match.start()) or match.re is _AFTER_NAME
        kind = _kind_of(token, cue=cue, glued=_in_a_path(text, *match.span()))
        corrected = in_office_format(_as_typed(token), formats)
        if corrected and kind is not EntityKind.MALFORMED_CLAIM:
            kind, token = EntityKind.POSSIBLE_CLAIM, corrected
        start = match.start() - _signed(text, match.start(), kind)
        taken.append((start, match.end()))
        yield Entity(kind, text[start : match.end()], token, start, match.end())


def _signed(text: str, start: int, kind: EntityKind) -> bool:
    """Say whether a hyphen stands right before a number and belongs to it, as in CMS's own sample data."""
    return kind is EntityKind.CLAIM and bool(re.search(r"(?:^|\s)-$", text[:start]))


_TYPED = str.maketrans(f"OILS{_LOOK_ALIKE}", "0115ABEKMHOPCTX")


def _as_typed(token: str) -> str:
    """Read letters as the digits that they look like, but for the end: there a letter is a letter."""
    start, hyphen, end = token.rpartition("-")
    last = end.translate(str.maketrans(_LOOK_ALIKE, "ABEKMHOPCTX"))
    return f"{start.translate(_TYPED)}{hyphen}{last}" if hyphen else token.translate(_TYPED)


def _kind_of(token: str, *, cue: bool, glued: bool) -> EntityKind:
    """Decide for a token that no other kind has claimed."""
    bare = token.replace("-", "")
    if len(token) > LONGEST:
        return EntityKind.MALFORMED_CLAIM
    if sum(c.isdigit() for c in token) < _FEWEST_DIGITS or _YEARS.fullmatch(token):
        return EntityKind.NUMBER
    if glued:
        return EntityKind.MALFORMED_CLAIM
    if len(bare) < FEWEST_CHARACTERS:
        return EntityKind.MALFORMED_CLAIM if cue else EntityKind.NUMBER
    if cue and not _impossible_day(bare):
        return EntityKind.CLAIM
    return EntityKind.POSSIBLE_CLAIM if _could_be_something_else(bare) else EntityKind.CLAIM


def _could_be_something_else(bare: str) -> bool:
    """Phone, NPI, member ids as payers write them, a mistyped MBI, short numbers, days that no year has."""
    return (
        len(bare) < 8
        or (bare.isdigit() and len(bare) < 10)
        or bool(re.fullmatch(r"1?[2-9]\d{2}[2-9]\d{6}", bare))
        or is_npi(bare)
        or bool(
            re.fullmatch(r"W\d{9}|(?!CLM)[A-Z]{3}\d{9}|\d{9}[A-Z]\d?|\d[A-Z0-9]{2}\d[A-Z0-9]{2}\d[A-Z]{2}\d{2}", bare)
        )
        or _impossible_day(bare)
    )


def _impossible_day(bare: str) -> bool:
    """YYDDD, as DME contractors begin 14 digits and Medicare 13 after two of the type, whose day its year has not."""
    start = {14: 0, 13: 2}.get(len(bare))
    if start is None or not bare.isdigit() or not 20 <= int(bare[start : start + 2]) <= 39:
        return False
    days = 366 if isleap(2000 + int(bare[start : start + 2])) else 365
    day = int(bare[start + 2 : start + 5])
    return day == 0 or days < day <= 399


def in_office_format(token: str, formats: Sequence[ClaimNumberFormat]) -> str | None:
    """Return `token` as a format writes it: as it stands, without separators, or with them; None if none fits."""
    upper = token.upper()
    bare = upper.replace("-", "")
    split = re.sub(r"(?<=\d)(?=[A-Z])|(?<=[A-Z])(?=\d)", "-", bare)
    for spelling in dict.fromkeys((upper, bare, split)):
        if any(re.fullmatch(form.pattern, spelling) for form in formats):
            return spelling
    return None


def variants(number: str, formats: Sequence[ClaimNumberFormat]) -> tuple[str, ...]:
    """Return how else the same number may stand in a billing system: another format of the office, or no separators."""
    bare = number.replace("-", "")
    split = re.sub(r"(?<=\d)(?=[A-Z])|(?<=[A-Z])(?=\d)", "-", bare)
    spellings = [s for s in (bare, split) if any(re.fullmatch(form.pattern, s) for form in formats)]
    if not in_office_format(number, formats):
        spellings.append(bare)
    return tuple(spelling for spelling in dict.fromkeys(spellings) if spelling != number)


def _has_cue(text: str, start: int) -> bool:
    return bool(_CUE.search(text[max(0, start - CUE_WINDOW) : start]))


_GLUED = re.compile(r"[%_\\=&<@\ufffd]|/\.|\?\w+=")


def _glued(text: str, end: int) -> bool:
    """Say whether something that no person writes after a number follows at once (`45012-A%00`)."""
    return bool(_GLUED.match(text, end))


def _in_a_tag(text: str, start: int, end: int) -> bool:
    """Say whether markup stands around a number: it was copied from a page, or meant to be shown as one."""
    return text[max(0, start - 1) : start] == ">" and text[end : end + 2] == "</"


def _in_a_path(text: str, start: int, end: int) -> bool:
    return _glued(text, end) or text[max(0, start - 2) : start] == "./"


def drop_corrected(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Leave out a claim number that the person took back ("45012-A, sorry, I meant 45013-A")."""
    claims = [e for e in entities if e.kind is EntityKind.CLAIM]
    taken_back = {
        earlier for earlier, later in itertools.pairwise(claims) if _CORRECTION.search(text[earlier.end : later.start])
    }
    return [e for e in entities if e not in taken_back]
