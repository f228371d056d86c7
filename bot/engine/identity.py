"""Prove who a patient is: collect what they say, compare it in constant time. No model ever takes part.

45 CFR 164.514(h) asks for verification before any disclosure and leaves the method to the office: it is the
`identity` part of `office.yml`. A claim number is on every letter, so it never counts as a proof.
"""

import hmac
import re
from dataclasses import replace

from bot.domain.claims import PatientRecord
from bot.domain.conversation import IdentityAnswers
from bot.domain.ids import PatientId
from bot.domain.policy import Field, IdentityPolicy
from bot.domain.recognition import EntityKind, Recognised
from bot.engine.names import MOST_WORDS, bare_name, letters, told_name

_PARTICLES = frozenset({"de", "la", "las", "los", "del", "y"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""Parts of a surname that people leave out or add; neither side of a comparison counts them."""

_NOBODY = PatientRecord(PatientId(""), "", "\x00", None, "\x00", "\x00")
"""What answers are compared with when there is no record, so that both ways do the same work."""


def gather(said: IdentityAnswers, found: Recognised, *, proving: bool) -> IdentityAnswers:
    """Return `said` with what this message adds; a later word replaces an earlier one.

    `proving`: the bot has just asked, so words that are nothing else are a name.
    """
    births = [e.day for e in found.of(EntityKind.DATE) if e.birth and e.day]
    last4 = [e.canonical for e in found.of(EntityKind.PHONE_LAST4)] or [
        e.canonical[-4:] for e in found.of(EntityKind.PHONE)
    ]
    members = [e.canonical for e in found.of(EntityKind.MEMBER_ID, EntityKind.MBI)]
    return replace(
        _named(said, found, proving=proving),
        date_of_birth=births[-1] if births else said.date_of_birth,
        phone_last4=last4[-1] if last4 else said.phone_last4,
        member_id=members[-1] if members else said.member_id,
    )


def _named(said: IdentityAnswers, found: Recognised, *, proving: bool) -> IdentityAnswers:
    """Add a name; one of several words may hold both names, and the comparison finds each in it.

    Loose words beside other answers never replace a name that was given.
    """
    name, part = told_name(found)
    if not name and proving and not (said.last_name and found.entities):
        name = bare_name(found)
        part = "first" if said.last_name and not said.first_name and " " not in name else ""
    if not name:
        return said
    if part == "first":
        return replace(said, first_name=name)
    both = part != "last" and " " in name
    return replace(said, last_name=name, first_name=name if both else said.first_name)


def missing(answers: IdentityAnswers, policy: IdentityPolicy) -> tuple[list[Field], list[Field]]:
    """Return what is still needed: all of the first list, and one of the second."""
    needed = [name for name in policy.required if not getattr(answers, name)]
    has_one = not policy.one_of or any(getattr(answers, name) for name in policy.one_of)
    return needed, [] if has_one else list(policy.one_of)


def proves(answers: IdentityAnswers, record: PatientRecord | None, policy: IdentityPolicy) -> bool:
    """Say whether `answers` match `record`; takes the same steps when there is no record."""
    known = record or _NOBODY
    required = [_matches(name, answers, known) for name in policy.required]
    alternatives = [_matches(name, answers, known) for name in policy.one_of]
    return all(required) and (not alternatives or any(alternatives)) and record is not None


def _matches(name: Field, answers: IdentityAnswers, record: PatientRecord) -> bool:
    if name == "last_name":
        return _name_matches(answers.last_name, record.last_name)
    if name == "first_name":
        return _name_matches(answers.first_name, record.first_name)
    said, known = getattr(answers, name), getattr(record, name)
    same = hmac.compare_digest(letters(str(said or "")).encode(), letters(str(known or "")).encode())
    return same and bool(said) and bool(known)


def _name_matches(said: str, known: str) -> bool:
    """One name alone, or at either end of the full name; `María de la Cruz-Peña` equals `de la cruz pena`."""
    words, name = _words(said)[:MOST_WORDS], "".join(_words(known))
    parts = ["".join(part) for i in range(len(words)) for part in (words[i:], words[: i + 1])]
    same = [hmac.compare_digest(part.encode(), name.encode()) for part in parts]
    return any(same) and bool(name)


def _words(name: str) -> list[str]:
    words = [w for w in (letters(word) for word in re.split(r"[\s\-]+", name)) if w]
    return [w for w in words if w not in _PARTICLES | _SUFFIXES] or words
