from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions.results import Outcome
from bot.domain.claims import Claim, ClaimState
from bot.domain.escalation import Reason
from bot.domain.policy import Results, Routing
from bot.engine.rules import Rules, Verdict, failure
from tests.fakes.billing import result
from tests.fakes.claims import claim
from tests.fakes.claims import paid as paid_with_a_remark
from tests.fakes.offices import TODAY

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


def paid(**fields: Any) -> Claim:
    return paid_with_a_remark(**{"remark_codes": (), **fields})


def judge(one: Claim, routing: Routing, results: Results | None = None) -> Verdict:
    [verdict] = Rules(routing, results or Results(), TODAY).judge([one])
    return verdict


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


@pytest.mark.parametrize("codes", [("PR-1",), ("PR-2", "CO-45"), ("PR-3",)])
def test_codes_that_share_cost_are_never_called_a_denial(codes: tuple[str, ...]) -> None:
    verdict = judge(replace(claim(S.DENIED), category="F2", reason_codes=codes), Routing())
    assert (verdict.claim.state, verdict.handoff) == (S.PROCESSED_NO_PAYMENT, R.NEEDS_REVIEW)
    assert "only share or write off cost" in verdict.because


def test_a_denial_with_another_code_or_with_none_is_one() -> None:
    for codes in ((), ("PR-1", "CO-50")):
        verdict = judge(replace(claim(S.DENIED), reason_codes=codes), Routing())
        assert (verdict.claim.state, verdict.handoff) == (S.DENIED, R.DENIED)


@pytest.mark.parametrize("code", ["CO-29", "co-50", "MA130"])
def test_a_code_that_only_a_specialist_explains_goes_to_one(code: str) -> None:
    verdict = judge(paid(reason_codes=(code,)), Routing())
    assert (verdict.handoff, verdict.because) == (R.NEEDS_REVIEW, f"the code {code} goes to a person")
    assert judge(paid(reason_codes=(code,)), Routing(), Results(handoff_codes=())).handoff is None


@pytest.mark.parametrize(
    ("amounts", "reason"),
    [
        ({"billed": Decimal(100), "paid": Decimal("100.01")}, R.NEEDS_REVIEW),
        ({"patient_owes": Decimal(-1)}, R.NEEDS_REVIEW),
        ({"billed": Decimal(100), "paid": Decimal(100), "patient_owes": Decimal(0)}, None),
        ({"billed": None}, None),
    ],
)
def test_amounts_that_do_not_fit_together_are_read_by_a_person(amounts: dict[str, Any], reason: Reason | None) -> None:
    assert judge(replace(paid(), **amounts), Routing()).handoff == reason


@pytest.mark.parametrize(
    ("days", "most", "reason"), [(60, 60, None), (61, 60, R.NEEDS_REVIEW), (400, 0, None), (1, 60, None)]
)
def test_a_claim_that_is_on_its_way_for_too_long_is_chased_by_a_person(
    days: int, most: int, reason: Reason | None
) -> None:
    since = TODAY - timedelta(days=days)
    for one in (
        replace(claim(), received_on=since),
        replace(claim(), received_on=None, date_of_service=since),
    ):
        assert judge(one, Routing(), Results(slow_after_days=most)).handoff == reason
    assert judge(replace(paid(), received_on=since), Routing()).handoff is None
    assert judge(replace(claim(), received_on=None, date_of_service=None), Routing()).handoff is None


def test_a_payer_whose_claims_are_for_people_is_known_in_any_case() -> None:
    verdict = judge(paid(payer="Cedar Ridge Mutual"), Routing(), Results(handoff_payers=("cedar ridge MUTUAL",)))
    assert (verdict.handoff, verdict.because) == (R.NEEDS_REVIEW, "claims with Cedar Ridge Mutual go to a person")
    assert judge(paid(payer=None), Routing(), Results(handoff_payers=("x",))).handoff is None


def test_a_word_that_nobody_knows_is_named_with_the_cure() -> None:
    verdict = judge(replace(claim(S.UNKNOWN), category="Zorp"), Routing())
    assert verdict.because == "the status “Zorp” is not known; see status_aliases"


def test_entries_of_one_number_that_disagree_are_read_by_a_person_and_equal_ones_are_not() -> None:
    rules = Rules(Routing(), Results(), TODAY)
    assert [v.handoff for v in rules.judge([claim(), paid(number=claim().number)])] == [R.NEEDS_REVIEW] * 2
    assert [v.handoff for v in rules.judge([claim(), claim()])] == [None, None]


def test_days_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="slow_after_days is -1; it must be 0 or more"):
        Results(slow_after_days=-1)
