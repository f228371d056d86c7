"""Date formats as an office writes them (`MM/DD/YYYY`), for reading answers and for writing requests.

Claims APIs disagree about dates, and the 277's service date may be a range (DTP*472 in D8 or RD8); a range
counts as its first day. A time of day or an offset after the date is passed over: a date of service is a day on
the calendar of the practice, so it is never moved to another time zone.
"""

import re
from datetime import date
from functools import cache

ISO = "YYYY-MM-DD"
_PARTS = {"YYYY": r"(?P<year>\d{4})", "MM": r"(?P<month>\d{1,2})", "DD": r"(?P<day>\d{1,2})"}
_TOKEN = re.compile("YYYY|MM|DD")
_TIME = r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_BETWEEN = r"\s*(?:-|/|–|to)\s*"


def is_format(text: str) -> bool:
    """Say whether `text` names year, month and day once each with nothing but marks between them."""
    return sorted(_TOKEN.findall(text)) == ["DD", "MM", "YYYY"] and not re.search(r"\w|\s", _TOKEN.sub("", text))


def write(day: date, form: str) -> str:
    """Write `day` in the format `form`."""
    return form.replace("YYYY", f"{day.year:04}").replace("MM", f"{day.month:02}").replace("DD", f"{day.day:02}")


def read(text: str, forms: tuple[str, ...]) -> date | None:
    """Read a date, or the first day of a range, in the first format that fits; None when none does."""
    for form in forms:
        if found := _pattern(form).fullmatch(text.strip()):
            return _first_day(found)
    return None


def _first_day(found: re.Match[str]) -> date | None:
    try:
        first = date(int(found["year"]), int(found["month"]), int(found["day"]))
        if found["year2"] is None:
            return first
        last = date(int(found["year2"]), int(found["month2"]), int(found["day2"]))
    except ValueError:
        return None
    return first if first <= last else None


@cache
def _pattern(form: str) -> re.Pattern[str]:
    # Without marks between the parts, months and days must have two digits or 2026111 would be two dates.
    solid = not _TOKEN.sub("", form)
    one = _TOKEN.sub(lambda token: _PARTS[token[0]], re.escape(form))
    one = one.replace(r"\d{1,2}", r"\d{2}") if solid else one
    two = re.sub(r"<(\w+)>", r"<\g<1>2>", one)
    return re.compile(f"{one}{_TIME}(?:{_BETWEEN}{two}{_TIME})?", re.ASCII)
