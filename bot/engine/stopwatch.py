"""How long each step of a turn took."""

from time import perf_counter


class Stopwatch:
    """Laps in milliseconds, by step; a step that comes twice is added up."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._at = perf_counter()

    def lap(self, step: str) -> None:
        """Count the time since the last lap to `step`."""
        now = perf_counter()
        self.laps[step] = round(self.laps.get(step, 0.0) + (now - self._at) * 1000, 3)
        self._at = now
