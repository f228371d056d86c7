"""Answers kept for a short while."""

from datetime import UTC, datetime, timedelta

import pytest

from actions.result_cache import MOST, Key, ResultCache
from actions.results import ActionResult, Outcome

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def ended(outcome: Outcome = Outcome.FOUND, at: datetime = NOW) -> ActionResult:
    return ActionResult("lookup", outcome, (), "our billing system", at, "", 1, 1.0)


def key(number: int) -> Key:
    return "lookup", (("claim_number", str(number)),)


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.UNAVAILABLE, Outcome.PENDING, Outcome.INVALID_INPUT])
def test_only_answers_are_kept(outcome: Outcome) -> None:
    cache = ResultCache()
    cache.keep(key(1), ended(outcome))
    assert cache.fresh(key(1), 60, NOW) is None


def test_a_stale_answer_is_gone() -> None:
    cache = ResultCache()
    cache.keep(key(1), ended())
    assert cache.fresh(key(1), 60, NOW + timedelta(seconds=60)) is None
    assert cache.fresh(key(1), 60, NOW) is None


def test_the_oldest_goes_when_there_are_too_many() -> None:
    cache = ResultCache()
    for number in range(MOST + 1):
        cache.keep(key(number), ended())
    assert cache.fresh(key(0), 60, NOW) is None
    assert cache.fresh(key(1), 60, NOW) is not None
