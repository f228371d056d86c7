from datetime import timedelta

from bot.channels.web.rate import Buckets
from tests.fakes.manual_clock import ManualClock


def test_a_full_bucket_gives_its_size_at_once_and_then_names_the_wait() -> None:
    buckets = Buckets(ManualClock(), per_minute=3)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 20]


def test_waiting_the_named_time_is_enough() -> None:
    clock = ManualClock()
    buckets = Buckets(clock, per_minute=3)
    while not (wait := buckets.take("a")):
        pass
    clock.advance(timedelta(seconds=wait))
    assert buckets.take("a") == 0


def test_asking_too_early_costs_nothing() -> None:
    clock = ManualClock()
    buckets = Buckets(clock, per_minute=1)
    buckets.take("a")
    assert [buckets.take("a") for _ in range(3)] == [60, 60, 60]


def test_one_visitor_does_not_use_up_another_ones_bucket() -> None:
    buckets = Buckets(ManualClock(), per_minute=1)
    assert [buckets.take("a"), buckets.take("b")] == [0, 0]


def test_a_bucket_never_holds_more_than_its_size() -> None:
    clock = ManualClock()
    buckets = Buckets(clock, per_minute=2)
    buckets.take("a")
    clock.advance(timedelta(days=1))
    assert [bool(buckets.take("a")) for _ in range(3)] == [False, False, True]


def test_the_longest_unused_key_is_forgotten_first() -> None:
    buckets = Buckets(ManualClock(), per_minute=1, remembered=2)
    for key in ("a", "b", "a", "c"):
        buckets.take(key)
    assert buckets.take("a") > 0
    assert buckets.take("b") == 0
