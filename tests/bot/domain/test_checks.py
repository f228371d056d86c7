import pytest

from bot.domain.checks import Check, Expectation
from bot.domain.conversation import IdentityAnswers
from bot.domain.routes import Route


def test_staff_have_no_identity_to_give() -> None:
    identity = IdentityAnswers(last_name="Testcase")
    with pytest.raises(ValueError, match="identity is not for staff"):
        Check("?", "staff", Expectation(Route.LOOKUP), identity)
    assert Check("?", "patient", Expectation(Route.LOOKUP), identity).identity == identity
