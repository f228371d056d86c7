"""The office's time for any hours, zone and moments: a count minute by minute is the truth that it is held to."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import Calendar
from bot.domain.policy import Holidays, OpeningHours

ZONES = st.sampled_from(["America/Boise", "UTC", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata"])
MINUTE = timedelta(minutes=1)


@st.composite
def hours_of_a_day(draw: st.DrawFn) -> str:
    quarters = sorted(draw(st.sets(st.integers(0, 96), max_size=4)))
    pairs = list(zip(quarters[::2], quarters[1::2], strict=False))
    return ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in pairs)


def _clock(quarters: int) -> str:
    return f"{quarters // 4:02}:{quarters % 4 * 15:02}"


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    days = draw(st.lists(hours_of_a_day(), min_size=6, max_size=6))
    closed = draw(st.lists(st.dates(date(2026, 3, 1), date(2026, 11, 30)), max_size=2))
    return Calendar(ZoneInfo(draw(ZONES)), OpeningHours("08:00-09:00", *days), Holidays(closed=tuple(closed)))


# Around both changes of the clocks in either half of the world.
MOMENTS = st.sampled_from(["2026-03-07", "2026-04-04", "2026-09-05", "2026-10-03", "2026-10-31"]).flatmap(
    lambda day: st.integers(0, 2880).map(
        lambda minutes: datetime.fromisoformat(day).replace(tzinfo=UTC) + minutes * MINUTE
    )
)
LENGTHS = st.integers(0, 2000).map(lambda minutes: minutes * MINUTE)


@settings(max_examples=40, deadline=None)
@given(calendars(), MOMENTS, LENGTHS)
def test_office_time_is_the_minutes_in_which_it_is_open(calendar: Calendar, start: datetime, length: timedelta) -> None:
    open_minutes = [calendar.is_open(start + number * MINUTE) for number in range(length // MINUTE)]

    assert calendar.between(start, start + length) == sum(open_minutes) * MINUTE


@settings(max_examples=100, deadline=None)
@given(calendars(), MOMENTS, LENGTHS)
def test_the_moment_after_so_much_office_time_has_exactly_that_behind_it(
    calendar: Calendar, start: datetime, length: timedelta
) -> None:
    moment = calendar.after(start, length)

    assert moment is not None
    assert moment >= start
    assert calendar.between(start, moment) == length


@settings(max_examples=100, deadline=None)
@given(calendars(), MOMENTS)
def test_the_next_opening_begins_after_a_closed_minute_or_where_another_ends(
    calendar: Calendar, moment: datetime
) -> None:
    opens, closes = calendar.next_opening(moment) or (moment, moment)

    assert moment < opens < closes
    assert calendar.is_open(opens)
    now = calendar.opening_at(moment)
    assert calendar.between(moment, opens) == (now[1] - moment if now else timedelta())
