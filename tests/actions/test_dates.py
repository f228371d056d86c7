"""Dates as claims APIs write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import dates

FORMATS = ("YYYYMMDD", "YYYY-MM-DD", "MM/DD/YYYY")


@pytest.mark.parametrize(
    "written",
    [
        "20261002",
        "2026-10-02",
        "10/2/2026",
        "10/02/2026",
        " 2026-10-02 ",
        "2026-10-02T00:00:00Z",
        "2026-10-02T23:59:59.123+0000",
        "2026-10-02T00:00:00-07:00",
        "2026-10-02 14:30",
        "20261002-20261005",
        "2026-10-02/2026-10-05",
        "10/2/2026 - 10/5/2026",
        "2026-10-02 to 2026-10-02",
    ],
)
def test_a_date_or_the_first_day_of_a_range_is_read(written: str) -> None:
    assert dates.read(written, FORMATS) == date(2026, 10, 2)


@pytest.mark.parametrize(
    "written",
    ["", "soon", "20261302", "2026-02-30", "2026102", "10/02/26", "20261005-20261002", "20261002-later", "１０/2/2026"],
)
def test_what_is_no_date_is_not_guessed(written: str) -> None:
    assert dates.read(written, FORMATS) is None


def test_only_the_named_formats_count() -> None:
    assert dates.read("10/02/2026", ("YYYY-MM-DD",)) is None


@pytest.mark.parametrize("form", ["YYYY-MM-DD", "MM/DD/YYYY", "DD.MM.YYYY", "YYYYMMDD"])
def test_a_format_names_year_month_and_day_once(form: str) -> None:
    assert dates.is_format(form)


@pytest.mark.parametrize("form", ["%Y-%m-%d", "YYYY-MM", "YYYY-MM-DD-DD", "YYYY MM DD", "YYYYxMMxDD", ""])
def test_anything_else_is_no_format(form: str) -> None:
    assert not dates.is_format(form)


@given(st.dates(), st.sampled_from([*FORMATS, "DD.MM.YYYY"]))
def test_what_was_written_is_read_back(day: date, form: str) -> None:
    assert dates.read(dates.write(day, form), (form,)) == day


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = dates.read(text, FORMATS)
    assert found is None or isinstance(found, date)
