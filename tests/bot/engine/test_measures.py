"""Numbers with what they count."""

import pytest

from bot.engine.measures import measures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("within 30 days", {("30", "day")}),
        ("in thirty days", {("30", "day")}),
        ("14 to 45 business days", {("14", "day"), ("45", "day")}),
        ("entre 14 y 45 días", {("14", "day"), ("45", "day")}),
        ("14 a 45 días", {("14", "day"), ("45", "day")}),
        ("a week", {("1", "week")}),
        ("una semana", {("1", "week")}),
        ("2 claims in 3 months", {("3", "month")}),
        ("the day after", set()),
    ],
)
def test_measures(text: str, expected: set[tuple[str, str]]) -> None:
    assert measures(text) == expected
