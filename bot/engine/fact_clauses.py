"""Hold what a sentence says of a claim to its facts: which amount and day is whose, and who paid, owes or billed. Pure.

A value belongs to the verb before it, or to the first after it where none stands before.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.engine.sayable import words_of
from bot.engine.vocabulary.plain import ACTORS, CONDITIONS, DISCOURSE
from bot.ports.writer import Fact

_VALUE = re.compile(r"\$\d+(?:\.\d+)?|\b\d{4}-\d{2}-\d{2}\b")
_KINDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "paid": (
        frozenset({"paid", "pay", "pays", "payment", "pagó", "pagado", "pagada", "pagaron", "pago"}),
        frozenset({"plan"}),
    ),
    "owed": (frozenset({"owe", "deber", "debe", "deba", "share", "part", "parte"}), frozenset({"you"})),
    "billed": (
        frozenset({"billed", "charged", "facturó", "facturado", "facturada", "facturamos"}),
        frozenset({"we"}),
    ),
    "received": (frozenset({"received", "got", "recibió", "recibido", "recibida"}), frozenset({"plan"})),
    "decided": (frozenset({"decided", "finished", "decidió", "decidido", "decidida"}), frozenset({"plan"})),
    "date_of_service": (frozenset({"visit", "service", "seen", "visita", "servicio", "atención"}), frozenset()),
}
"""By the name of a fact: the words that tell it, and who does it."""

_KIND_OF = {word: kind for kind, (words, _) in _KINDS.items() for word in words}
_AT_IT = frozenset({"process", "processing", "proceso", "procesando"})
_DONE = frozenset({"processed", "procesado", "procesada"})
_FINISHED = frozenset({"finished"})
"""A plan that has finished has decided; but who says `decided` has not said `finished`."""
_OF_A_DAY = frozenset({"for", "of", "from", "por", "del", "de"})
_BY = frozenset({"by", "por"})
_TO = frozenset({"you", "us", "me", "usted", "nosotros"})
_CLITICS = frozenset({"le", "les", "nos", "me"})


def belongs_elsewhere(text: str, facts: Sequence[Fact]) -> Iterator[str]:
    """Yield what in a text is told as another fact than it is; both read plainly, days as `2026-10-02`."""
    words = _words(text)
    for place, word in enumerate(words):
        kinds = {_kind(fact) for fact in facts if word in _VALUE.findall(fact.text)}
        if _VALUE.fullmatch(word) and kinds and _told_as(words, place) not in kinds:
            yield f"it tells {word} as something that it is not"
    yield from _wrong_doers(words)
    known = {word for fact in facts for word in words_of(fact.text)}
    said = {"in process" if word in _AT_IT or before == "being" else "processed" for before, word in _processing(words)}
    meant = {"in process" if word in _AT_IT else "processed" for word in known & (_AT_IT | _DONE)}
    if said - meant:
        yield "what is processed is not in process, nor the other way round"


def _processing(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((before, word) for before, word in pairwise(["", *words]) if word in _AT_IT | _DONE)


def telling(fact: Fact) -> frozenset[str]:
    """Return the words in which people tell of a fact, whatever its label is."""
    return _KINDS.get(_kind(fact), (frozenset(), frozenset()))[0] - _FINISHED


def _words(text: str) -> list[str]:
    parts = [(match[0],) if _VALUE.fullmatch(match[0]) else words_of(match[0]) for match in _PIECE.finditer(text)]
    return [word for part in parts for word in part]


_PIECE = re.compile(rf"{_VALUE.pattern}|\S+")


def _kind(fact: Fact) -> str:
    return fact.id.rpartition(".")[2]


def _told_as(words: Sequence[str], place: int) -> str:
    day = "$" not in words[place]
    beside = (words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else "")
    if day and (beside[0] in _OF_A_DAY or _KIND_OF.get(beside[1]) == "date_of_service"):
        return "date_of_service"
    before = [_KIND_OF[word] for word in reversed(words[:place]) if word in _KIND_OF]
    after = [_KIND_OF[word] for word in words[place:] if word in _KIND_OF]
    return next(iter([*before, *after]), "")


def _wrong_doers(words: Sequence[str]) -> Iterator[str]:
    """Each person of the sentence does what they do in the facts, and nothing else is done to them."""
    for place, word in enumerate(words):
        kind = _KIND_OF.get(word, "")
        if ACTORS.get(word) in {"you", "we"}:
            verb = "" if _is_agent(words, place) else _verb_after(words, place)
            if ACTORS[word] not in _KINDS.get(verb, (frozenset(), frozenset()))[1]:
                yield f"“{word}” does not do this in its source"
        if kind in {"paid", "owed", "billed"}:
            if (words[place + 1 : place + 2] and words[place + 1] in _TO) or words[max(place - 1, 0)] in _CLITICS:
                yield f"its source does not say to whom (“{word}”)"
            doer = _doer(words, place)
            if doer and _KINDS[kind][1] and doer not in _KINDS[kind][1]:
                yield f"somebody else does this in its source (“{word}”)"
        elif kind in {"received", "decided"} and (_doer(words, place) or "plan") != "plan":
            yield f"somebody else does this in its source (“{word}”)"


def _is_agent(words: Sequence[str], place: int) -> bool:
    return any(word in _BY for word in words[max(place - 2, 0) : place])


def _verb_after(words: Sequence[str], place: int) -> str:
    skipped = CONDITIONS | {"have", "has", "had", "ha", "han"} | DISCOURSE["en"] | DISCOURSE["es"]
    return next((_KIND_OF.get(word, "") for word in words[place + 1 :] if word not in skipped), "")


def _doer(words: Sequence[str], place: int) -> str:
    """Return who does it: after `by`, else the last who was named before it and after the verb before."""
    following = words[place + 1 : place + 4]
    if following and following[0] in _BY:
        return _first(following[1:])
    before: list[str] = []
    for word in reversed(words[:place]):
        if word in _KIND_OF and _KIND_OF[word] != "date_of_service":
            break
        before.append(word)
    return _first(before)


def _first(words: Iterable[str]) -> str:
    return next((ACTORS[word] for word in words if word in ACTORS), "")
