"""A second reading of a message: what it is most like, among examples of every subject.

The rules of `bot.engine.routing` name what a message says outright. People also say things in words that no rule
knows; the examples know them by their likeness, and `bot.engine.second_look` says how far that is believed.
"""

from functools import cache
from importlib.resources import files

from bot.engine.reading.features import without_identifiers
from bot.engine.reading.likeness import Example, Likeness, Read
from bot.engine.reading.subjects import Subject
from bot.engine.reading.tongue import unread_language

__all__ = ["Example", "Likeness", "Read", "Subject", "reading", "unread_language", "without_identifiers"]


@cache
def reading() -> Likeness:
    """Return the reading of the packaged examples. The first call takes the better part of a second."""
    return Likeness([Example(subject, line) for subject in Subject for line in examples_of(subject)])


def examples_of(subject: Subject) -> list[str]:
    """Return the packaged examples of a subject, identifiers as their kind."""
    return (files(__package__) / "examples" / f"{subject.value}.txt").read_text("utf-8").splitlines()
