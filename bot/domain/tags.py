"""Tags by which a lead finds and counts conversations: `kind:value`, and nothing of a patient in either."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.policy.desk_routes import slug


class Subject(StrEnum):
    """What a conversation is about."""

    CLAIM_STATUS = "claim-status"
    DENIAL = "denial"
    APPEAL = "appeal"
    PAYMENT = "payment"
    DOCUMENTS = "documents"
    IDENTITY = "identity"


class Outcome(StrEnum):
    """What came of it; several where several things did."""

    ANSWERED = "answered"
    NOT_ANSWERED = "not-answered"
    HANDED_OVER = "handed-over"
    HANDED_BACK = "handed-back"
    RESOLVED = "resolved"
    NO_REPLY = "no-reply"


ABOUT, OUTCOME, OWN, PAYER, CODE = "about", "outcome", "own", "payer", "code"
CORRECTABLE = frozenset({ABOUT, OUTCOME, OWN, PAYER, CODE, "state", "topic"})
"""Kinds that are a judgement, which a specialist may correct; the others say what the bot did."""
_TAG = re.compile(r"(?P<kind>[a-z]+):(?P<value>[\w.+-]{1,60})")


def about(subject: Subject) -> str:
    """Return the tag of a subject."""
    return f"{ABOUT}:{subject}"


def outcome(what: Outcome) -> str:
    """Return the tag of an outcome."""
    return f"{OUTCOME}:{what}"


def label(tag: str) -> str:
    """Return a tag as people read it."""
    kind, _, value = tag.rpartition(":")
    words = value if kind == CODE else value.replace("-", " ").replace("_", " ")
    return f"{kind} {words}" if kind in {PAYER, OUTCOME, "state"} else words


def is_correctable(tag: str) -> bool:
    """Say whether a specialist may put it on a conversation or take it off."""
    found = _TAG.fullmatch(tag)
    return found is not None and found["kind"] in CORRECTABLE


def choices(own: Iterable[str]) -> tuple[str, ...]:
    """Return what a specialist may choose from: every subject, the office's own tags by their names, every outcome."""
    return (
        *(about(subject) for subject in Subject),
        *(f"{OWN}:{slug(name)}" for name in own),
        *(outcome(what) for what in Outcome),
    )


@dataclass(frozen=True, slots=True)
class Correction:
    """What a specialist changes. Written as lines of `+tag` and `-tag`, so that it says the same whenever it comes."""

    added: tuple[str, ...]
    removed: tuple[str, ...]

    @classmethod
    def between(cls, shown: Iterable[str], wanted: Iterable[str]) -> "Correction":
        """Return what leads from the tags that were shown to those that are wanted."""
        before, after = set(shown), set(wanted)
        return cls(tuple(sorted(after - before)), tuple(sorted(before - after)))

    @classmethod
    def read(cls, text: str) -> "Correction":
        """Read what `str` wrote; raises `ValueError` for a tag that nobody may correct, and for nothing at all."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if not lines or not all(line[0] in "+-" and is_correctable(line[1:]) for line in lines):
            raise ValueError("no correction of tags")
        signed = {sign: tuple(line[1:] for line in lines if line[0] == sign) for sign in "+-"}
        return cls(signed["+"], signed["-"])

    def __bool__(self) -> bool:
        """Say whether it changes anything."""
        return bool(self.added or self.removed)

    def __str__(self) -> str:
        """Write it down."""
        return "\n".join([*(f"+{tag}" for tag in self.added), *(f"-{tag}" for tag in self.removed)])

    @property
    def in_words(self) -> str:
        """What it does, for people."""
        said = {"added": self.added, "removed": self.removed}
        return ", ".join(f"{what} {' and '.join(map(label, tags))}" for what, tags in said.items() if tags)
