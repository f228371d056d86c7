from typing import Any

import pytest

from bot.domain.policy import Recurring, TimetablePolicy


@pytest.mark.parametrize("at", ["8:00", "24:00", "08:60", "eight"])
def test_a_time_that_no_clock_shows_is_refused(at: str) -> None:
    with pytest.raises(ValueError, match="is not a time of day"):
        Recurring(at=at)


@pytest.mark.parametrize(
    "changes", [{"grace_minutes": 4}, {"grace_minutes": 1441}, {"jitter_seconds": -1}, {"jitter_seconds": 121}]
)
def test_a_grace_or_jitter_that_would_lose_runs_is_refused(changes: dict[str, Any]) -> None:
    [name] = changes
    with pytest.raises(ValueError, match=f"{name} is"):
        TimetablePolicy(**changes)
