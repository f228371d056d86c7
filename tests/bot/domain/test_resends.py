"""The same words are the same message only while or after an answer was slow; what people repeat is two."""

from datetime import timedelta

import pytest

from bot.domain.resends import SLOW, WINDOW, Kept, sent_again
from tests.fakes.messages import NOON


def kept(came: float, took: float) -> Kept:
    return Kept(NOON + timedelta(seconds=came), NOON + timedelta(seconds=came + took))


@pytest.mark.parametrize(
    ("first", "second", "again"),
    [
        (kept(0, 15), kept(16, 0.1), True),
        (kept(0, 0.2), kept(16, 0.1), False),
        (kept(0, 15), kept(WINDOW.total_seconds() + 1, 0.1), False),
        (kept(0, 15), kept(3, 12.1), False),  # nobody has waited fifteen seconds yet
        (kept(0, 0.2), kept(16, 15), False),
    ],
)
def test_a_resend_comes_some_seconds_after_one_whose_answer_was_slow(first: Kept, second: Kept, again: bool) -> None:
    assert sent_again(second, [first]) is again


def test_of_two_that_are_kept_the_other_way_round_the_slow_one_is_the_second_copy() -> None:
    assert sent_again(kept(0, 17), [kept(16, 0.1)])


def test_what_is_like_nothing_is_new() -> None:
    assert not sent_again(kept(0, SLOW.total_seconds()), [])
