"""When something outside that gives no answer is left alone for a while, and by whom it is tried again. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Pause:
    """How often in a row there was no answer, and until when nobody asks again; `until` None: everybody may."""

    failures: int = 0
    until: datetime | None = None

    def left(self, now: datetime) -> timedelta:
        """Return how long nobody may ask."""
        return max(self.until - now, timedelta()) if self.until else timedelta()

    def failed(self, now: datetime, most: int, length: timedelta) -> "Pause":
        """Return the pause after one more failure; the `most`-th in a row begins one, and each after it another."""
        failures = self.failures + 1
        return Pause(failures, now + length if failures >= most else None)

    def probed(self, now: datetime, length: timedelta) -> "Pause":
        """Return the pause while somebody tries again: for everybody else it goes on."""
        return Pause(self.failures, now + length if self.until else None)
