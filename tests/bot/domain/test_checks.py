import pytest

from bot.domain.checks import Check, Expectation
from bot.domain.conversation import IdentityAnswers
from bot.domain.escalation import Reason
from bot.domain.routes import Route


@pytest.mark.parametrize("route", [Route.IDENTITY_CHECK, Route.OUT_OF_SCOPE])
def test_an_expectation_that_no_answer_can_meet_is_refused(route: Route) -> None:
    with pytest.raises(ValueError, match="handoff_reason cannot be met"):
        Expectation(route, handoff_reason=Reason.APPEAL)


@pytest.mark.parametrize("route", [Route.LOOKUP, Route.HANDOFF, Route.DOCS])
def test_a_reason_may_be_expected_where_a_case_can_be_opened(route: Route) -> None:
    assert Expectation(route, handoff_reason=Reason.DENIED).handoff_reason is Reason.DENIED


def test_staff_have_no_identity_to_give() -> None:
    identity = IdentityAnswers(last_name="Testcase")
    with pytest.raises(ValueError, match="identity is not for staff"):
        Check("?", "staff", Expectation(Route.LOOKUP), identity)
    assert Check("?", "patient", Expectation(Route.LOOKUP), identity).identity == identity
