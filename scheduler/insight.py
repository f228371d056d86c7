"""What a week of conversations shows. Pure: plain rows in, counted figures out; nothing in them names a patient.

A conversation counts in every week in which somebody asked something in it. A tag counts in the week in which its
conversation first got it, a case in the week in which it was opened.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

AT_LEAST = 3
"""A word of unanswered questions is told only when so many conversations have it: it is nobody's own any more."""
MOST_WORDS = 12
_WORD = re.compile(r"[^\W\d_]{4,}")
_FAILED = frozenset({"unavailable", "failed"})
UNKNOWN_PAYER = "payer not known"


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asked something in a conversation."""

    conversation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tagged:
    """A conversation got a tag, such as `payer:northwind`."""

    conversation: str
    tag: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation was handed over."""

    conversation: str
    reason: str
    opened_at: datetime
    replied_at: datetime | None
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class LookedUp:
    """An action ran for a conversation, and ended so."""

    conversation: str
    action: str
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rated:
    """Somebody said whether an answer helped; `wrong` is without anything of a patient."""

    up: bool
    wrong: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Compared:
    """An answer that was held back, and whether a person then said nothing else; None where nobody can tell."""

    agrees: bool | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Rows:
    """What happened in the weeks that are counted, in any order.

    `documented` are the codes that a document explains; `unanswered` are (conversation, text) of questions of the
    last week that no document answered.
    """

    asked: Sequence[Asked] = ()
    tagged: Sequence[Tagged] = ()
    cases: Sequence[Case] = ()
    looked_up: Sequence[LookedUp] = ()
    rated: Sequence[Rated] = ()
    shadowed: Sequence[Compared] = ()
    unanswered: Sequence[tuple[str, str]] = ()
    documented: frozenset[str] = frozenset()
    common_words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Week:
    """One week's conversations, and how many of them were handed over in it."""

    start: date
    conversations: int
    handed_over: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many conversations of the week, and of the week before."""

    name: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many conversations of the week were about a code, and whether a document explains it."""

    code: str
    conversations: int
    documented: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """How many of a payer's look-ups through an action failed in the week."""

    action: str
    payer: str
    failed: int
    of: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How long things took in minutes: `done` of `of` are over, half within `half`, nine in ten within `most`."""

    of: int
    done: int
    half: float
    most: float


@dataclass(frozen=True, slots=True)
class Insight:
    """The figures of the last of `weeks`, which come oldest first."""

    weeks: tuple[Week, ...]
    reasons: tuple[Count, ...]
    payers: tuple[Count, ...]
    tags: tuple[Count, ...]
    codes: tuple[CodeCount, ...]
    failures: tuple[Failure, ...]
    first_reply: Spread
    resolution: Spread
    up: int
    down: int
    wrong: tuple[str, ...]
    shadow_agreed: int
    shadow_told: int
    unanswered: int
    words: tuple[tuple[str, int], ...]

    @property
    def week(self) -> Week:
        """The week that is told of."""
        return self.weeks[-1]


class _Weeks:
    """Which week a moment lies in, by the moments at which the weeks begin; the last edge ends the last week."""

    def __init__(self, edges: Sequence[datetime]) -> None:
        self.edges = edges
        self.last = len(edges) - 2

    def of(self, at: datetime) -> int:
        """Return a week's number from 0, or -1 for a moment outside of all."""
        number = bisect_right(self.edges, at) - 1
        return number if number <= self.last else -1

    def in_last(self, at: datetime) -> bool:
        """Say whether a moment lies in the week that is told of."""
        return self.of(at) == self.last


_TAGS_TOLD = ("about", "own", "outcome", "route", "topic", "state", "lang")


