"""Which day a promise names, as seen from the moment of its writing. Pure; None wherever people would ask back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import Calendar
from bot.engine.dates import find_dates, nearest_days

FARTHEST = timedelta(days=100)
"""A day beyond is hardly one on which somebody means to call."""
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Said:
    """When a promise was written, by the office's clock, and the calendar that it is read with."""

    at: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        """The office's day."""
        return self.at.date()

    def day_of(self, moment: datetime) -> date | None:
        """Return the working day at whose end a word for `moment` is due."""
        return self.calendar.working_day(max(moment, self.at))

    def by(self, day: date) -> date | None:
        """Return the working day for `day`, or the next one; None for a day that has gone, or is too far."""
        if not timedelta() <= day - self.today <= FARTHEST:
            return None
        return self.day_of(datetime.combine(day, time(), self.calendar.zone))

    def before(self, day: date) -> date | None:
        """Return the last working day before `day`."""
        days = (day - number * _DAY for number in range(1, 8))
        return next((each for each in days if each >= self.today and self.by(each) == each), None)

    def weekday(self, number: int, ref: str) -> date | None:
        """Return the coming weekday; `ref` is `this`, `next`, or empty.

        A day's own name on that day, `this` for one that is over and `next` for one that this week still has could
        each be two days.
        """
        ahead = (number - self.today.weekday()) % 7
        still_to_come = number > self.today.weekday()
        if (ref == "next" and still_to_come) or (ref == "this" and number < self.today.weekday()):
            return None
        if not ahead:
            return {"this": self.today, "next": self.today + _WEEK}.get(ref)
        return self.today + ahead * _DAY

    def working_days(self, number: int) -> date | None:
        """Return the working day so many after today."""
        day: date | None = self.today
        for _ in range(min(number, FARTHEST.days)):
            day = day and self.calendar.working_day(self.calendar.closing(day))
        return day

    def week_end(self, weeks: int) -> date | None:
        """Return the last working day of this week, or of one to come; a week begins on Monday."""
        monday = self.today - self.today.weekday() * _DAY
        last = self.before(monday + (weeks + 1) * _WEEK)
        return last if last and last >= monday + weeks * _WEEK else None

    def month_end(self) -> date | None:
        """Return the last working day of this month."""
        return self.before((self.today.replace(day=1) + timedelta(days=32)).replace(day=1))

    def day_of_month(self, number: int) -> date | None:
        """Return the next day of this number; None on such a day itself, which could be either."""
        days = (self.today + ahead * _DAY for ahead in range(1, 32))
        return None if number == self.today.day else next((day for day in days if day.day == number), None)

    def written(self, text: str) -> date | None:
        """Return the day of a date that is written out, in the year in which it is to come."""
        for found in find_dates(text, self.today, [], packed=False):
            return found.day
        return next(nearest_days(text, self.today), None)


ReadDay = Callable[[re.Match[str], Said], date | None]
"""Reads the day from a match of a language's pattern."""
