"""Birthdays that are not written as a date is: `March 4th of 1961`, `04MAR1961`, `dob 030461`, `born March 4`.

Where the plain forms (`bot.engine.dates`) find nothing, a word such as `born` says what the figures are, or a year so
long ago that nobody means a visit. A year alone is no private detail (45 CFR 164.514(b)(2)(i)(C)).
"""

import re
from collections.abc import Iterator
from datetime import date

from bot.domain.recognition import Entity, EntityKind
from bot.engine.dates import MONTHS, find_dates
from bot.engine.identifiers import free, unlisted

BORN = r"\b(?:born|birth\w*|b-?day|d\.?o\.?b|nac\.|nacid[oa]|nac[ií]|nacimiento|cumplea\w+)\b"
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_BETWEEN = r"[\s\-./\\,_]{0,3}(?:(?:of|the|de|del)\s+)?"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH_DAY = rf"{_MONTH}{_BETWEEN}{_NUMBER}|{_NUMBER}{_BETWEEN}{_MONTH}"
_DATED = (
    r"\d{1,2}[\s\-./\\,_]{1,3}\d{1,2}[\s\-./\\,_]{1,3}(?:\d{4}|\d{2})"
    rf"|(?:{_MONTH_DAY}){_BETWEEN}'?(?:\d{{4}}|\d{{2}})"
    rf"|\d{{4}}{_BETWEEN}(?:{_MONTH_DAY})"
)
_BIRTH = re.compile(
    rf"{BORN}\D{{0,28}}?(?<!\w)(?P<it>{_DATED}|\d{{6}}|{_MONTH_DAY}|\d{{1,2}}\s?[-/]\s?\d{{1,2}})(?![\w/-])",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    rf"(?<![\w/.-])(?P<it>(?:{_MONTH_DAY}){_BETWEEN}(?P<year>\d{{4}})"
    rf"|\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?(?P<last>\d{{4}})|(?P<first>\d{{4}}){_BETWEEN}(?:{_MONTH_DAY}))(?![\w/-])",
    re.IGNORECASE,
)


def find_birthdays(text: str, today: date, oldest: int, taken: list[tuple[int, int]]) -> Iterator[Entity]:
    """Yield birthdays outside `taken`, and add each to it; dates before the year `oldest` are of birth."""
    for match in _BIRTH.finditer(unlisted(text)):
        if free(match.span("it"), taken):
            yield _birth(text, match.span("it"), today)
    for match in _LONG_AGO.finditer(text):
        year = int(match["year"] or match["last"] or match["first"])
        if year in range(1900, oldest) and free(match.span("it"), taken):
            yield _birth(text, match.span("it"), today)


def _birth(text: str, span: tuple[int, int], today: date) -> Entity:
    """One without a year, or that cannot be read, has no day: it proves nothing, and is hidden all the same."""
    written = text[slice(*span)]
    day = next((found.day for found in find_dates(_in_order(written), today, [], packed=False)), None)
    return Entity(EntityKind.DATE, written, day.isoformat() if day else "", *span, day, birth=True)


def _in_order(text: str) -> str:
    """Write the parts of a date as `find_dates` reads them: 3/4/1961, or March 4, 1961."""
    parts = [part for part in re.findall(r"\d+|[^\W\d_]+", text.lower()) if part.isdigit() or part in MONTHS]
    if len(parts) == 1 and len(parts[0]) == 6:
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    names = [part for part in parts if part in MONTHS]
    numbers = [part for part in parts if part not in MONTHS]
    if not names or len(numbers) < 2:
        return "/".join(numbers)
    year = next((number for number in numbers if len(number) == 4), numbers[-1])
    numbers.remove(year)
    return f"{names[0]} {numbers[0]}, {year}"
