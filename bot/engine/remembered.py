"""Which of the claims answered last a message means by its place among them. Pure."""

import re

_PLACES: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"\b(?:first|primer[oa]?)\b"), 0),
    (re.compile(r"\b(?:second|2nd|segund[oa])\b"), 1),
    (re.compile(r"\b(?:third|3rd|tercer[oa]?)\b"), 2),
    (re.compile(r"\b(?:last|ultim[oa])\b"), -1),
    (re.compile(r"\b(?:same|that|this|mism[oa]|ese|este)\b"), 0),
)
_SEVERAL = re.compile(
    r"\b(?:both|all of (?:them|those)|last two|other two|the others|the rest|amb[oa]s|tod[oa]s|las? otr[oa]s)\b"
)
_LAST = re.compile(r"\b(?:last|other|others|rest|otr[oa]s)\b")


def meant(folded: str, recent: tuple[str, ...]) -> tuple[str, ...]:
    """Return the claim of `recent` that is meant, none where the list is shorter; `the next one` is the second."""
    if _SEVERAL.search(folded):
        return recent[-2:] if _LAST.search(folded) else recent
    for place, index in _PLACES:
        if place.search(folded):
            return recent[index:][:1]
    return recent[1:2] or recent[:1]
