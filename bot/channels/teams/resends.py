"""Messages that Teams sends again under another id, because our answer to the first was slow."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

SLOW = 10.0
"""Seconds. Teams waits some 15 for an answer, network included; who is answered sooner does not send again."""
WINDOW = 120.0
"""Seconds after the first in which the same words of the same person are the same message."""
_REMEMBERED = 5000


@dataclass(eq=False)
class _Earlier:
    started: float
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    kept: bool = False
    took: float = 0.0


class Resends:
    """Remembers what came in lately, in this process. People do write the same twice: only a slow answer counts."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lately: dict[tuple[str, ...], _Earlier] = {}

    async def once(self, name: tuple[str, ...], started: float, keep: Callable[[], Awaitable[object]]) -> bool:
        """Run `keep` unless `name` is being kept, or was kept slowly, a moment ago; False when it was not run."""
        while (earlier := self._lately.get(name)) is not None and self._now() - earlier.started <= WINDOW:
            await earlier.ended.wait()
            if self._lately.get(name) is not earlier:
                continue
            if earlier.kept and earlier.took >= SLOW:
                return False
            break
        mine = self._lately[name] = _Earlier(started)
        try:
            await keep()
            mine.kept = True
        finally:
            mine.took = self._now() - mine.started
            mine.ended.set()
            self._forget()
        return True

    def _forget(self) -> None:
        while len(self._lately) > _REMEMBERED:
            self._lately.pop(next(iter(self._lately)))
