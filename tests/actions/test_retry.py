"""When to try again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.retry import backoff, retry_after

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@given(st.integers(1, 5), st.floats(0.01, 10), st.floats(0, 1))
def test_each_wait_lies_between_half_and_all_of_its_step(tries: int, first: float, spread: float) -> None:
    step = first * 2 ** (tries - 1)
    assert step / 2 <= backoff(tries, first, None, spread) <= step


def test_what_the_system_asked_for_is_the_least() -> None:
    assert backoff(1, 0.5, 7, 0.3) == 7
    assert backoff(1, 0.5, 0, 1) == 0.5


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("7", 7),
        (" 0 ", 0),
        ("Mon, 23 Nov 2026 15:00:30 GMT", 30),
        ("Mon, 23 Nov 2026 14:00:00 GMT", 0),
        ("Mon, 23 Nov 2026 15:00:30 -0000", 30),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        ("9" * 400, 999_999_999),
    ],
)
def test_retry_after_comes_in_seconds_or_as_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@given(st.text(max_size=40) | st.from_regex(r"Mon, \d{1,2} Nov \d{2,6} \d{2}:\d{2}:\d{2} [+-]\d{2,12}", fullmatch=True))
def test_no_header_breaks_the_reader(header: str) -> None:
    seconds = retry_after(header, NOW)
    assert seconds is None or seconds >= 0
