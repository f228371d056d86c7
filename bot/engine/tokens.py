"""Texts that go to a model and come back as texts: identifiers stand as numbered tokens, and are put back. Pure."""

import re
from dataclasses import dataclass, field
from datetime import date

from bot.domain.policy import Office
from bot.domain.recognition import CLAIM_LIKE, EntityKind
from bot.engine.dates import find_dates
from bot.engine.lexicon import fold, language_of
from bot.engine.masking import names_in
from bot.engine.measures import measures
from bot.engine.names import written_names
from bot.engine.recognise import recognise
from bot.engine.sayable import LANGUAGES, words_of
from bot.engine.turned_words import turned
from bot.engine.vocabulary.plain import NEGATIONS

_STAY = frozenset(
    {
        EntityKind.MONEY,
        EntityKind.ADJUSTMENT_CODE,
        EntityKind.REMARK_CODE,
        EntityKind.STATUS_CATEGORY,
        EntityKind.PROCEDURE_CODE,
    }
)
"""What says nothing of who somebody is: it is translated as it stands, and compared."""

_TOKEN = re.compile(r"\[\[(\d+)\]\]")
_FIGURE = re.compile(r"[$€£]?\d(?:[\d.,:/-]*\d)?")
_LONG_NUMBER = re.compile(r"(?<![\w$.,])(?:\d[ -]?){5,}(?![\w])")
_LINK = re.compile(r"https?:|www\.|\]\(|!\[|<[a-z/!]", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_SHORTEST, _LONGEST = 0.4, 2.5
"""How much shorter or longer a translation can be than its original, in characters; short texts vary more."""


@dataclass(slots=True)
class Tokens:
    """Identifiers by number, for several texts of one conversation."""

    office: Office
    today: date
    _values: list[str] = field(default_factory=list)

    def taken_out(self, text: str) -> str:
        """Return `text` with a token for each identifier and name."""
        found = recognise(text, self.office, self.today)
        spans = [
            (e.start, e.end)
            for e in (*found.entities, *found.names)
            if e.kind in CLAIM_LIKE or e.birth or (e.kind not in _STAY and e.kind is not EntityKind.DATE)
        ]
        parts, at = [], 0
        for start, end in sorted(spans):
            parts += [found.text[at:start], self._token(found.text[start:end])]
            at = end
        rest = "".join([*parts, found.text[at:]])
        for name in sorted({*names_in(found), *written_names(rest)}, key=len, reverse=True):
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda match: self._token(match[0]), rest)
        return _LONG_NUMBER.sub(lambda match: self._token(match[0]), rest)

    def put_back(self, text: str) -> str:
        """Return `text` with the identifiers in their places."""
        return _TOKEN.sub(lambda match: self._values[int(match[1]) - 1], text)

    def _token(self, value: str) -> str:
        self._values.append(value)
        return f"[[{len(self._values)}]]"


def translation_faults(original: str, translated: str, into: str) -> list[str]:
    """Return what a translation into a language has changed besides that; both texts with their tokens."""
    pairs = {
        "an identifier": (sorted(_TOKEN.findall(original)), sorted(_TOKEN.findall(translated))),
        "a figure": (_figures(original), _figures(translated)),
        "a day": (_days(original), _days(translated)),
        "a measure": (measures(original), measures(translated)),
        "a “not”": (_denies(original), _denies(translated)),
    }
    faults = [f"{name} differs" for name, (before, after) in pairs.items() if before != after]
    faults += turned(original, translated)
    if into in LANGUAGES and language_of(fold(_ADDRESS.sub(" ", translated)), into) != into:
        faults.append("it is not in their language")
    if _LINK.search(translated) and not _LINK.search(original):
        faults.append("a link was added")
    if "](" in translated:
        faults.append("a link is dressed up")
    if len(original) > 40 and not _SHORTEST <= len(translated) / len(original) <= _LONGEST:
        faults.append("the length does not fit")
    return [*faults, *(["it is empty"] if not translated.strip() else [])]


def invented(text: str, known: str) -> list[str]:
    """Return what a text for the desk says that nobody said: figures, days, identifiers, links."""
    days = [day for day in _days(text) if day not in _days(known)]
    figures = [figure for figure in _figures(text) if figure not in _figures(known)]
    tokens = [token for token in _TOKEN.findall(text) if token not in _TOKEN.findall(known)]
    links = ["a link"] if _LINK.search(text) and not _LINK.search(known) else []
    return [*map(str, days), *figures, *tokens, *links]


def _figures(text: str) -> list[str]:
    return sorted(_FIGURE.findall(_TOKEN.sub(" ", text)))


def _days(text: str) -> list[date]:
    return sorted(found.day for found in find_dates(text, date.max, [], packed=False))


def _denies(text: str) -> bool:
    return bool(NEGATIONS & set(words_of(text)))
