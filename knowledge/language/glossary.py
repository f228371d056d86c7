"""The field's glossary: which words of a question may be looked for as which words of a document."""

from functools import cache
from importlib.resources import files

from knowledge.language.stop_words import STOP_WORDS
from knowledge.language.words import stem, stems, words

Phrase = tuple[str, ...]
"""Stems that must all be there."""
LONGEST = 5
"""No member of a group has more words than this."""


@cache
def glossary() -> dict[Phrase, tuple[Phrase, ...]]:
    """Return, for each phrase that a question may use, what to look for in documents, nearest first."""
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for looked_for, understood in _groups():
        targets = tuple(dict.fromkeys(filter(None, map(subject, looked_for))))
        for member in (*looked_for, *understood):
            phrase = stems(member)
            own = tuple(target for target in targets if target == subject(member))
            found[phrase] = tuple(dict.fromkeys((*own, *found.get(phrase, ()), *targets)))
    return found


@cache
def glossary_words() -> frozenset[str]:
    """Return every word that stands in the glossary: none of them is a misspelling."""
    return frozenset(word for group in _groups() for members in group for member in members for word in words(member))


def subject(text: str) -> Phrase:
    """Return the stems of the words of `text` that carry a subject."""
    return tuple(stem(word) for word in words(text) if len(word) > 1 and word not in STOP_WORDS)


def _groups() -> list[tuple[list[str], list[str]]]:
    lines = files("knowledge.language").joinpath("glossary.txt").read_text("utf-8").splitlines()
    halves = [line.partition("|") for line in lines if line.strip() and not line.startswith("#")]
    return [(_members(looked_for), _members(understood)) for looked_for, _, understood in halves]


def _members(half: str) -> list[str]:
    return [member.strip() for member in half.split(";") if member.strip()]
