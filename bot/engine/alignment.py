"""Hold the order of a sentence against that of its source: who does what to whom, what is denied, which figure. Pure.

Each part of a sentence must run along the source. Between two of its words nothing may be left out that turns a
meaning: a person, a “not”, a figure, a condition. A table's row has no order: there a part keeps to one cell beside
the first, which says what the row is about.
"""

import re
from collections.abc import Iterator, Sequence, Set

from bot.engine.prose_tokens import Reader, Token, points, units
from bot.engine.quotation import is_row
from bot.engine.sayable import Sayable, stem, words_of

PART = re.compile(r"[,;:.!?–—()]+(?:\s|$)|\s[-–—]\s|\b(?:and|but|so|y|e|pero)\b")
"""Where a part of a sentence ends that is held against the source by itself."""

_WHEN = frozenset({"after", "befor", "despues", "antes"})
_MOST_STEPS = 1_000
_NEAR = 2
"""How far neighbours may stand apart, or have changed places: `missing or wrong`, `monthly parts` in Spanish."""

Places = tuple[int | None, ...]
"""Where each word of a part stands in the source; None for one that need not."""


def misaligned(text: str, source: str, known: Sayable, language: str, topic: str) -> bool:
    """Say whether a sentence puts its source's words into other places; all read plainly. `topic` is the heading."""
    reader = Reader.of(source, known, language)
    parts = [part for part in PART.split(text) if part.strip()]
    if is_row(source):
        cells = [reader.said(cell) if known.language == language else reader.source(cell) for cell in source.split(";")]
        return "\n" in source.strip() or not all(_in_row(reader.said(part), cells) for part in parts)
    there = reader.source(source)
    pointing = [points(unit) for unit in units(source)]
    topics = {stem(word, language) for word in words_of(topic)}
    taken: set[int] = set()
    for part in parts:
        search = _Search(reader.said(part), there)
        found = next((p for p in search.ways() if not (points(part) and _renamed(p, there, pointing, topics))), None)
        if found is None:
            return True
        taken.update(place for place in found if place is not None)
    return _something_left_out(there, taken)


def _renamed(places: Places, source: Sequence[Token], pointing: Sequence[bool], topics: Set[str]) -> bool:
    """Say whether an `it` stands for what its source names, and neither the heading nor the part does."""
    at = [place for place in places if place is not None]
    if not at:
        return not pointing[0]
    if pointing[source[at[0]].unit]:
        return False
    first = next(n for n, token in enumerate(source) if token.unit == source[at[0]].unit)
    return first not in at and source[first].kind == "word" and not source[first].forms & topics


class _Search:
    """Looks for ways to lay a part along the source."""

    def __init__(self, part: Sequence[Token], source: Sequence[Token]) -> None:
        self._part = part
        self._source = source
        self._crowded = _crowded(source)
        self._steps = 0

    def ways(self) -> Iterator[Places]:
        """Yield every way."""
        return self._from(0, ())

    def _from(self, at: int, places: Places) -> Iterator[Places]:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            return
        if at == len(self._part):
            if self._holds(places):
                yield places
            return
        token = self._part[at]
        for place, there in enumerate(self._source):
            if place not in places and token.same(there) and self._in_order(place, places):
                yield from self._from(at + 1, (*places, place))
        if token.spare and not token.denied:
            yield from self._from(at + 1, (*places, None))

    def _in_order(self, place: int, places: Places) -> bool:
        loose = not self._source[place].fixed
        return all(
            before < place or (loose and not self._source[before].fixed and before - place <= _NEAR)
            for before in places
            if before is not None
        )

    def _holds(self, places: Places) -> bool:
        at = [place for place in places if place is not None]
        inside = range(min(at, default=0), max(at, default=0))
        passed_over = any(self._source[n].hard for n in inside if n not in at)
        scattered = len({(self._source[n].unit, self._source[n].segment) for n in at}) > 1 and any(
            self._source[n].unit in self._crowded for n in at
        )
        return not passed_over and not scattered and all(self._beside(n, at) for n in range(len(at)))

    def _beside(self, n: int, at: Sequence[int]) -> bool:
        """Whoever does something stands beside what they do."""
        if self._source[at[n]].kind != "actor":
            return True
        if self._source[at[n]].spare:  # to whom something is given: it follows the giving
            return at[n - 1 : n] == [at[n] - 1]
        if len(at) == 1:
            said = next(token for token in self._part if token.same(self._source[at[n]]))
            return said.after == self._source[at[n]].after
        return n + 1 < len(at) or at[n] - at[n - 1] <= _NEAR


def _crowded(source: Sequence[Token]) -> Set[int]:
    """Return the clauses that count more than one thing between their commas: there each figure has its own."""
    counting = {(token.unit, token.segment) for token in source if token.kind == "figure"}
    found = [unit for unit, _ in counting]
    return {unit for unit in found if found.count(unit) > 1}


def _something_left_out(source: Sequence[Token], taken: Set[int]) -> bool:
    """A clause of which something is told may lose neither its “not” nor its condition."""
    told = {source[n].unit for n in taken}
    return any(
        token.unit in told
        and n not in taken
        and (token.denied or (token.kind == "condition" and not token.loose) or _halved(source, n, taken))
        for n, token in enumerate(source)
    )


def _halved(source: Sequence[Token], place: int, taken: Set[int]) -> bool:
    """Say whether the other end of a range was told, as the 45 of `14 to 45 days`."""
    ends = [n for n in (place - 1, place + 1) if 0 <= n < len(source) and source[n].kind == "figure"]
    return source[place].kind == "figure" and any(n in taken for n in ends)


def _in_row(part: Sequence[Token], cells: Sequence[Sequence[Token]]) -> bool:
    somebody_alone = bool(part) and all(token.kind == "actor" and not token.spare for token in part)
    return not somebody_alone and any(_in_cell(part, cell, cells[0]) for cell in cells)


def _in_cell(part: Sequence[Token], cell: Sequence[Token], first: Sequence[Token]) -> bool:
    """The words of a part stand in one cell or the first; a figure has its cell's label and condition with it."""
    within = [token for token in part if any(token.same(one) for one in cell)]
    rest = [token for token in part if token not in within and not token.spare]
    if not all(any(token.same(one) for one in first) for token in rest):
        return False
    if cell and cell[0].kind == "actor" and within and not any(cell[0].same(token) for token in within):
        return False
    said, there = ([t.forms for t in tokens if t.kind == "figure"] for tokens in (within, cell))
    conditions = [one for one in cell if one.kind == "condition" and not one.loose and not one.forms & _WHEN]
    whole = any(t.kind == "word" for t in within) and all(any(t.same(one) for t in within) for one in conditions)
    return not said or (said == there and whole)
