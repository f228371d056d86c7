"""The identifiers of the field other than claim numbers, each by what it *is*: a grammar, a check digit or a cue.

Sources: MBI position grammar and NPI check digit (Luhn over 80840 + NPI) are CMS's; X12 lists give the group codes.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stdnum import luhn

from bot.domain.claims import CATEGORIES
from bot.domain.recognition import Entity, EntityKind

CUE_WINDOW = 28
"""How far before a string a word may stand and still say what the string is."""

OTHER_THING = (
    r"\b(?:package|parcel|shipment|ticket|reservation|booking|flight|serial|model|part|sku|vin|plate"
    r"|paquete|serie|placa)\b(?:\W+(?:number|no|num|id|is))*\W*$"
)
"""Words before a number that say what else it is, whatever form it has."""

_ANOTHER_REGISTER = (
    r"\b(?:(?:prior |pre-?)?auth(?:orization)?|referral|chart|mrn|medical record|confirmation|call ref\w*|rx|"
    r"prescription"
    r"|invoice|badge|group|autorizaci[oó]n|expediente)"
    r"(?:\W+(?:number|no|num|id|is|was|#|n[uú]mero|es))*\W*$"
)
"""Words before a number that say whose list it stands on: no claim's."""

_LIST_MARK = re.compile(r"^[ \t]*\d{1,2}[.)][ \t]", re.MULTILINE)

