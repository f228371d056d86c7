from bot.domain.claims import ClaimState
from bot.domain.escalation import Reason
from bot.domain.routes import Decision, Route, Why
from bot.engine.recognise import recognise
from bot.engine.tags import tags_of
from tests.fakes.claims import claim
from tests.fakes.offices import OFFICE, TODAY


def test_tags_say_what_a_lead_counts_and_nothing_of_the_patient() -> None:
    found = recognise("45012-A: CO-16 N290, ssn 123-45-6789, dob 3/4/1984", OFFICE, TODAY)
    decision = Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.APPEAL, "Car accident!")
    claims = [claim(ClaimState.DENIED), claim(ClaimState.DENIED, payer=None)]
    assert tags_of(decision, found, claims, Reason.APPEAL, "es") == (
        "code:CO-16",
        "code:N290",
        "handoff:appeal",
        "lang:es",
        "payer:northwind-health-plan",
        "route:handoff",
        "state:denied",
        "topic:car-accident",
    )


def test_a_plain_turn_has_its_route_and_language() -> None:
    tags = tags_of(Decision(Route.DOCS, Why.QUESTION), recognise("hi", OFFICE, TODAY), [], None, "en")
    assert tags == ("lang:en", "route:docs")
