"""The office's time: when it is open, when it opens next, how much of its time lies between two moments.

Hours are those of the clock on the wall, so that summer time changes nothing for who works from eight to five. A time
that the clocks skip in spring counts as an hour later, one that comes twice in autumn as the first.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.policy.holidays import Holidays
from bot.domain.policy.hours import OpeningHours

_FARTHEST = 400
"""Days in which the next opening is looked for: an office that is closed for longer is closed for good."""
_DAY, _NONE = timedelta(days=1), timedelta()

Opening = tuple[datetime, datetime]
"""The moments at which the office opens and closes again."""


class Calendar:
    """One office's calendar. Moments are aware; what comes back is in UTC."""

    def __init__(self, zone: ZoneInfo, hours: OpeningHours, holidays: Holidays) -> None:
        self.zone = zone
        self.hours = hours
        self._holidays = holidays

    def opening_at(self, moment: datetime) -> Opening | None:
        """Return the opening that `moment` lies in; None when the office is closed."""
        day = self.local(moment).date()
        return next((each for each in self._on(day) if each[0] <= moment < each[1]), None)

    def is_open(self, moment: datetime) -> bool:
        """Say whether somebody is there."""
        return self.opening_at(moment) is not None

    def next_opening(self, moment: datetime) -> Opening | None:
        """Return the first opening that begins later than `moment`; None when there is none within a year."""
        return next((each for each in self._from(moment) if each[0] > moment), None)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return how long the office was open from `start` to `end`; nothing when the end is not the later one."""
        days = (self.local(end).date() - self.local(start).date()).days + 1
        openings = self._from(start, days)
        return sum((max(min(closes, end) - max(opens, start), _NONE) for opens, closes in openings), _NONE)

    def after(self, start: datetime, span: timedelta) -> datetime | None:
        """Return the moment at which the office has been open for `span` since `start`; None when it never will be."""
        for opens, closes in self._from(start):
            begins = max(opens, start)
            if closes - begins >= span:
                return begins + span
            span -= max(closes - begins, _NONE)
        return None

    def working_day(self, moment: datetime) -> date | None:
        """Return the first day on which somebody is still there after `moment`; None when there is none in a year."""
        return next((self.local(opens).date() for opens, closes in self._from(moment) if closes > moment), None)

    def closing(self, day: date) -> datetime:
        """Return when the office closes for the day; of a day on which it does not open, its end."""
        return max((closes for _, closes in self._on(day)), default=self._moment(day, 24 * 60))

    def local(self, moment: datetime) -> datetime:
        """Return `moment` as the office's clock shows it."""
        return moment.astimezone(self.zone)

    def _from(self, moment: datetime, days: int = _FARTHEST) -> Iterator[Opening]:
        first = self.local(moment).date()
        for number in range(days):
            yield from self._on(first + number * _DAY)

    def _on(self, day: date) -> Iterator[Opening]:
        last = datetime.min.replace(tzinfo=UTC)
        for start, end in () if day in self._holidays else self.hours.spans[day.weekday()]:
            opens, closes = max(self._moment(day, start), last), self._moment(day, end)
            if opens < closes:
                yield opens, closes
                last = closes

    def _moment(self, day: date, minutes: int) -> datetime:
        wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
        return wall.replace(tzinfo=self.zone).astimezone(UTC)
