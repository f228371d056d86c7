"""Read a sentence as its source would put it: one spelling for a day, an amount, an hour and a turn of phrase. Pure."""

import re
from collections.abc import Sequence, Set
from datetime import date

from bot.engine.dates import find_dates
from bot.engine.identifiers import overlaps
from bot.engine.measures import measures
from bot.engine.vocabulary.plain import NUMBER_WORDS
from bot.engine.vocabulary.synonyms import OPENERS, PHRASES

_CENTS = re.compile(r"(?<=\d)\.00(?!\d)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_PERCENT = re.compile(r"(?<=\d) ?%")
_HOUR = re.compile(r"\b(\d{1,2})(?::00)?\s?([ap])\.?\s?m\b\.?", re.IGNORECASE)
_YEARLESS = re.compile(
    r"\b[^\W\d_]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?\b(?!,? ?\d| de )"
    r"|\b\d{1,2} (?:de |of )?[^\W\d_]{3,10}\b(?! (?:del? )?\d)",
    re.IGNORECASE,
)
_OPENER = re.compile(OPENERS, re.IGNORECASE)
_CONTRACTED = (
    ("can't", "cannot"),
    ("won't", "will not"),
    ("n't", " not"),
    ("'ll", " will"),
    ("'ve", " have"),
    ("'re", " are"),
    ("'m", " am"),
)
_IS = re.compile(r"\b(it|that|this|there|here)'s\b")
_WEEKS = re.compile(r"\b(\w+)(?: (to|and|or|a|y|o) (\w+))? (?:weeks|semanas)\b")


def without_opener(text: str) -> str:
    """Return a sentence without the “Yes,” that it begins with."""
    rest = _OPENER.sub("", text.strip(), count=1)
    return rest[:1].upper() + rest[1:] if rest != text.strip() else text


def plainly(text: str, language: str) -> str:
    """Return a text in lower case, with its contractions, hours and turns of phrase in one form."""
    plain = text.replace("’", "'").casefold()
    for short, whole in _CONTRACTED:
        plain = plain.replace(short, whole)
    plain = counted(_IS.sub(r"\1 is", plain))
    for pattern, read in PHRASES[language]:
        plain = re.sub(pattern, read, plain)
    return plain


def counted(text: str) -> str:
    """Return a text with hours and shares in one form: `8:00 AM` is `8 am`, and `20%` is `20 percent`."""
    return _HOUR.sub(r"\1 \2m", _PERCENT.sub(" percent", text))


def amounts(text: str) -> str:
    """Return a text with each amount as briefly as it can be written: `$1,200.00` is `$1200`."""
    return _GROUPED.sub("", _CENTS.sub("", text))


def in_days(text: str, source: str) -> str:
    """Return a text with its weeks in days, where its source counts as many days."""
    known = measures(source)
    return _WEEKS.sub(lambda found: _as_days(found, known), text)


def _as_days(found: re.Match[str], known: Set[tuple[str, str]]) -> str:
    numbers = [NUMBER_WORDS.get(word, word) for word in (found[1], found[3]) if word]
    days = [str(7 * int(number)) if number.isdigit() else "" for number in numbers]
    if not all((number, "day") in known for number in days):
        return found[0]
    return f" {found[2]} ".join(days) + " days"


def with_days(text: str, known: Sequence[date], language: str) -> str:
    """Write each day of a text in figures (`2026-10-02`), if it is one of `known`; others stay, to be found.

    Figures alone stay in Spanish, where people could read the month for the day.
    """
    spans = [
        (found.start, found.end, found.day)
        for found in find_dates(text, date.max, [], packed=False)
        if found.day in known and (language == "en" or re.search(r"[^\W\d_]", text[found.start : found.end]))
    ]
    written = [(start, end) for start, end, _ in spans]
    for found in _YEARLESS.finditer(text):
        if not overlaps(found.span(), written):
            spans += [(*found.span(), day) for day in known if _is(found[0], day)][:1]
    for start, end, day in sorted(spans, reverse=True):
        text = f"{text[:start]}{day.isoformat()}{text[end:]}"
    return text


def _is(written: str, day: date) -> bool:
    """Say whether what is written without a year is this day."""
    return [found.day for found in find_dates(f"{written}, {day.year}", date.max, [], packed=False)] == [day]