def insight(rows: Rows, edges: Sequence[datetime], starts: Sequence[date]) -> Insight:
    """Count; `edges` are where the weeks begin and the last one ends, `starts` the same days as people know them."""
    weeks = _Weeks(edges)
    cases = [case for case in rows.cases if weeks.in_last(case.opened_at)]
    rated = [each for each in rows.rated if weeks.in_last(each.at)]
    told = [each for each in rows.shadowed if weeks.in_last(each.at) and each.agrees is not None]
    tags = _tags(rows.tagged, weeks)
    return Insight(
        weeks=_weeks(rows, weeks, starts),
        reasons=_counted([(c.reason, c.conversation, c.opened_at) for c in rows.cases], weeks),
        payers=tags["payer"],
        tags=tuple(count for kind in _TAGS_TOLD for count in tags[kind]),
        codes=tuple(CodeCount(c.name, c.now, c.name in rows.documented) for c in tags["code"] if c.now),
        failures=_failures(rows, weeks),
        first_reply=_spread([_minutes(case.opened_at, case.replied_at) for case in cases]),
        resolution=_spread([_minutes(case.opened_at, case.resolved_at) for case in cases]),
        up=sum(each.up for each in rated),
        down=sum(not each.up for each in rated),
        wrong=tuple(each.wrong for each in rated if each.wrong and not each.up),
        shadow_agreed=sum(bool(each.agrees) for each in told),
        shadow_told=len(told),
        unanswered=len({conversation for conversation, _ in rows.unanswered}),
        words=_words(rows.unanswered, rows.common_words),
    )


def _weeks(rows: Rows, weeks: _Weeks, starts: Sequence[date]) -> tuple[Week, ...]:
    talks: dict[int, set[str]] = defaultdict(set)
    handed: dict[int, set[str]] = defaultdict(set)
    for asked in rows.asked:
        talks[weeks.of(asked.at)].add(asked.conversation)
    for case in rows.cases:
        handed[weeks.of(case.opened_at)].add(case.conversation)
    return tuple(Week(start, len(talks[n]), len(handed[n])) for n, start in enumerate(starts[: weeks.last + 1]))


def _tags(tagged: Iterable[Tagged], weeks: _Weeks) -> Mapping[str, tuple[Count, ...]]:
    by_kind: dict[str, list[tuple[str, str, datetime]]] = defaultdict(list)
    for each in tagged:
        kind, _, name = each.tag.partition(":")
        by_kind[kind].append((name if kind == "code" else each.tag, each.conversation, each.at))
    return defaultdict(tuple, {kind: _counted(found, weeks) for kind, found in by_kind.items()})


def _counted(found: Iterable[tuple[str, str, datetime]], weeks: _Weeks) -> tuple[Count, ...]:
    """Count conversations by name in the last two weeks, the most frequent first."""
    now: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for name, conversation, at in found:
        week = weeks.of(at)
        if week == weeks.last:
            now[name].add(conversation)
        elif week == weeks.last - 1:
            before[name].add(conversation)
    names = {*now, *before}
    counts = [Count(name, len(now.get(name, ())), len(before.get(name, ()))) for name in names]
    return tuple(sorted(counts, key=lambda count: (-count.now, -count.before, count.name)))


def _failures(rows: Rows, weeks: _Weeks) -> tuple[Failure, ...]:
    payers: dict[str, set[str]] = defaultdict(set)
    for each in rows.tagged:
        if each.tag.startswith("payer:"):
            payers[each.conversation].add(each.tag)
    failed: Counter[tuple[str, str]] = Counter()
    of: Counter[tuple[str, str]] = Counter()
    for look in rows.looked_up:
        if weeks.in_last(look.at):
            for payer in payers.get(look.conversation) or {UNKNOWN_PAYER}:
                of[look.action, payer] += 1
                failed[look.action, payer] += look.outcome in _FAILED
    found = [Failure(action, payer, failed[action, payer], number) for (action, payer), number in of.items()]
    return tuple(sorted((f for f in found if f.failed), key=lambda f: (-f.failed, f.action, f.payer)))


def _minutes(start: datetime, end: datetime | None) -> float | None:
    return None if end is None else (end - start).total_seconds() / 60


def _spread(minutes: Sequence[float | None]) -> Spread:
    done = sorted(each for each in minutes if each is not None)
    return Spread(len(minutes), len(done), _share(done, 0.5), _share(done, 0.9))


def _share(ordered: Sequence[float], share: float) -> float:
    """Return the value within which this share lies (the nearest rank); 0 for none."""
    return ordered[ceil(share * len(ordered)) - 1] if ordered else 0.0


def _words(unanswered: Iterable[tuple[str, str]], common: frozenset[str]) -> tuple[tuple[str, int], ...]:
    having: dict[str, set[str]] = defaultdict(set)
    for conversation, text in unanswered:
        # One patient may ask in three conversations: what is written large could be their name.
        for word in {word for word in _WORD.findall(text) if word.islower()} - common:
            having[word].add(conversation)
    told = [(word, len(talks)) for word, talks in having.items() if len(talks) >= AT_LEAST]
    return tuple(sorted(told, key=lambda each: (-each[1], each[0]))[:MOST_WORDS])
