"""When each job is due, in the office's own time. Pure: calendar and moments come in as values.

A slot is one planned run, named by its job and its local time, so that every process gives it the same name. A time
that the clocks skip in spring is run an hour later, one that comes twice in autumn the first time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

OnHoliday = Literal["run", "skip", "move"]
_SATURDAY = 5
_LONGEST_CLOSURE = 14
"""Days. A run that was put off longer than this is not caught up with."""
_FARTHEST = 400
"""Days in which the next slot is looked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable; `days` are weekdays from Monday as 0.

    A holiday's run moves to the next working day, is skipped, or takes place all the same.
    """

    job: str
    days: frozenset[int]
    at: time
    on_holiday: OnHoliday = "run"


@dataclass(frozen=True, slots=True)
class Slot:
    """One planned run; `key` is the same in every process."""

    job: str
    key: str
    at: datetime


class Timetable:
    """All entries in one time zone; each job has one entry."""

    def __init__(self, entries: Sequence[Entry], zone: ZoneInfo, is_holiday: Callable[[date], bool]) -> None:
        self.jobs = tuple(entry.job for entry in entries)
        self._entries = {entry.job: entry for entry in entries}
        self._zone = zone
        self._is_holiday = is_holiday

    def next(self, job: str, after: datetime) -> Slot | None:
        """Return the first slot later than `after`; None when the job is never due."""
        return next((slot for slot in self._from(job, after) if slot.at > after), None)

    def slots(self, job: str, after: datetime, until: datetime) -> Iterator[Slot]:
        """Yield the slots later than `after`, up to and with `until`."""
        slot = self.next(job, after)
        while slot and slot.at <= until:
            yield slot
            slot = self.next(job, slot.at)

    def due(self, job: str, now: datetime, grace: timedelta) -> Slot | None:
        """Return the newest slot that has come and is no older than `grace`: earlier ones are overtaken by it."""
        return max(self.slots(job, now - grace, now), key=lambda slot: slot.at, default=None)

    def _from(self, job: str, moment: datetime) -> Iterator[Slot]:
        entry = self._entries[job]
        # The day before, because a run that the clocks put off may fall after midnight.
        first = moment.astimezone(self._zone).date() - timedelta(days=1)
        for number in range(_FARTHEST if entry.days else 0):
            day = first + timedelta(days=number)
            if self._runs_on(entry, day):
                yield self._slot(entry, day)

    def _slot(self, entry: Entry, day: date) -> Slot:
        local = datetime.combine(day, entry.at)
        return Slot(entry.job, f"{entry.job}@{local:%Y-%m-%dT%H:%M}", local.replace(tzinfo=self._zone).astimezone(UTC))

    def _runs_on(self, entry: Entry, day: date) -> bool:
        planned = day.weekday() in entry.days
        if entry.on_holiday == "run":
            return planned
        if self._is_holiday(day):
            return False
        return planned or (entry.on_holiday == "move" and self._catches_up(entry, day))

    def _catches_up(self, entry: Entry, day: date) -> bool:
        """Say whether `day` is the first working day after a holiday on which the job was planned."""
        if day.weekday() >= _SATURDAY:
            return False
        for back in range(1, _LONGEST_CLOSURE + 1):
            earlier = day - timedelta(days=back)
            planned = earlier.weekday() in entry.days
            if self._is_holiday(earlier):
                if planned:
                    return True
            elif planned or earlier.weekday() < _SATURDAY:
                return False
        return False
