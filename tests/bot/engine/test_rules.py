from dataclasses import replace
from decimal import Decimal

import pytest

from actions.results import Outcome
from bot.domain.claims import ClaimState
from bot.domain.escalation import Reason
from bot.domain.policy import Routing
from bot.engine.rules import failure, judge
from tests.fakes.billing import result
from tests.fakes.claims import claim, paid

S, R = ClaimState, Reason
STATES = [
    (S.RECEIVED, None),
    (S.IN_PROCESS, None),
    (S.NEEDS_INFO_PATIENT, R.NEEDS_REVIEW),
    (S.NEEDS_INFO_OFFICE, R.NEEDS_REVIEW),
    (S.NEEDS_CORRECTION, R.NEEDS_CORRECTION),
    (S.DENIED, R.DENIED),
    (S.PROCESSED_NO_PAYMENT, R.NEEDS_REVIEW),
    (S.NOT_FOUND, R.CLAIM_NOT_FOUND),
    (S.REQUEST_ERROR, R.LOOKUP_FAILED),
    (S.PAYER_UNAVAILABLE, R.PAYER_UNAVAILABLE),
    (S.UNKNOWN, R.NEEDS_REVIEW),
]


@pytest.mark.parametrize(("state", "reason"), STATES)
def test_each_state_is_answered_or_goes_to_a_person(state: ClaimState, reason: Reason | None) -> None:
    verdict = judge(claim(state), Routing())
    assert verdict.handoff == reason
    assert verdict.claim.state is state


@pytest.mark.parametrize("state", [S.NEEDS_CORRECTION, S.DENIED, S.NOT_FOUND, S.REQUEST_ERROR, S.UNKNOWN])
def test_no_office_can_keep_the_graver_states_from_a_person(state: ClaimState) -> None:
    assert judge(claim(state), Routing(handoff_states=())).handoff is not None


def test_an_office_may_let_the_bot_answer_lighter_states_and_hand_over_more() -> None:
    assert judge(claim(S.NEEDS_INFO_PATIENT), Routing(handoff_states=())).handoff is None
    assert judge(claim(S.RECEIVED), Routing(handoff_states=(S.RECEIVED,))).handoff is R.NEEDS_REVIEW


def test_paid_is_said_only_with_an_amount_above_zero() -> None:
    assert judge(paid(), Routing()).handoff is None
    for amount in (None, Decimal(0)):
        verdict = judge(paid(paid=amount), Routing())
        assert (verdict.claim.state, verdict.handoff) == (S.PROCESSED_OTHER, R.NEEDS_REVIEW)


@pytest.mark.parametrize(
    ("category", "amount", "reason"),
    [
        ("F3F", None, None),
        ("f3f", None, None),
        ("F0", Decimal(5), None),
        ("F0", Decimal(0), R.NEEDS_REVIEW),
        ("F3", Decimal(5), R.NEEDS_REVIEW),
        ("F3N", None, R.NEEDS_REVIEW),
    ],
)
def test_processed_is_answered_only_where_its_meaning_is_clear(
    category: str, amount: Decimal | None, reason: Reason | None
) -> None:
    one = replace(claim(S.PROCESSED_OTHER), category=category, paid=amount)
    assert judge(one, Routing()).handoff == reason


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome.FOUND, None),
        (Outcome.INVALID_INPUT, None),
        (Outcome.NOT_FOUND, R.CLAIM_NOT_FOUND),
        (Outcome.PENDING, R.PAYER_UNAVAILABLE),
        (Outcome.UNAVAILABLE, R.PAYER_UNAVAILABLE),
        (Outcome.FAILED, R.LOOKUP_FAILED),
    ],
)
def test_an_outcome_without_a_claim_has_its_own_reason(outcome: Outcome, reason: Reason | None) -> None:
    assert failure(result(outcome)) == reason
