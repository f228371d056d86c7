"""Numbers as people write them with a blank in or before them, and numbers whose cue says that they are no claim's."""

import pytest

from bot.domain.recognition import EntityKind
from bot.engine.recognise import recognise
from tests.fakes.offices import OFFICE, TODAY


@pytest.mark.parametrize(
    "text",
    [
        "it reads 45012 - A here",
        "45012 -A",
        "the number on my paper is 45012 a, is it paid",
        "claim45012-A paid?",
        "claim 45012 A",
    ],
)
def test_a_blank_in_a_number_does_not_hide_it(text: str) -> None:
    assert recognise(text, OFFICE, TODAY).claim_numbers == ("45012-A",)


@pytest.mark.parametrize("text", ["my claim 45012 a month ago", "room 45012 b please"])
def test_a_small_letter_after_a_blank_is_a_suffix_only_where_a_number_is_spoken_of(text: str) -> None:
    assert recognise(text, OFFICE, TODAY).claim_numbers == ()


def test_a_number_broken_in_its_digits_is_asked_about() -> None:
    found = recognise("it says 4501 2-A", OFFICE, TODAY)
    assert [e.canonical for e in found.of(EntityKind.POSSIBLE_CLAIM)] == ["45012-A"]
    assert found.claim_numbers == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I mailed check #3318", EntityKind.PAYMENT_TRACE),
        ("order #7718822 is late", EntityKind.TRACKING),
        ("package 9400100000000000000000", EntityKind.TRACKING),
    ],
)
def test_a_number_with_another_cue_is_no_claim(text: str, kind: EntityKind) -> None:
    found = recognise(text, OFFICE, TODAY)
    assert found.of(kind)
    assert found.claim_numbers == ()


def test_a_transaction_control_number_is_no_member_id() -> None:
    found = recognise("medicaid TCN 26083411220007761", OFFICE, TODAY)
    assert found.claim_numbers == ("26083411220007761",)


def test_one_digit_before_a_sign_is_no_broken_claim_number() -> None:
    assert not recognise("x 1=1", OFFICE, TODAY).of(EntityKind.MALFORMED_CLAIM)
