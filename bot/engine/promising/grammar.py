"""How a language promises a word by a day. Values only.

Only words that are known may stand between the promise and its day: whatever else does may have made the day that of
the payer, of a visit, or of the patient's own deed, and then there is nothing to hold anybody to.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.engine.promising.days import ReadDay


@dataclass(frozen=True, slots=True)
class Times:
    """The forms of a day. `lead` may stand before it, `tail` after it, `joined` between two of which the later counts.

    With `before` in its lead a day is due on the one before, unless it is an `end` of something.
    """

    forms: tuple[tuple[re.Pattern[str], ReadDay], ...]
    lead: re.Pattern[str]
    before: re.Pattern[str]
    end: re.Pattern[str]
    joined: re.Pattern[str]
    tail: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language.

    `who` and a `deed` make a promise where what stands between them is an `aside`, a `whole` does by itself, behind an
    `opening` or the day: else somebody else may do it. One that
    is `unsure` may tell of the past: it counts only with a day that is `ahead` by its very words. `between` runs up to
    the day. A `condition` anywhere, or `doubt` in the promise's own clause, and nobody has promised.
    """

    who: re.Pattern[str]
    deed: re.Pattern[str]
    aside: re.Pattern[str]
    whole: re.Pattern[str]
    opening: re.Pattern[str]
    unsure: re.Pattern[str]
    ahead: re.Pattern[str]
    between: re.Pattern[str]
    times: Times
    condition: re.Pattern[str]
    doubt: re.Pattern[str]
    clause_end: re.Pattern[str]


NEVER = re.compile(r"(?!)")
"""Matches nothing."""


def any_of(text: str) -> str:
    """Return a pattern for one of these words; `_` stands for a space within one."""
    return _alternatives(word.replace("_", " ") for word in text.split())


def numbers(text: str) -> dict[str, int]:
    """Return the numbers of `word:number` pairs; `_` stands for a space."""
    return {name.replace("_", " "): int(number) for name, number in (pair.split(":") for pair in text.split())}


def names(numbered: Iterable[str]) -> str:
    """Return a pattern for one of these names, or of two digits."""
    return rf"\d{{1,2}}|{_alternatives(numbered)}"


def _alternatives(found: Iterable[str]) -> str:
    return "|".join(sorted(found, key=len, reverse=True))
