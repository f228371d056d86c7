"""How much of what a text says: `14 to 45 days` is 14 days and 45 days, in English and Spanish. Pure."""

import re

from bot.engine.vocabulary.plain import NUMBER_WORDS, UNITS

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")
_ONE = frozenset({"one", "a", "an", "un", "una", "uno"})
_BETWEEN = frozenset({"and", "y", "to", "or", "o", "business", "calendar", "working", "full", "next"})


def measures(text: str) -> set[tuple[str, str]]:
    """Return each number with the unit that follows it; `a week` is one of them."""
    found: set[tuple[str, str]] = set()
    waiting: list[str] = []
    for word in (word.casefold() for word in _WORD.findall(text)):
        if word in UNITS:
            found |= {(number, UNITS[word]) for number in waiting}
            waiting = []
        elif word in NUMBER_WORDS or word[0].isdigit():
            waiting = [*waiting, NUMBER_WORDS.get(word, word)]
        elif word in _ONE:
            waiting = waiting or ["1"]  # the `a` of `14 a 45 días` counts nothing
        elif word not in _BETWEEN:
            waiting = []
    return found
