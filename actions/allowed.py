"""What any input may be made of, whatever its own pattern says: the last line before a value leaves the house."""

import re
import unicodedata
from datetime import date

LONGEST = 50
"""The longest identifier of an X12 276 (REF02), and of the JSON APIs built on it."""

_MARKS = frozenset(" -'’.,/#")


class NotAllowed(ValueError):
    """A value does not fit. Says nothing of the value."""


def text(value: str, pattern: str | None) -> str:
    """Return `value` without outer blanks; raises `NotAllowed` unless all of it fits `pattern`.

    At least one letter or digit must be there: `..` as a piece of a URL's path would lead somewhere else.
    """
    found = value.strip()
    if not 0 < len(found) <= LONGEST or not all(map(_may_stand, found)) or not any(map(str.isalnum, found)):
        raise NotAllowed("characters or length")
    if pattern is not None and not re.fullmatch(pattern, found):
        raise NotAllowed("pattern")
    return found


def day(value: str) -> date:
    """Return the day written as YYYY-MM-DD; raises `NotAllowed`."""
    found = value.strip()
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", found, re.ASCII):
        raise NotAllowed("date")
    try:
        return date.fromisoformat(found)
    except ValueError:
        raise NotAllowed("date") from None


def _may_stand(character: str) -> bool:
    return character in _MARKS or unicodedata.category(character)[0] in "LMN"
