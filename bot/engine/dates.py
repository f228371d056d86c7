"""Find dates as people write them, in English and Spanish."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_MONTHS = {
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
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![\d-])(?P<year>(?:19|20)\d{2})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d-])",
        r"(?<![\w/.-])(?P<month>\d{1,2})(?P<sep>[/.-])(?P<day>\d{1,2})(?P=sep)" + _YEAR + r"(?![\w-]|/\d)",
        r"(?<!\w)" + _MONTH + r"\s+" + _DAY + r"(?:\s*,\s*|\s+(?:del?\s+)?)(?P<year>\d{4})(?!\d)",
        r"(?<!\w)" + _DAY + r"(?:\s+(?:of|de))?\s+" + _MONTH + r"(?:\s*,\s*|\s+(?:del?\s+)?)(?P<year>\d{4})(?!\d)",
        r"(?<![\d-])(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])",
    )
)


class FoundDate(NamedTuple):
    """A date in a text; `packed` is YYYYMMDD, which could be another number."""

    start: int
    end: int
    day: date
    packed: bool


def find_dates(text: str, today: date) -> Iterator[FoundDate]:
    """Yield the dates of `text`; a two-digit year is the latest one not after `today`."""
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            day = _as_date(match, today)
            if day:
                taken.append(match.span())
                yield FoundDate(match.start(), match.end(), day, packed=form is _FORMS[-1])


def _as_date(match: re.Match[str], today: date) -> date | None:
    """American order, month before day; the other way round only where the first cannot be a month."""
    year, month, day = int(match["year"]), _month(match["month"]), int(match["day"])
    if len(match["year"]) == 2:
        year += 2000 if 2000 + year <= today.year else 1900
    if month > 12:
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word.lower()]
