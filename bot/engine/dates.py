"""Find dates as people write them, in English and Spanish."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bot.engine.identifiers import overlaps

MONTHS = {
    **dict.fromkeys(("jan", "january", "ene", "enero"), 1),
    **dict.fromkeys(("feb", "february", "febrero"), 2),
    **dict.fromkeys(("mar", "march", "marzo"), 3),
    **dict.fromkeys(("apr", "april", "abr", "abril"), 4),
    **dict.fromkeys(("may", "mayo"), 5),
    **dict.fromkeys(("jun", "june", "junio"), 6),
    **dict.fromkeys(("jul", "july", "julio"), 7),
    **dict.fromkeys(("aug", "august", "ago", "agosto"), 8),
    **dict.fromkeys(("sep", "sept", "september", "septiembre", "setiembre"), 9),
    **dict.fromkeys(("oct", "october", "octubre"), 10),
    **dict.fromkeys(("nov", "november", "noviembre"), 11),
    **dict.fromkeys(("dec", "december", "dic", "diciembre"), 12),
}
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_AFTER_MONTH = r"(?:\s*,\s*|\s+(?:del?\s+)?)(?P<year>\d{4}(?!\d)|'?\d{2}(?=\s*(?:$|[,.;\n]|(?:and|y)\b)))"
"""After a month's name; two digits are a year only where the clause ends, for `May 12, 30 days` has none."""

_PACKED_DAY = r"(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
_PACKED_YEAR = r"(?P<year>(?:19|20)\d{2})"
_WRITTEN = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![\d-])(?P<year>(?:19|20)\d{2})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d-])",
        r"(?<![\w/.-])(?P<month>\d{1,2})(?P<sep>[/.-])(?P<day>\d{1,2})(?P=sep)" + _YEAR + r"(?![\w-]|/\d)",
        r"(?<![\w/.-])(?P<month>\d{1,2}) (?P<day>\d{1,2}) (?P<year>(?:19|20)\d{2})(?![\w-])",
        r"(?<!\w)" + _MONTH + r"\s+" + _DAY + _AFTER_MONTH,
        r"(?<!\w)" + _DAY + r"(?:\s+(?:of|de))?\s+" + _MONTH + _AFTER_MONTH,
        r"(?<![\w-])" + _DAY + "-" + _MONTH + "-" + _YEAR + r"(?![\w-])",
    )
)
_PACKED = tuple(
    re.compile(rf"(?<![\w-]){form}(?![\w-])") for form in (_PACKED_YEAR + _PACKED_DAY, _PACKED_DAY + _PACKED_YEAR)
)


_YEARLESS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\w)" + _MONTH + r"\s+" + _DAY + r"(?![\w,]*\s*\d)",
        r"(?<!\w)" + _DAY + r"(?:\s+(?:of|de))?\s+" + _MONTH + r"(?!\w)",
        r"(?<![\w/.-])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])(?![\w/-])",
    )
)


class FoundDate(NamedTuple):
    """A date in a text."""

    start: int
    end: int
    day: date


def find_dates(text: str, today: date, taken: list[tuple[int, int]], *, packed: bool) -> Iterator[FoundDate]:
    """Yield the dates of `text` outside `taken`, and add each to it; two-digit years are never after `today`.

    `packed` forms (YYYYMMDD, MMDDYYYY) could be other numbers, so they are looked for apart.
    """
    for form in _PACKED if packed else _WRITTEN:
        for match in form.finditer(text):
            if overlaps(match.span(), taken):
                continue
            day = _as_date(match, today)
            if day:
                taken.append(match.span())
                yield FoundDate(match.start(), match.end(), day)


def nearest_days(text: str, today: date) -> Iterator[date]:
    """Yield the days that `text` names without a year, each in the year that brings it nearest to `today`."""
    for form in _YEARLESS:
        for match in form.finditer(text):
            month, day = _month(match["month"]), int(match["day"])
            years = (today.year - 1, today.year, today.year + 1)
            found = [one for year in years if (one := _day_of(year, month, day))]
            if found:
                yield min(found, key=lambda one: abs(one - today))


def _as_date(match: re.Match[str], today: date) -> date | None:
    """American order, month before day; the other way round only where the first cannot be a month."""
    written = match["year"].lstrip("'")
    month, day = _month(match["month"]), int(match["day"])
    if month > 12:
        month, day = day, month
    if len(written) == 4:
        return _day_of(int(written), month, day)
    this_century = _day_of(2000 + int(written), month, day)
    return this_century if this_century and this_century <= today else _day_of(1900 + int(written), month, day)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS[word.lower()]
