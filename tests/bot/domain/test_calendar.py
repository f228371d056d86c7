"""The office's time, over weekends, holidays and both changes of the clocks."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar import Calendar
from bot.domain.policy import Holidays, OpeningHours

BOISE = ZoneInfo("America/Boise")
WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-17:00")
IDAHO = Holidays(country="US", subdivision="ID")


def calendar(holidays: Holidays = IDAHO, **hours: str) -> Calendar:
    return Calendar(BOISE, OpeningHours(**(hours or WEEK)), holidays)


def at(text: str, fold: int = 0) -> datetime:
    """Return a moment by the office's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=BOISE, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23 07:59", False),
        ("2026-11-23 08:00", True),
        ("2026-11-23 16:59", True),
        ("2026-11-23 17:00", False),
        ("2026-11-21 12:00", False),
        ("2026-11-26 12:00", False),
    ],
)
def test_it_is_open_from_the_first_minute_to_before_the_last_and_not_on_holidays(moment: str, is_open: bool) -> None:
    assert calendar().is_open(at(moment)) is is_open


def test_the_next_opening_after_a_friday_evening_is_monday_morning() -> None:
    opens, closes = calendar().next_opening(at("2026-11-20 18:00")) or (None, None)
    assert (opens, closes) == (at("2026-11-23 08:00"), at("2026-11-23 17:00"))


def test_while_it_is_open_the_next_opening_is_the_one_after() -> None:
    opens, _ = calendar(monday="08:00-12:00, 13:00-17:00").next_opening(at("2026-11-23 09:00")) or (None, None)
    assert opens == at("2026-11-23 13:00")


def test_the_day_before_thanksgiving_leads_to_the_friday_after_it() -> None:
    opens, _ = calendar().next_opening(at("2026-11-25 17:00")) or (None, None)
    assert opens == at("2026-11-27 08:00")


def test_a_friday_evening_and_a_monday_morning_are_minutes_apart_in_office_time() -> None:
    assert calendar().between(at("2026-11-20 16:50"), at("2026-11-23 08:05")) == timedelta(minutes=15)
    assert calendar().between(at("2026-11-23 08:05"), at("2026-11-20 16:50")) == timedelta()


def test_office_time_is_counted_on_over_a_weekend() -> None:
    assert calendar().after(at("2026-11-20 16:50"), timedelta(minutes=15)) == at("2026-11-23 08:05")
    assert calendar().after(at("2026-11-21 10:00"), timedelta(hours=9)) == at("2026-11-23 17:00")


def test_an_office_that_is_closed_for_more_than_a_year_opens_no_more() -> None:
    shut = calendar(Holidays(closed=tuple(date(2026, 11, 1) + timedelta(days=number) for number in range(500))))
    assert shut.next_opening(at("2026-11-20 12:00")) is None
    assert shut.after(at("2026-11-20 12:00"), timedelta(minutes=1)) is None


def test_a_working_day_is_nine_hours_on_both_sides_of_summer_time() -> None:
    for day in ("2026-03-06", "2026-03-09", "2026-10-30", "2026-11-02"):
        assert calendar().between(at(f"{day} 00:00"), at(f"{day} 23:59")) == timedelta(hours=9)


def test_the_day_of_the_change_has_its_own_length_for_who_is_always_there() -> None:
    always = calendar(Holidays(), **dict.fromkeys((*WEEK, "saturday", "sunday"), "00:00-24:00"))
    assert always.between(at("2026-03-08 00:00"), at("2026-03-09 00:00")) == timedelta(hours=23)
    assert always.between(at("2026-11-01 00:00"), at("2026-11-02 00:00")) == timedelta(hours=25)
    assert always.is_open(at("2026-11-01 01:30", fold=1))


def test_hours_within_the_hour_that_is_skipped_never_count_twice_nor_backwards() -> None:
    night = calendar(Holidays(), sunday="02:30-03:15, 03:20-05:00")
    spring = at("2026-03-08 00:00"), at("2026-03-08 12:00")
    assert night.between(*spring) == timedelta(minutes=100)
    assert not night.is_open(at("2026-03-08 03:16"))


def test_own_days_close_and_named_or_dated_holidays_open() -> None:
    own = Holidays(
        country="US",
        subdivision="ID",
        closed=(at("2026-12-24").date(),),
        open=(at("2026-11-26").date(),),
        worked=("Columbus Day",),
    )
    days = {day: calendar(own).is_open(at(f"{day} 12:00")) for day in ("2026-10-12", "2026-11-26", "2026-12-24")}
    assert days == {"2026-10-12": True, "2026-11-26": True, "2026-12-24": False}
    assert not calendar(own).is_open(at("2026-12-25 12:00"))


def test_a_holiday_that_is_worked_is_worked_on_the_day_that_stands_for_it() -> None:
    assert not calendar().is_open(at("2026-07-03 12:00"))
    own = Holidays(country="US", subdivision="ID", worked=("Independence Day",))
    assert calendar(own).is_open(at("2026-07-03 12:00"))


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ({"monday": "8 to 5"}, "monday is '8 to 5'; write it as 08:00-17:00"),
        ({"monday": "17:00-08:00"}, "what is after midnight is the next day's"),
        ({"monday": "08:00-24:30"}, "does not end later that day"),
        ({"monday": "08:00-12:00, 11:00-17:00"}, "whose parts overlap"),
        ({"monday": " "}, "are all closed; write the hours of at least one day"),
    ],
)
def test_hours_that_no_clock_shows_are_refused_with_their_cure(mistake: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        OpeningHours(**mistake)


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ({"country": "XX"}, "country 'XX' is not known"),
        ({"country": "US", "subdivision": "QQ"}, "subdivision 'QQ' is no part of US"),
        ({"subdivision": "ID"}, "subdivision 'ID' is no part of no country"),
        ({"country": "US", "worked": ("Boxing Day",)}, "no holiday there; use one of Christmas Day, Columbus Day"),
        ({"worked": ("Boxing Day",)}, "name a country first"),
    ],
)
def test_holidays_that_nobody_knows_are_refused_with_their_cure(mistake: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Holidays(**mistake)