_LETTER = "[AC-HJKMNP-RT-Y]"
_EITHER = "[AC-HJKMNP-RT-Y0-9]"
_CARD = r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])"
_ISSUED = re.compile(r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3[0689]\d{12}|6\d{15,18}")


def canonical_code(text: str) -> str:
    """Return `CO-16` for `co 16`, `CO16` and the like; other codes in upper case."""
    adjustment = re.fullmatch(r"(CO|PR|OA|PI)[\s-]?([A-Z]?\d{1,3})", text.upper())
    return f"{adjustment[1]}-{adjustment[2]}" if adjustment else text.upper()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def is_npi(text: str) -> bool:
    """Say whether ten digits carry an NPI's check digit."""
    return bool(re.fullmatch(r"[12]\d{9}", text)) and bool(luhn.is_valid("80840" + text))


def is_card(text: str) -> bool:
    """Say whether a check digit and the issuer's own length fit: other numbers of the field are as long."""
    digits = _digits(text)
    return bool(_ISSUED.fullmatch(digits)) and bool(luhn.is_valid(digits))


def _is_category(text: str) -> bool:
    return text.split(":", maxsplit=1)[0] in CATEGORIES


def _always(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Form:
    """One shape of one kind. `cue` must stand just before the shape; the group `it` is the identifier."""

    kind: EntityKind
    shape: re.Pattern[str]
    cue: re.Pattern[str] | None = None
    holds: Callable[[str], bool] = _always
    canonical: Callable[[str], str] = str


def _form(
    kind: EntityKind,
    shape: str,
    *,
    cue: str = "",
    cased: bool = False,
    holds: Callable[[str], bool] = _always,
    canonical: Callable[[str], str] = str,
) -> _Form:
    flags = re.NOFLAG if cased else re.IGNORECASE
    return _Form(kind, re.compile(shape, flags), re.compile(cue, re.IGNORECASE) if cue else None, holds, canonical)


_K = EntityKind
_FORMS: tuple[_Form, ...] = (
    _form(_K.SSN, r"(?<!\d)(?<!\d-)\d{3}([-. ])\d{2}\1\d{4}(?!\d)", canonical=_digits),
    # What a form shows of it: the last four are the part that others ask for.
    _form(_K.SSN, r"(?<![\w*])[*xX#•]{3}[- ]?[*xX#•]{2}[- ]?\d{4}(?![\w-])", canonical=_digits),
    _form(
        _K.SSN,
        r"(?<![\w-])\d(?:[-. ]?\d){8}(?![\w-])",
        cue=r"\b(?:ssn|social(?: security)?|seguro social)\b\D*$",
        canonical=_digits,
    ),
    _form(_K.CARD, _CARD, holds=is_card, canonical=_digits),
    _form(
        _K.CARD,
        _CARD,
        cue=r"\b(?:visa|mastercard|amex|(?:credit|debit) card|tarjeta)\b\D*$",
        canonical=_digits,
    ),
    _form(
        _K.MBI,
        rf"(?<![\w-])[1-9]{_LETTER}{_EITHER}\d[- ]?{_LETTER}{_EITHER}\d[- ]?{_LETTER}{{2}}\d{{2}}(?![\w-])",
        canonical=lambda text: re.sub(r"\W", "", text).upper(),
    ),
    _form(_K.EMAIL, r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", canonical=str.lower),
    _form(
        _K.PHONE_LAST4,
        r"(?<![\w-])\d{4}(?![\w-])",
        cue=r"(?:last (?:four|4)(?: digits)?|ending(?: in| with)?|ends (?:in|with)|phone|cell|tel\w*"
        r"|termina\w* (?:en|con)|[uú]ltimos (?:cuatro|4)(?: d[ií]gitos)?)\W*"
        r"(?:(?:is|are|of|my|phone|number|ends|in|with|es|son|de|mi|tel[eé]fono)\W+){0,5}$",
    ),
    _form(
        _K.PHONE,
        r"(?<![\w-])(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?![\w-])",
        canonical=_digits,
    ),
    _form(
        _K.PHONE,
        r"(?<![\w+-])\+\d{10,14}(?![\w-])",
        canonical=_digits,
    ),
    _form(
        _K.PHONE,
        r"(?<![\w-])[2-9]\d{2}[2-9]\d{6}(?![\w-])",
        cue=r"\b(?:phone|call|cell|tel\w*|fax)\b",
        canonical=_digits,
    ),
    _form(
        _K.MEMBER_ID,
        r"(?<![\w-])(?:(?!(?:id|is|es|no|num|card|tcn|icn|ccn|dcn|clm)\b)[A-Z]{2,4} )?"
        r"(?:\d{3} \d{3} \d{3}|(?=[\w-]{4})(?=[\w-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)*)(?![\w-])",
        cue=r"\b(?:(?:member|subscriber|policy|miembro|p[oó]liza)\b|(?:insurance|medicaid|medicare)\W+(?:id|number|no|num\w*"
        r"|n[uú]mero|card)\b)(?:\W+(?:id|number|no|num\w*|n[uú]mero|is|es|card))*\W*$",
        canonical=str.upper,
    ),
    # After a programme's bare name a long number is a claim's: `Medicaid 25097001884213A1`.
    _form(
        _K.MEMBER_ID,
        r"(?<![\w-])(?=[\w-]{4})(?=[\w-]*\d)(?![\w-]{13})[A-Z0-9]+(?:-[A-Z0-9]+)*(?![\w-])",
        cue=r"\b(?:insurance|medicaid|medicare)\b(?:\W+(?:is|es))*\W*$",
        canonical=str.upper,
    ),
    _form(
        _K.PAYMENT_TRACE,
        r"(?<![\w-])\d[\d-]{4,}(?![\w-])",
        cue=r"\b(?:check|cheque|eft|trace|remit\w*|era|deposit|batch|lockbox)\b(?:\W+(?:number|no|num|id|#))*\W*$",
    ),
    _form(
        _K.PAYMENT_TRACE,
        r"(?<![\w-])\d{3,4}(?![\w-])",
        cue=r"\b(?:(?:check|cheque)\W+(?:(?:number|no|num)\W+|#)|batch\W+(?:(?:number|no|num)\W+|#)?)$",
    ),
    _form(
        _K.ID_PAPER,
        r"(?<![\w-])(?=[A-Z0-9-]*\d{4})[A-Z0-9-]{5,}(?![\w-])",
        cue=r"\b(?:licen[cs]e|passport|(?:green|resident) card|alien|licencia|pasaporte|matr[ií]cula)\b"
        r"(?:\W+(?:number|no|num|id|is|here|#|n[uú]mero|es|aqu[ií]))*\W*$",
        canonical=str.upper,
    ),
    _form(_K.REFERENCE, r"(?<![\w-])(?=[A-Z0-9-]*?\d{4})[A-Z0-9-]++(?![\w-])", cue=_ANOTHER_REGISTER),
    _form(_K.NPI, r"(?<![\w-])\d{10}(?![\w-])", cue=r"\bnpi\b\W*(?:\w+\W+)?$"),
    _form(_K.PAYER_ID, r"(?<![\w-])[A-Z0-9]{4,6}(?![\w-])", cue=r"\bpayer (?:id|number|no)\b\W*(?:is\W+)?$"),
    _form(_K.TRACKING, r"(?<![\w-])(?:1Z[A-Z0-9]{16}|\d{12,22})(?![\w-])", cue=r"\b(?:tracking|usps|fedex|ups)\b"),
    _form(
        _K.TRACKING,
        r"(?<![\w-])(?=[A-Z0-9-]*?\d{4})[A-Z0-9-]++(?![\w-])",
        cue=rf"{OTHER_THING}|\b(?:order|delivery|pedido|envio)\b(?:\W+(?:number|no|num|id|is))*\W*$",
    ),
    _form(_K.TRACKING, r"(?<![\w-])1Z[A-Z0-9]{16}(?![\w-])"),
    _form(_K.MONEY, r"(?<![\w.])\$\s?\d[\d,]*(?:\.\d{1,2})?(?![\w.]*\d)"),
    _form(_K.MONEY, r"(?<![\w.,-])\d{1,3}(?:,\d{3})*\.\d{2}(?![\d%])|(?<![\w.,-])\d+\.\d{2}(?![\d%.])"),
    _form(_K.MONEY, r"(?<![\w.-])\d[\d,]{0,17}(?:\.\d{1,9})?(?=\s?(?:dollars|usd|bucks|d[oó]lares)\b)"),
    _form(_K.EIN, r"(?<![\w-])\d{2}-\d{7}(?![\w-])"),
    _form(_K.ZIP4, r"(?<![\w-])\d{5}-\d{4}(?![\w-])"),
    _form(_K.ADJUSTMENT_CODE, r"(?<![\w-])(?:CO|PR|OA|PI)[ -]?[A-B]?\d{1,3}(?![\w-])", canonical=canonical_code),
    _form(_K.STATUS_CATEGORY, r"(?<![\w-])[A-Z][0-9Q]{1,2}[FN]?(?::\d{1,4})?(?![\w-])", cased=True, holds=_is_category),
    _form(_K.REMARK_CODE, r"(?<![\w-])(?:MA?\d{1,3}|N\d{1,3})(?![\w-])", cased=True),
    _form(_K.DIAGNOSIS_CODE, r"(?<![\w-])[A-TV-Z]\d[0-9AB]\.[0-9A-Z]{1,4}(?![\w-])", canonical=str.upper),
    _form(_K.PROCEDURE_CODE, r"(?<![\w-])[A-V]\d{4}(?![\w-])", canonical=str.upper),
    _form(_K.PROCEDURE_CODE, r"(?<![\w-])\d{5}-(?:2[2-9]|[3-9]\d|LT|RT|TC|GT|X[EPSU])(?![\w-])", canonical=str.upper),
    _form(
        _K.PROCEDURE_CODE, r"(?<![\w-])\d{4}[0-9FTU](?![\w-])", cue=r"\b(?:cpt|hcpcs|procedure|code)\b\W*(?:\w+\W+)?$"
    ),
)


def find_identifiers(text: str, taken: list[tuple[int, int]]) -> Iterator[Entity]:
    """Yield identifiers outside `taken`; each one found is added to `taken`, so the first kind wins."""
    for form in _FORMS:
        for match in form.shape.finditer(text):
            if overlaps(match.span(), taken) or not form.holds(match[0]):
                continue
            before = text[max(0, match.start() - CUE_WINDOW) : match.start()]
            if form.cue and not form.cue.search(before):
                continue
            taken.append(match.span())
            yield Entity(form.kind, match[0], form.canonical(match[0]), match.start(), match.end())


class Spans(list[tuple[int, int]]):
    """Spans that do not touch each other, kept in order: a long text is then read as quickly as many short ones."""

    def append(self, span: tuple[int, int]) -> None:
        """Put a span in its place."""
        insort(self, span)


def overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Say whether `span` touches one of `taken`."""
    near = taken
    if isinstance(taken, Spans):
        at = bisect_left(taken, span)
        near = taken[max(at - 1, 0) : at + 1]
    return any(span[0] < end and start < span[1] for start, end in near)


def free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Take `span` if nothing has it yet, and say whether that was so."""
    if overlaps(span, taken):
        return False
    taken.append(span)
    return True


def unlisted(text: str) -> str:
    """Return `text` with blanks for the figures before a list's items, which are no part of a number."""
    return _LIST_MARK.sub(lambda mark: " " * len(mark[0]), text)
