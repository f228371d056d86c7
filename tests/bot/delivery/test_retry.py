from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.retry import (
    DELIVERY,
    KNOCK,
    LOCKED_OUT,
    TURN,
    Bury,
    Retry,
    after_delivery_failure,
    after_turn_failure,
    backoff,
)
from bot.domain.errors import DeliveryError, LockedOut, RetryLater, Uncertain, Undeliverable
from tests.fakes.messages import NOON

BUSY = RetryLater("slack answered 503")


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 5), (2, 10), (3, 20), (11, 3600), (10_000, 3600)])
def test_the_wait_doubles_up_to_its_cap(attempts: int, seconds: float) -> None:
    assert backoff(attempts, 1.0, DELIVERY) == timedelta(seconds=seconds)


def test_the_wait_is_a_random_share_of_the_doubled_one() -> None:
    assert [backoff(2, jitter, DELIVERY).total_seconds() for jitter in (0.0, 0.5, 1.0)] == [0, 5, 10]


def test_what_was_certainly_not_delivered_is_tried_again() -> None:
    assert after_delivery_failure(BUSY, 1, NOON, NOON, 1.0) == Retry(NOON + timedelta(seconds=5))


def test_the_platforms_own_waiting_time_is_kept() -> None:
    limited = RetryLater("slack answered 429", after=40)
    assert after_delivery_failure(limited, 1, NOON, NOON, 1.0) == Retry(NOON + timedelta(seconds=40))


def test_our_own_longer_wait_is_kept_too() -> None:
    limited = RetryLater("slack answered 429", after=1)
    assert after_delivery_failure(limited, 4, NOON, NOON, 1.0) == Retry(NOON + timedelta(seconds=40))


def test_the_twelfth_failure_is_the_last() -> None:
    assert isinstance(after_delivery_failure(BUSY, 11, NOON, NOON, 1.0), Retry)
    assert after_delivery_failure(BUSY, 12, NOON, NOON, 1.0) == Bury(
        "dead", "given up after 12 attempts: slack answered 503"
    )


def test_nothing_is_tried_again_a_day_after_it_was_written() -> None:
    late = RetryLater("slack answered 429", after=3601)
    now = NOON + timedelta(hours=23)
    assert after_delivery_failure(late, 1, NOON, now, 0.0) == Bury(
        "dead", "given up after 1 attempts: slack answered 429"
    )


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Undeliverable("channel archived"), "dead"),
        (Uncertain("no answer"), "uncertain"),
        (DeliveryError("?"), "uncertain"),
    ],
)
def test_what_cannot_be_helped_or_is_not_certain_is_buried_at_once(error: DeliveryError, state: str) -> None:
    assert after_delivery_failure(error, 1, NOON, NOON, 0.5) == Bury(state, error.reason)  # type: ignore[arg-type]


def test_where_we_are_locked_out_everything_waits_for_a_new_key_for_a_week() -> None:
    revoked = LockedOut("slack refused (token_revoked)")
    assert after_delivery_failure(revoked, 1, NOON, NOON, 0.0) == Retry(NOON + KNOCK)
    last = NOON + LOCKED_OUT - KNOCK
    assert after_delivery_failure(revoked, 2000, NOON, last, 1.0) == Retry(last + KNOCK)
    after = last + timedelta(seconds=1)
    assert after_delivery_failure(revoked, 2000, NOON, after, 1.0) == Bury("dead", revoked.reason)


def test_a_turn_is_given_up_at_its_fifth_failure() -> None:
    assert after_turn_failure("ValueError", 4, NOON, 1.0) == Retry(NOON + timedelta(seconds=8))
    assert after_turn_failure("ValueError", 5, NOON, 1.0) == Bury("dead", "given up after 5 attempts: ValueError")


@given(st.integers(1, 1000), st.floats(0, 1))
def test_no_wait_is_negative_or_above_the_cap(attempts: int, jitter: float) -> None:
    for limits in (DELIVERY, TURN):
        assert timedelta() <= backoff(attempts, jitter, limits) <= limits.longest
