from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.engine.formats import day, moment, money


@pytest.mark.parametrize(
    ("amount", "written"), [("0", "$0.00"), ("20.1", "$20.10"), ("1144.21", "$1,144.21"), ("1234567", "$1,234,567.00")]
)
def test_money_is_written_with_cents_and_thousands(amount: str, written: str) -> None:
    assert money(Decimal(amount)) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "October 2, 2026"), ("es", "2 de octubre de 2026"), ("fr", "October 2, 2026")],
)
def test_a_day_is_written_in_the_readers_language(language: str, written: str) -> None:
    assert day(date(2026, 10, 2), language) == written


@pytest.mark.parametrize(
    ("at", "language", "written"),
    [
        (datetime(2026, 11, 23, 18, 5, tzinfo=UTC), "en", "November 23, 2026, 11:05 AM MST"),
        (datetime(2026, 7, 1, 6, 30, tzinfo=UTC), "en", "July 1, 2026, 12:30 AM MDT"),
        (datetime(2026, 7, 1, 20, 30, tzinfo=UTC), "es", "1 de julio de 2026, 14:30 MDT"),
    ],
)
def test_a_moment_is_told_on_the_offices_own_clock(at: datetime, language: str, written: str) -> None:
    assert moment(at, "America/Boise", language) == written
