"""Read from a specialist's own words by which day they promise to be heard. Pure; when unsure, nothing was promised."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendar import Calendar
from bot.engine.promising.days import Said
from bot.engine.promising.english import ENGLISH
from bot.engine.promising.grammar import Grammar, Times
from bot.engine.promising.spanish import SPANISH

_GRAMMARS = (ENGLISH, SPANISH)
_NOT_THEIRS = re.compile(r"^\s*>.*$|“[^”]*”|\"[^\"]*\"|«[^»]*»", re.MULTILINE)
_PLAIN = (
    (re.compile(r"[*_]"), ""),
    (re.compile(r"\b([ap])\. ?m\."), r"\1m"),
    (re.compile(r"\b(mon|tues?|wed|thur?s?|fri|sat|sun|jan|feb|mar|apr|aug|sept?|oct|nov|dec|ene)\.(?= )"), r"\1"),
    (re.compile(r"\bno(?:t)? later than\b"), "by"),
    (re.compile(r"\bno más tarde de"), "a más tardar de"),
    (re.compile(r"[^\S\n]+"), " "),
)
_LONGEST = 500
"""Characters of a sentence. In a longer one nobody finds a promise, and the patterns would take their time."""
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True, slots=True)
class _Promise:
    """The words of a promise. `by_us`: they say who promises. `direct`: a day before them is its own."""

    before: str
    words: str
    rest: str
    by_us: bool
    direct: bool


@dataclass(frozen=True, slots=True)
class _Time:
    """A day that a text names, and where its words begin and end; None for words that could mean two."""

    day: date | None
    start: int
    end: int


def promised_day(text: str, said_at: datetime, calendar: Calendar) -> date | None:
    """Return the working day at whose end the promise in `text` is due, of several the first; None without one."""
    said = Said(calendar.local(said_at), calendar)
    parts = [(part, grammar) for part in _sentences(text) for grammar in _GRAMMARS]
    return min((day for part, grammar in parts for day in _days(part, grammar, said)), default=None)


def _sentences(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", _NOT_THEIRS.sub(" ", text)).casefold().replace("’", "'")
    for what, instead in _PLAIN:
        plain = what.sub(instead, plain)
    parts = (part.strip() for part in _SENTENCE_END.split(plain))
    return [part.rstrip(".;! ") for part in parts if not part.endswith("?") and len(part) <= _LONGEST]


def _days(sentence: str, grammar: Grammar, said: Said) -> Iterator[date]:
    if grammar.condition.search(sentence):
        return
    for promise in _promises(sentence, grammar):
        if grammar.doubt.search(grammar.clause_end.split(promise.before)[-1]):
            continue
        first = _day_before(promise, grammar, said)
        if first or promise.by_us or grammar.opening.search(promise.before):
            day = _day_after(promise, grammar, said) or first
            if day:
                yield day


def _promises(sentence: str, grammar: Grammar) -> Iterator[_Promise]:
    for whole in grammar.whole.finditer(sentence):
        before = sentence[: whole.start()]
        yield _Promise(before, whole[0], sentence[whole.end() :], by_us=False, direct=True)
    for who in grammar.who.finditer(sentence):
        for deed in grammar.deed.finditer(sentence, who.end()):
            aside = grammar.aside.fullmatch(sentence[who.end() : deed.start()])
            if aside:
                before, rest = sentence[: who.start()], sentence[deed.end() :]
                yield _Promise(before, deed[0], rest, by_us=True, direct=not aside["own"])


def _day_after(promise: _Promise, grammar: Grammar, said: Said) -> date | None:
    """Return the day that follows, with none but known words between, and none that would change it behind."""
    place: int | None = 0
    while place is not None:
        if time := _time_at(promise.rest, place, grammar.times, said):
            return _settled(promise, time, grammar, said)
        step = grammar.between.match(promise.rest, place)
        place = step.end() if step else None
    return None


def _day_before(promise: _Promise, grammar: Grammar, said: Said) -> date | None:
    """Return the day with which the promise begins: `Tomorrow I'll call you`."""
    clause = grammar.clause_end.split(promise.before.rstrip(", "))[-1].strip()
    time = _time_at(clause, 0, grammar.times, said) if promise.direct else None
    return time.day if time and time.end == len(clause) else None


def _settled(promise: _Promise, time: _Time, grammar: Grammar, said: Said) -> date | None:
    rest, day, end = promise.rest, time.day, time.end
    if (joined := grammar.times.joined.match(rest, end)) and (
        other := _time_at(rest, joined.end(), grammar.times, said)
    ):
        day, end = other.day if day else None, other.end
    behind = rest[end:]
    if not grammar.times.tail.match(behind) or grammar.doubt.search(grammar.clause_end.split(behind)[0]):
        return None
    if grammar.unsure.search(promise.words) and not grammar.ahead.search(rest[:end]):
        return None
    return day


def _time_at(text: str, place: int, times: Times, said: Said) -> _Time | None:
    lead = times.lead.match(text, place)
    start = lead.end() if lead else place
    for form, read in times.forms:
        if found := form.match(text, start):
            day = read(found, said)
            if day and times.before.search(text[place:start]) and not times.end.search(found[0]):
                day = said.before(day)
            return _Time(day and said.by(day), start, found.end())
    return None
