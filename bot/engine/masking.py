"""What of a text may stand where other companies keep it: claim numbers by their end, names by initials. Pure."""

import re
from datetime import date

from bot.domain.messages import AuthorKind
from bot.domain.policy import Office
from bot.domain.recognition import EntityKind, Recognised
from bot.engine.names import bare_name, told_name
from bot.engine.recognise import recognise

_IDENTITY = re.compile(r"\[(?:date of birth|phone digits|member ID|social security number|Medicare number)\]")
_LOCAL_NUMBER = re.compile(r"(?<![\w$.,/-])[2-9]\d{2}[-. ]\d{4}(?![\w/-])")
"""A telephone number without its area, whose word may stand in another message."""

_PRIVATE = frozenset({EntityKind.PHONE, EntityKind.EMAIL})


def masked(text: str, author: AuthorKind, office: Office, today: date) -> str:
    """Return `text` without private details and names, and without amounts where the bot is the one who named them.

    A name that nothing marks as one (`my name is ...`, a line that is nothing else, the words beside a proof of
    identity) is not found.
    """
    found = recognise(text, office, today)
    shown = found.masked
    for entity in found.of(*_PRIVATE):
        shown = shown.replace(entity.text, f"[{entity.kind.value}]")
    shown = _LOCAL_NUMBER.sub("[phone]", shown)
    if author is AuthorKind.BOT:
        for entity in found.of(EntityKind.MONEY):
            shown = shown.replace(entity.text, "[amount]")
    if author is AuthorKind.PATIENT:
        for word in names_in(found):
            shown = re.sub(rf"\b{re.escape(word)}\b", f"{word[0].upper()}.", shown)
    return shown


def names_in(found: Recognised) -> list[str]:
    """Return the words of a message by which its writer names themselves."""
    told, bare = told_name(found)[0], bare_name(found)
    if bare and not (_IDENTITY.search(found.masked) or _is_nothing_else(bare, found.text)):
        bare = ""
    return [word for word in {*told.split(), *bare.split()} if len(word) > 1]


def _is_nothing_else(name: str, text: str) -> bool:
    words = re.findall(r"\w[\w.'’-]*", text)
    return words == name.split() and (len(words) <= 2 or all(word[:1].isupper() for word in words))
