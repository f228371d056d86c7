"""Prove who a patient is: collect what they say, compare it in constant time. No model ever takes part.

45 CFR 164.514(h) asks for verification before any disclosure and leaves the method to the office: it is the
`identity` part of `office.yml`. A claim number is on every letter, so it never counts as a proof.
"""

import hmac
import re
import unicodedata
from dataclasses import replace

from bot.domain.claims import PatientRecord
from bot.domain.conversation import IdentityAnswers
from bot.domain.ids import PatientId
from bot.domain.policy import Field, IdentityPolicy
from bot.domain.recognition import EntityKind, Recognised

_TOLD = re.compile(
    r"\b(?:my (?:full |last )?name(?:'s| is)?|last name(?:'s| is)?|surname(?: is)?|i am|i'm|this is|name"
    r"|me llamo|soy|mi nombre(?: completo)? es|mi apellido es|apellido(?: es)?)[:\s]+"
    r"(?P<name>[^\W\d_][\w.'’-]*(?:\s+(?!and\b|y\b|born\b|dob\b|nac)[^\W\d_][\w.'’-]*){0,3})",
    re.IGNORECASE,
)
_FILLER = frozenset(
    [
        "my",
        "the",
        "is",
        "and",
        "a",
        "an",
        "of",
        "in",
        "on",
        "it",
        "i",
        "im",
        "am",
        "its",
        "number",
        "no",
        "id",
        "date",
        "birth",
        "born",
        "dob",
        "phone",
        "last",
        "four",
        "digits",
        "ending",
        "member",
        "name",
        "first",
        "full",
        "surname",
        "insurance",
        "claim",
        "for",
        "please",
        "hi",
        "hello",
        "yes",
        "ok",
        "okay",
        "sure",
        "here",
        "with",
        "from",
        "this",
        "that",
        "was",
        "seen",
        "visit",
        "service",
        "el",
        "la",
        "los",
        "las",
        "de",
        "del",
        "mi",
        "y",
        "es",
        "soy",
        "naci",
        "nacimiento",
        "fecha",
        "telefono",
        "numero",
        "ultimos",
        "cuatro",
        "digitos",
        "termina",
        "en",
        "nombre",
        "apellido",
        "miembro",
        "seguro",
        "reclamo",
        "por",
        "favor",
        "hola",
        "si",
        "con",
        "card",
        "social",
        "security",
        "ssn",
        "are",
        "to",
        "you",
        "can",
        "look",
        "up",
        "me",
        "thanks",
        "thank",
        "gracias",
        "patient",
        "st",
        "nd",
        "rd",
        "th",
        "ends",
    ]
)

_NOBODY = PatientRecord(PatientId(""), "", "\x00", None, "\x00", "\x00")
"""What answers are compared with when there is no record, so that both ways do the same work."""


def gather(said: IdentityAnswers, found: Recognised, *, proving: bool) -> IdentityAnswers:
    """Return `said` with what this message adds; a later word replaces an earlier one.

    `proving`: the bot has just asked, so words that are nothing else are a name.
    """
    births = [e.day for e in found.of(EntityKind.DATE) if e.birth]
    last4 = [e.canonical for e in found.of(EntityKind.PHONE_LAST4)] or [
        e.canonical[-4:] for e in found.of(EntityKind.PHONE)
    ]
    members = [e.canonical for e in found.of(EntityKind.MEMBER_ID, EntityKind.MBI)]
    name = _name(found, proving=proving)
    return replace(
        said,
        last_name=name or said.last_name,
        date_of_birth=births[-1] if births else said.date_of_birth,
        phone_last4=last4[-1] if last4 else said.phone_last4,
        member_id=members[-1] if members else said.member_id,
    )


def _name(found: Recognised, *, proving: bool) -> str:
    """The words of a name: what follows `my name is`, else when asked the words that are nothing else."""
    text = found.text
    for entity in sorted(found.entities, key=lambda e: e.start, reverse=True):
        text = f"{text[: entity.start]}\n{text[entity.end :]}"
    told = _TOLD.search(text)
    if told:
        return " ".join(w for w in told["name"].split() if _plain(w) not in _FILLER)
    if not proving:
        return ""
    words = [w for w in re.findall(r"[^\W\d_][\w'’-]*", text) if _plain(w) not in _FILLER]
    return " ".join(words) if 0 < len(words) <= 5 else ""


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
        return _last_name_matches(answers.last_name, record.last_name)
    said, known = getattr(answers, name), getattr(record, name)
    same = hmac.compare_digest(_plain(str(said or "")).encode(), _plain(str(known or "")).encode())
    return same and bool(said) and bool(known)


def _last_name_matches(said: str, known: str) -> bool:
    """The surname alone or at the end of the full name; `María de la Cruz-Peña` equals `de la cruz pena`."""
    words, surname = _words(said), "".join(_words(known))
    endings = ["".join(words[i:]) for i in range(min(len(words), 6))]
    same = [hmac.compare_digest(ending.encode(), surname.encode()) for ending in endings]
    return any(same) and bool(surname)


def _words(name: str) -> list[str]:
    return [w for w in (_plain(word) for word in re.split(r"[\s\-]+", name)) if w]


def _plain(text: str) -> str:
    """Letters and digits only, without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if c.isalnum())
