from datetime import date
from decimal import Decimal

import pytest

from actions.results import Outcome
from bot.domain.claims import ClaimState
from bot.engine.claim_facts import asked_for, claims_of, mask
from tests.fakes.billing import AS_OF, PAID, record, result
from tests.fakes.claims import JANE, claim


def test_a_record_becomes_a_claim_with_its_patient_and_its_time() -> None:
    (one,) = claims_of(result(Outcome.FOUND, record("45013-A", "F1", **PAID, remark_codes=("N1",))), {})
    assert (one.number, one.state, one.category, one.patient) == ("45013-A", ClaimState.PAID, "F1", JANE)
    assert (one.paid, one.finalized_on, one.remark_codes) == (Decimal("186.40"), date(2026, 11, 9), ("N1",))
    assert (one.as_of, one.source) == (AS_OF, "our billing system")


def test_what_is_missing_or_of_another_kind_is_unknown_and_never_guessed() -> None:
    odd = result(Outcome.FOUND, {"claim_number": "1", "billed": "240", "date_of_service": "2026", "reason_codes": "CO"})
    (one,) = claims_of(odd, {})
    assert (one.state, one.billed, one.date_of_service, one.reason_codes, one.payer) == (
        ClaimState.UNKNOWN,
        None,
        None,
        (),
        None,
    )
    assert one.patient.key == ""


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.FOUND])
def test_no_other_outcome_has_claims(outcome: Outcome) -> None:
    assert claims_of(result(outcome, record("45012-A", "P1")), {}) == ()


def test_an_offices_own_words_are_understood() -> None:
    (one,) = claims_of(result(Outcome.FOUND, record("1", "PENDED")), {"pended": ClaimState.IN_PROCESS})
    assert one.state is ClaimState.IN_PROCESS


def test_what_came_along_unasked_is_dropped_whatever_the_separators() -> None:
    claims = [claim(number=n) for n in ("45012A", "45012-a", "45012-B", "")]
    assert [c.number for c in asked_for("45012-A", claims)] == ["45012A", "45012-a"]


def test_a_mask_shows_the_end_alone() -> None:
    assert mask("45012-A") == "…12-A"
