from datetime import date

import pytest

from bot.engine.dates import find_dates
from tests.fakes.offices import TODAY

MARCH_4 = date(1984, 3, 4)


def found(text: str, *, packed: bool = False, taken: list[tuple[int, int]] | None = None) -> list[date]:
    return [one.day for one in find_dates(text, TODAY, taken if taken is not None else [], packed=packed)]


@pytest.mark.parametrize(
    "written",
    [
        "03/04/1984",
        "3/4/1984",
        "3/4/84",
        "3-4-84",
        "03.04.1984",
        "03 04 1984",
        "1984-03-04",
        "1984/3/4",
        "March 4, 1984",
        "March 4th 1984",
        "Mar. 4, 1984",
        "mar 4 '84",
        "March 4, 84",
        "4 March 1984",
        "4th of March, 1984",
        "4 de marzo de 1984",
        "4 de marzo del 1984",
        "el 4 marzo 1984",
        "4 mar 84 and more",
    ],
)
def test_a_date_is_read_as_people_write_it(written: str) -> None:
    assert found(f"It was {written}.") == [MARCH_4]


@pytest.mark.parametrize("written", ["19840304", "03041984"])
def test_a_packed_date_is_read_only_where_other_numbers_had_their_turn(written: str) -> None:
    assert found(written) == []
    assert found(written, packed=True) == [MARCH_4]


def test_the_day_comes_first_only_where_the_first_number_cannot_be_a_month() -> None:
    assert found("25/12/2025 and 12/11/2025") == [date(2025, 12, 25), date(2025, 12, 11)]


@pytest.mark.parametrize(
    ("written", "day"),
    [("11/23/26", date(2026, 11, 23)), ("11/24/26", date(1926, 11, 24)), ("2/29/24", date(2024, 2, 29))],
)
def test_two_digits_are_the_latest_year_that_is_not_after_today(written: str, day: date) -> None:
    assert found(written) == [day]


@pytest.mark.parametrize(
    "written",
    [
        "02/30/2026",
        "13/13/2026",
        "2/30/26",
        "1984-13-40",
        "1144.21",
        "208-555-0142",
        "123-45-6789",
        "45012-A",
        "1/2",
        "may 5 people come",
        "May 12, 30 days later",
        "10.0.0.12",
        "1/2/2026/5",
    ],
)
def test_what_is_no_date_is_left_alone(written: str) -> None:
    assert found(written) == []


def test_what_is_taken_already_is_no_date_and_a_date_is_taken_after() -> None:
    taken = [(0, 10)]
    assert found("03/04/1984 and 10/02/2026", taken=taken) == [date(2026, 10, 2)]
    assert taken == [(0, 10), (15, 25)]
