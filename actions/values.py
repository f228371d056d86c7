"""One value of a billing system's answer, read as what it must be. Unreadable is `UNREADABLE`, never a guess.

Absent and null are None; junk is told apart from them so that staff can be told which field was junk.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from actions import dates
from actions.results import FieldValue


class Junk(Enum):
    """The type of `UNREADABLE`, a value that is there and makes no sense."""

    UNREADABLE = "unreadable"


UNREADABLE: Final = Junk.UNREADABLE
Reading = FieldValue | Junk
Reader = Callable[[Any, tuple[str, ...]], Reading]
"""Reads one JSON value; the second argument is the date formats of the field."""

LONGEST = 200
_MONEY = re.compile(r"(?P<sign>-?)\$?(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,12})?(?P<part>\.\d{1,4})?", re.ASCII)
_ADJUSTMENT = re.compile(r"(CO|PR|OA|PI|CR)[\s-]?([A-Z]?\d{1,3})", re.ASCII)
_CODE = re.compile(r"[A-Z]{1,3}\d{1,4}[A-Z]?|RQ", re.ASCII)


def text(value: Any, _: tuple[str, ...] = ()) -> Reading:
    """Read a short text; a number keeps its digits, blank is None."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return UNREADABLE
    words = " ".join(str(value).split())
    if len(words) > LONGEST:
        return UNREADABLE
    return words or None


def money(value: Any, _: tuple[str, ...] = ()) -> Reading:
    """Read an amount exactly: `"1,240.00"`, `"$20"`, `".5"` or a JSON number; `"10XXX.89"` is unreadable."""
    words = text(value)
    if not isinstance(words, str):
        return words
    found = _MONEY.fullmatch(words)
    if not found or not (found["whole"] or found["part"]):
        return UNREADABLE
    whole = (found["whole"] or "0").replace(",", "")
    return Decimal(f"{found['sign']}{whole}{found['part'] or ''}")


def day(value: Any, forms: tuple[str, ...]) -> Reading:
    """Read a date in one of `forms`, a range as its first day."""
    words = text(value)
    if not isinstance(words, str):
        return words
    found: date | None = dates.read(words, forms)
    return UNREADABLE if found is None else found


def code(value: Any, _: tuple[str, ...] = ()) -> Reading:
    """Read a code in its canonical form (`co16` is `CO-16`, `f3n` is `F3N`); other words stay as they are."""
    words = text(value)
    if not isinstance(words, str):
        return words
    upper = words.upper()
    if adjustment := _ADJUSTMENT.fullmatch(upper):
        return f"{adjustment[1]}-{adjustment[2]}"
    return upper if _CODE.fullmatch(upper) else words


def codes(value: Any, _: tuple[str, ...] = ()) -> Reading:
    """Read a list of codes, or several in one text; none at all is the empty tuple, one bad code spoils the list."""
    if value is None:
        return ()
    found: dict[str, None] = {}
    items = re.split(r"[,;|]", value) if isinstance(value, str) else value
    for item in items if isinstance(items, list) else [items]:
        one = code(item)
        if isinstance(one, str):
            found[one] = None
        elif one is not None:
            return UNREADABLE
    return tuple(found)


def phone_last4(value: Any, _: tuple[str, ...] = ()) -> Reading:
    """Read the last four digits of a telephone number written in any way."""
    words = text(value)
    if not isinstance(words, str):
        return words
    digits = re.sub(r"\D", "", words, flags=re.ASCII)
    return digits[-4:] if len(digits) >= 4 else UNREADABLE
