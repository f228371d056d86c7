"""What a model proposes can raise a message towards a person, and nothing else."""

from dataclasses import replace

import pytest

from bot.domain.messages import Surface
from bot.domain.routes import Decision, Route, Why
from bot.engine.aliases import Aliases
from bot.engine.recognise import recognise
from bot.engine.routing import Asked, read
from bot.engine.understanding import raised, unsure
from bot.ports.understanding import Need, Understood
from tests.fakes.offices import OFFICE, TODAY

SEEN = Aliases(("45012-A", "45013-A"))


def asked(text: str, surface: Surface = Surface.PATIENT, *, verified: bool = False) -> Asked:
    return read(recognise(text, OFFICE, TODAY), surface, verified=verified)


GUESS = Decision(Route.OUT_OF_SCOPE, Why.NOT_UNDERSTOOD)
SMALL = Decision(Route.OUT_OF_SCOPE, Why.SMALL_TALK)
DOCS = Decision(Route.DOCS, Why.QUESTION)
NUMBER = Decision(Route.LOOKUP, Why.CLAIM_NUMBER)


@pytest.mark.parametrize(
    ("decision", "text", "expected"),
    [
        (GUESS, "mumble", True),
        (SMALL, "Hello there", False),
        (SMALL, "Hello there, the thing you sent me is not what we had talked about", True),
        (DOCS, "How do payment plans work in general?", False),
        (DOCS, "copays and coinsurance", True),
        (replace(DOCS, topic="appeal"), "appeals", False),
        (Decision(Route.HANDOFF, Why.NEVER_ANSWER), "mumble", False),
        (Decision(Route.IDENTITY_CHECK, Why.CLAIM_NUMBER), "mumble " * 9, False),
        (NUMBER, "claim 45012-A", False),
        (NUMBER, "mumble 45012-A mumble mumble mumble mumble mumble mumble", True),
    ],
)
def test_a_model_is_asked_only_where_the_rules_are_unsure(decision: Decision, text: str, expected: bool) -> None:
    assert unsure(decision, asked(text)) is expected


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (Need.PERSON, (Route.HANDOFF, Why.PERSON_REQUESTED)),
        (Need.APPEAL, (Route.HANDOFF, Why.NEVER_ANSWER)),
        (Need.DISPUTE, (Route.HANDOFF, Why.NEVER_ANSWER)),
        (Need.ONLY_A_PERSON, (Route.HANDOFF, Why.NEVER_ANSWER)),
        (Need.SOMEBODY_ELSE, (Route.HANDOFF, Why.THIRD_PARTY)),
        (Need.EMERGENCY, (Route.OUT_OF_SCOPE, Why.EMERGENCY)),
        (Need.CRISIS, (Route.OUT_OF_SCOPE, Why.CRISIS)),
        (Need.OWN_CLAIM, (Route.IDENTITY_CHECK, Why.CLAIM_NUMBER_MISSING)),
        (Need.DOCUMENTS, (Route.DOCS, Why.QUESTION)),
        (Need.NOTHING_OF_OURS, (Route.OUT_OF_SCOPE, Why.NOT_UNDERSTOOD)),
    ],
)
def test_a_message_that_no_rule_took_is_raised(need: Need, expected: tuple[Route, Why]) -> None:
    decision = raised(Decision(Route.OUT_OF_SCOPE, Why.NOT_UNDERSTOOD), Understood(need, "en"), asked("mumble"), SEEN)

    assert (decision.route, decision.why) == expected


@pytest.mark.parametrize("route_taken", [Route.HANDOFF, Route.IDENTITY_CHECK, Route.LOOKUP])
@pytest.mark.parametrize("need", [Need.DOCUMENTS, Need.OWN_CLAIM, Need.NOTHING_OF_OURS])
def test_nothing_is_ever_lowered(route_taken: Route, need: Need) -> None:
    decision = Decision(route_taken, Why.CLAIM_NUMBER)

    assert raised(decision, Understood(need, "en", claims=("[claim 1]",)), asked("45012-A"), SEEN) is decision


def test_a_known_patients_earlier_claim_may_be_meant_but_no_other_number() -> None:
    unclear = Decision(Route.OUT_OF_SCOPE, Why.NOT_UNDERSTOOD)
    known = asked("and when did they get it", verified=True)

    meant = raised(unclear, Understood(Need.OWN_CLAIM, "en", claims=("[claim 2]", "claim 2", "45090-B")), known, SEEN)
    invented = raised(unclear, Understood(Need.OWN_CLAIM, "en", claims=("45090-B", "[claim 7]")), known, SEEN)

    assert (meant.route, meant.why, meant.claims) == (Route.LOOKUP, Why.OWN_CLAIM, ("45013-A",))
    assert (invented.route, invented.why, invented.claims) == (Route.LOOKUP, Why.CLAIM_NUMBER_MISSING, ())


def test_staff_have_no_claim_of_their_own() -> None:
    unclear = Decision(Route.OUT_OF_SCOPE, Why.NOT_UNDERSTOOD)

    assert raised(unclear, Understood(Need.OWN_CLAIM, "en"), asked("mumble", Surface.STAFF), SEEN) is unclear
