"""What gives no answer is left alone for a while."""

from datetime import UTC, datetime, timedelta

from bot.domain.pauses import Pause

NOW = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_pause_begins_with_the_last_failure_that_is_allowed() -> None:
    once = Pause().failed(NOW, 2, MINUTE)
    twice = once.failed(NOW, 2, MINUTE)

    assert (once, twice) == (Pause(1), Pause(2, NOW + MINUTE))
    assert (once.left(NOW), twice.left(NOW + MINUTE / 2), twice.left(NOW + MINUTE * 2)) == (
        timedelta(),
        MINUTE / 2,
        timedelta(),
    )


def test_a_probe_keeps_everybody_else_waiting() -> None:
    after = NOW + MINUTE

    assert Pause(2, after).probed(after, MINUTE) == Pause(2, after + MINUTE)
    assert Pause(1).probed(after, MINUTE) == Pause(1)


def test_a_failure_after_the_pause_begins_another() -> None:
    assert Pause(2, NOW).failed(NOW, 2, MINUTE) == Pause(3, NOW + MINUTE)
