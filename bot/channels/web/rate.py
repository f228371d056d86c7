"""How much one visitor may send."""

from collections import OrderedDict
from datetime import datetime

from bot.ports.clock import Clock


class Buckets:
    """A token bucket for each key, in memory: `per_minute` on average, as many at once.

    The keys longest unused are forgotten first, so that many visitors cannot fill the memory.
    """

    def __init__(self, clock: Clock, per_minute: int, *, remembered: int = 10_000) -> None:
        self._clock = clock
        self._size = float(per_minute)
        self._remembered = remembered
        self._levels: OrderedDict[str, tuple[float, datetime]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take one token and return 0, or take none and return the seconds until there is one."""
        now = self._clock.now()
        level, at = self._levels.pop(key, (self._size, now))
        level = min(self._size, level + (now - at).total_seconds() * self._size / 60)
        wait = 0.0 if level >= 1 else (1 - level) * 60 / self._size
        self._levels[key] = (level if wait else level - 1, now)
        if len(self._levels) > self._remembered:
            self._levels.popitem(last=False)
        return wait
