import pytest

from bot.domain.checks import Canary, Check, Expectation
from bot.domain.conversation import IdentityAnswers
from bot.domain.routes import Route


def test_staff_have_no_identity_to_give() -> None:
    identity = IdentityAnswers(last_name="Testcase")
    with pytest.raises(ValueError, match="identity is not for staff"):
        Check("?", "staff", Expectation(Route.LOOKUP), identity)
    assert Check("?", "patient", Expectation(Route.LOOKUP), identity).identity == identity


def test_a_canarys_action_and_its_inputs_come_together() -> None:
    with pytest.raises(ValueError, match="inputs is empty"):
        Canary("45012-A", action="find_claim")
    with pytest.raises(ValueError, match="action is not named"):
        Canary("45012-A", inputs={"last_name": "Testcase"})
    assert Canary("45012-A").state is None
