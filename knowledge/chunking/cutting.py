"""Cut one long text at the kindest place, with a little overlap so that a sentence keeps its neighbour."""

import re
from collections.abc import Iterator

OVERLAP = 120
"""The most characters repeated from the piece before, whole sentences only."""
_SENTENCE = re.compile(r".+?(?:[.!?]+[\"')\]”’]*(?=\s)|\n|$)\s*", re.DOTALL)


def cut(text: str, limit: int) -> Iterator[str]:
    """Give `text` in pieces of at most `limit` characters: at line and sentence ends, else at spaces, else anywhere."""
    text = text.strip()
    if len(text) <= limit:
        if text:
            yield text
        return
    held: list[str] = []
    for unit in _units(text, limit):
        if held and len("".join(held).rstrip()) + len(unit.rstrip()) + _gap(held) > limit:
            yield "".join(held).strip()
            held = _tail(held, limit - len(unit))
        held.append(unit)
    yield "".join(held).strip()


def _gap(held: list[str]) -> int:
    last = held[-1]
    return len(last) - len(last.rstrip())


def _units(text: str, limit: int) -> Iterator[str]:
    for match in _SENTENCE.finditer(text):
        yield from _hard_cut(match.group(), limit)


def _hard_cut(unit: str, limit: int) -> Iterator[str]:
    while len(unit) > limit:
        space = unit.rfind(" ", limit // 2, limit)
        end = space + 1 if space > 0 else limit
        yield unit[:end]
        unit = unit[end:]
    yield unit


def _tail(held: list[str], room: int) -> list[str]:
    """Return the last sentence of the piece before, when it is short running text and there is room for it."""
    last = held[-1]
    fits = len(held) > 1 and len(last) <= min(OVERLAP, room)
    return [last] if fits and not last.endswith("\n") else []
