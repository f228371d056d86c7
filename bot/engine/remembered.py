"""Which of the claims answered last a message means by its place among them. Pure."""

import re

_PLACES: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"\b(?:first|primer[oa]?)\b"), 0),
    (re.compile(r"\b(?:second|2nd|segund[oa])\b"), 1),
    (re.compile(r"\b(?:third|3rd|tercer[oa]?)\b"), 2),
    (re.compile(r"\b(?:last|ultim[oa])\b"), -1),
    (re.compile(r"\b(?:same|that|this|mism[oa]|ese|este)\b"), 0),
)


def meant(folded: str, recent: tuple[str, ...]) -> tuple[str, ...]:
    """Return the claim of `recent` that is meant, none where the list is shorter; `the next one` is the second."""
    for place, index in _PLACES:
        if place.search(folded):
            return recent[index:][:1]
    return recent[1:2] or recent[:1]
