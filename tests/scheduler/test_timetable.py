"""Twelve months in Boise, with both changes of the clocks, a leap day and the public holidays."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.policy import Holidays
from scheduler.runner import SlotTrigger
from scheduler.timetable import Entry, OnHoliday, Timetable

BOISE = ZoneInfo("America/Boise")
START, END = datetime(2027, 7, 1, tzinfo=UTC), datetime(2028, 7, 1, tzinfo=UTC)
SUMMER_UNTIL, SUMMER_AGAIN = date(2027, 11, 7), date(2028, 3, 12)
MONDAY_HOLIDAYS = {
    date(2027, 7, 5),  # Independence Day, a Sunday, observed
    date(2027, 9, 6),
    date(2027, 10, 11),
    date(2028, 1, 17),
    date(2028, 2, 21),
    date(2028, 5, 29),
    date(2028, 6, 19),
}
IDAHO = Holidays("US", "ID")
EVERY_DAY = frozenset(range(7))


def timetable(*entries: Entry, holidays: Holidays = IDAHO) -> Timetable:
    return Timetable(entries, BOISE, holidays.__contains__)


def monday(on_holiday: OnHoliday) -> Timetable:
    return timetable(Entry("check", frozenset({0}), time(8), on_holiday))


def days(table: Timetable) -> list[date]:
    return [slot.at.astimezone(BOISE).date() for slot in table.slots("check", START, END)]


def mondays() -> list[date]:
    first = date(2027, 7, 5)
    return [first + timedelta(weeks=week) for week in range(52)]


def test_the_monday_check_comes_every_monday_at_eight_by_the_clock_on_the_wall() -> None:
    slots = list(monday("run").slots("check", START, END))

    assert len(slots) == 52
    assert {slot.at.astimezone(BOISE).time() for slot in slots} == {time(8)}
    summer = [s for s in slots if s.at.date() < SUMMER_UNTIL or s.at.date() >= SUMMER_AGAIN]
    assert {slot.at.hour for slot in summer} == {14}
    assert {slot.at.hour for slot in slots if slot not in summer} == {15}


def test_a_holidays_check_moves_to_the_next_working_day() -> None:
    expected = [day + timedelta(days=1) if day in MONDAY_HOLIDAYS else day for day in mondays()]

    assert days(monday("move")) == expected


def test_a_holidays_check_can_be_skipped() -> None:
    assert days(monday("skip")) == [day for day in mondays() if day not in MONDAY_HOLIDAYS]


def test_a_daily_job_runs_on_the_leap_day_and_once_on_the_days_of_23_and_25_hours() -> None:
    for at in (time(1, 30), time(2, 30)):
        slots = list(timetable(Entry("check", EVERY_DAY, at)).slots("check", START, END))
        assert len(slots) == 366
        assert len({slot.key for slot in slots}) == 366
        assert "check@2028-02-29" in {slot.key.partition("T")[0] for slot in slots}
        assert [slot.at for slot in slots] == sorted({slot.at for slot in slots})


@pytest.mark.parametrize(
    ("at", "day", "expected"),
    [
        (time(2, 30), SUMMER_AGAIN, "09:30"),  # there is no 02:30; the clock shows 03:30
        (time(1, 30), SUMMER_UNTIL, "07:30"),  # the first of two
        (time(3, 30), SUMMER_AGAIN, "09:30"),
        (time(3, 30), SUMMER_UNTIL, "10:30"),
    ],
)
def test_a_time_that_is_not_there_or_comes_twice(at: time, day: date, expected: str) -> None:
    table = timetable(Entry("check", EVERY_DAY, at))
    [slot] = [s for s in table.slots("check", START, END) if s.at.astimezone(BOISE).date() == day]

    assert f"{slot.at:%H:%M}" == expected


def test_a_long_closure_is_caught_up_with_once() -> None:
    closed = tuple(date(2027, 12, 24) + timedelta(days=n) for n in range(9))
    table = timetable(Entry("check", EVERY_DAY, time(6), "move"), holidays=Holidays(closed=closed))

    around = [d for d in days(table) if date(2027, 12, 22) <= d <= date(2028, 1, 5)]
    assert around == [date(2027, 12, 22), date(2027, 12, 23), *(date(2028, 1, n) for n in range(2, 6))]


def test_a_fridays_check_that_fell_on_a_holiday_comes_on_monday() -> None:
    table = timetable(Entry("check", frozenset({4}), time(8), "move"), holidays=Holidays(closed=(date(2027, 12, 24),)))

    assert date(2027, 12, 27) in days(table)
    assert date(2027, 12, 25) not in days(table)


def test_the_offices_own_days_and_the_holidays_on_which_it_works() -> None:
    holidays = Holidays("US", "ID", closed=(date(2027, 7, 12),), open=(date(2027, 7, 5),))
    table = timetable(Entry("check", frozenset({0}), time(8), "move"), holidays=holidays)

    assert days(table)[:3] == [date(2027, 7, 5), date(2027, 7, 13), date(2027, 7, 19)]


def test_a_job_without_days_never_runs() -> None:
    assert timetable(Entry("check", frozenset(), time(8))).next("check", START) is None


def test_only_the_newest_slot_within_the_grace_is_due() -> None:
    table = timetable(Entry("check", EVERY_DAY, time(8)))
    now = datetime(2027, 7, 10, 15, 0, tzinfo=UTC)  # 09:00 in Boise

    due = table.due("check", now, timedelta(days=3))
    assert due is not None
    assert due.key == "check@2027-07-10T08:00"
    assert table.due("check", now, timedelta(minutes=59)) is None


def test_apscheduler_is_woken_for_the_same_slots() -> None:
    table = monday("move")
    trigger = SlotTrigger(table, "check", jitter=0)
    fired = [trigger.get_next_fire_time(None, START)]
    while fired[-1] and fired[-1] <= END:
        fired.append(trigger.get_next_fire_time(fired[-1], fired[-1]))

    assert fired[:-1] == [slot.at for slot in table.slots("check", START, END)]


def test_jitter_comes_after_the_slot_and_makes_none_come_twice() -> None:
    table = monday("run")
    trigger = SlotTrigger(table, "check", jitter=60)
    first = trigger.get_next_fire_time(None, START)
    assert first is not None
    second = trigger.get_next_fire_time(first, first)
    assert second is not None

    one, two, *_ = table.slots("check", START, END)
    assert timedelta(0) <= first - one.at <= timedelta(seconds=60)
    assert timedelta(0) <= second - two.at <= timedelta(seconds=60)


def test_a_timetable_without_a_next_slot_wakes_nobody() -> None:
    table = timetable(Entry("check", frozenset(), time(8)))

    assert SlotTrigger(table, "check", jitter=0).get_next_fire_time(None, START) is None
