from datetime import date

import pytest

from bot.engine.birthdays import find_birthdays
from tests.fakes.offices import TODAY

MARCH_4 = date(1961, 3, 4)


def found(text: str) -> list[tuple[str, date | None]]:
    assert all(e.birth and text[e.start : e.end] == e.text for e in find_birthdays(text, TODAY, 2023, []))
    return [(e.text, e.day) for e in find_birthdays(text, TODAY, 2023, [])]


@pytest.mark.parametrize(
    "written",
    [
        "3 / 4 / 1961",
        "3\\4\\1961",
        "03 04 61",
        "030461",
        "March 4th of 1961",
        "4 Mar '61",
        "4/Mar/1961",
        "Mar/4/1961",
        "04MAR1961",
        "1961 March 4",
        "1961, 4 de marzo",
        "4 de marzo del 61",
    ],
)
def test_a_birthday_after_its_word_is_known_however_it_is_written(written: str) -> None:
    assert found(f"I was born on {written}") == [(written, MARCH_4)]
    assert found(f"fecha de nacimiento:\n1) {written}, gracias") == [(written, MARCH_4)]


@pytest.mark.parametrize("written", ["March 4", "4 de marzo", "3/4", "3 - 4"])
def test_a_birthday_without_its_year_is_hidden_and_proves_nothing(written: str) -> None:
    assert found(f"my birthday is {written}") == [(written, None)]


@pytest.mark.parametrize("written", ["3 / 4 / 1961", "March 4th of 1961", "1961 March 4", "4 MAR 1961"])
def test_a_day_of_long_ago_is_a_birthday_without_any_word(written: str) -> None:
    assert found(f"Delgado, {written}") == [(written, MARCH_4)]


@pytest.mark.parametrize(
    "text", ["seen on March 4th of 2026", "3 / 4 / 2025", "I was born in 1961", "at 3/4 of the price", "1500 March 4"]
)
def test_days_of_visits_and_years_alone_are_left(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["born 3 / 4 / 1961", "March 4th of 1961"])
def test_what_is_taken_is_not_found_again(text: str) -> None:
    assert list(find_birthdays(text, TODAY, 2023, [(0, len(text))])) == []


def test_an_impossible_birthday_is_hidden_all_the_same() -> None:
    assert found("born 31 / 31 / 1961") == [("31 / 31 / 1961", None)]
