import pytest

from bot.domain.claims import ClaimState
from bot.domain.escalation import Reason
from bot.engine.handoff import REASONS, hand_off
from bot.engine.rules import Verdict
from tests.fakes.claims import claim


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words(reason: Reason) -> None:
    assert hand_off(reason, "").summary == f"{REASONS[reason]}."


def test_the_summary_says_what_was_asked_and_checked() -> None:
    one = claim(ClaimState.DENIED, category="F2", reason_codes=("CO-16",), remark_codes=("N290",))
    other = claim(number="45019-C", payer=None, category="")
    handoff = hand_off(
        Reason.DENIED,
        "why was\n…12-A   denied",
        verdicts=[Verdict(one, Reason.DENIED, ""), Verdict(other, None, "")],
        patient="J. T.",
        details=("Identity confirmed.",),
    )
    assert handoff.summary == (
        "Claim denied. Asked: “why was …12-A denied” Checked …12-A: Denied (F2, CO-16, N290), Northwind Health Plan; "
        "…19-C: In process, payer not named. Identity confirmed."
    )
    assert (handoff.patient, handoff.claim, handoff.payer) == ("J. T.", "…12-A", "Northwind Health Plan")


def test_without_a_look_up_the_number_that_was_named_is_on_the_card() -> None:
    handoff = hand_off(Reason.APPEAL, "x", numbers=["45012-A", "45013-A"])
    assert (handoff.claim, handoff.payer) == ("…12-A", "")


def test_a_payer_that_is_not_known_is_empty_on_the_card() -> None:
    assert hand_off(Reason.DENIED, "", verdicts=[Verdict(claim(payer=None), None, "")]).payer == ""


def test_a_long_question_is_cut() -> None:
    summary = hand_off(Reason.APPEAL, "a" * 500).summary
    assert summary == f"Appeal. Asked: “{'a' * 299}…”"
