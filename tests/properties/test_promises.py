"""Promises of any words in any office: a day that is read is one on which somebody is there, and still to come."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import Calendar
from bot.engine.promising.days import FARTHEST
from bot.engine.promising.reader import promised_day
from tests.properties.test_calendar import calendars

MOMENTS = st.integers(0, 300 * 24 * 60).map(
    lambda minutes: datetime(2026, 2, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
PROMISES = st.sampled_from(
    [
        "I'll call you",
        "We will get back to you",
        "You'll hear from us",
        "I'll check and let you know",
        "le llamo",
        "voy a avisarle",
    ]
)
FILLERS = st.sampled_from(["", " on this", " with an answer", " el", ",", " about your visit", " if they pay", " not"])
TIMES = st.sampled_from(
    """tomorrow|today|Tuesday|by Friday|next Monday|this Thursday|before Wednesday|in 2 business days|within 36 hours|
    in 90 minutes|in a week|by the end of the week|next week|by the end of the month|on the 31st|February 29|3/8|
    Friday, March 6|Tuesday or Wednesday|eod tomorrow|mañana|el martes|el viernes que viene|antes del jueves|
    en dos días hábiles|la próxima semana|a finales del mes|el 30 de febrero|dentro de 99 semanas""".replace(
        "\n    ", ""
    ).split("|")
)
TAILS = st.sampled_from(["", ".", " at 3 p.m.", "?", " if I can", ", thanks", " by phone", " por la tarde"])
SENTENCES = st.lists(st.tuples(PROMISES, FILLERS, TIMES, TAILS), min_size=1, max_size=3).map(
    lambda parts: ". ".join(f"{promise}{filler} {time}{tail}" for promise, filler, time, tail in parts)
)
DAY = timedelta(days=1)


@settings(max_examples=200, deadline=None)
@given(calendars(), MOMENTS, SENTENCES | st.text(max_size=80))
def test_a_day_that_is_read_is_a_working_day_to_come(calendar: Calendar, at: datetime, text: str) -> None:
    day = promised_day(text, at, calendar)

    if day is not None:
        assert calendar.working_day(calendar.closing(day) - timedelta(microseconds=1)) == day
        assert calendar.closing(day) > at
        assert day <= calendar.local(at).date() + FARTHEST + 15 * DAY


@settings(max_examples=100, deadline=None)
@given(calendars(), MOMENTS, st.integers(1, 15))
def test_so_many_business_days_are_so_many_days_on_which_the_office_opens(
    calendar: Calendar, at: datetime, number: int
) -> None:
    today = calendar.local(at).date()
    days = [today + ahead * DAY for ahead in range(1, 200)]
    working = [day for day in days if calendar.working_day(calendar.closing(day) - timedelta(microseconds=1)) == day]

    assert promised_day(f"I'll call you in {number} business days", at, calendar) in {working[number - 1], None}
    assert (
        promised_day(f"I'll call you in {number} business days", at, calendar) or working[number - 1] - today > FARTHEST
    )
