from typing import Any

import pytest

from bot.domain.claims import ClaimState
from bot.domain.escalation import Reason
from bot.domain.policy import Topic
from bot.domain.routes import Decision, Route, Why
from bot.engine.recognise import recognise
from bot.engine.tags import Tagged, for_card, tags_of
from tests.fakes.claims import claim
from tests.fakes.offices import OFFICE, TODAY


def tagged(text: str, route: Route = Route.OUT_OF_SCOPE, why: Why = Why.SMALL_TALK, **changes: Any) -> Tagged:
    values: dict[str, Any] = {"claims": [], "handoff": None, "language": "en", **changes}
    topic = values.pop("topic", "")
    return Tagged(Decision(route, why, values["handoff"], topic), recognise(text, OFFICE, TODAY), **values)


def test_tags_say_what_a_lead_counts_and_nothing_of_the_patient() -> None:
    claims = [claim(ClaimState.DENIED), claim(ClaimState.DENIED, payer=None)]
    turn = tagged(
        "45012-A: CO-16 N290, ssn 123-45-6789, dob 3/4/1984",
        Route.HANDOFF,
        Why.NEVER_ANSWER,
        claims=claims,
        handoff=Reason.APPEAL,
        language="es",
        topic="Car accident!",
    )
    assert tags_of(turn) == (
        "about:appeal",
        "about:claim-status",
        "about:denial",
        "code:CO-16",
        "code:N290",
        "handoff:appeal",
        "lang:es",
        "outcome:handed-over",
        "payer:northwind-health-plan",
        "route:handoff",
        "state:denied",
        "topic:car-accident",
    )


def test_a_plain_turn_has_its_route_and_language() -> None:
    assert tags_of(tagged("hi")) == ("lang:en", "route:out_of_scope")


@pytest.mark.parametrize(
    ("turn", "tags"),
    [
        (tagged("my claim was denied", Route.DOCS, Why.QUESTION), {"about:denial", "about:documents"}),
        (tagged("what does PR-1 mean", Route.DOCS, Why.QUESTION), {"about:documents"}),
        (tagged("what does CO-29 mean", Route.DOCS, Why.QUESTION), {"about:denial", "about:documents"}),
        (tagged("I want to appeal"), {"about:appeal"}),
        (tagged("I was billed $240.00"), {"about:payment"}),
        (tagged("Jane Testcase, 3/4/1984", Route.IDENTITY_CHECK, Why.IDENTITY_ANSWER), {"about:identity"}),
        (tagged("hello", handoff=Reason.IDENTITY_LOCKED), {"about:identity"}),
        (tagged("where is my claim", Route.LOOKUP, Why.OWN_CLAIM), {"about:claim-status"}),
    ],
)
def test_every_subject_is_told_by_what_a_turn_is(turn: Tagged, tags: set[str]) -> None:
    assert {tag for tag in tags_of(turn) if tag.startswith("about:")} == tags


@pytest.mark.parametrize(
    ("turn", "outcomes"),
    [
        (tagged("hello"), []),
        (tagged("gibberish", why=Why.NOT_UNDERSTOOD), ["outcome:not-answered"]),
        (tagged("what is it", Route.DOCS, Why.QUESTION), ["outcome:not-answered"]),
        (tagged("what is it", Route.DOCS, Why.QUESTION, answered=True), ["outcome:answered"]),
        (
            tagged("where is it", Route.LOOKUP, Why.OWN_CLAIM, answered=True, handoff=Reason.DENIED),
            ["outcome:answered", "outcome:handed-over"],
        ),
        (tagged("what is it", Route.DOCS, Why.QUESTION, handoff=Reason.NO_DOCUMENT), ["outcome:handed-over"]),
    ],
)
def test_what_came_of_a_turn_is_told(turn: Tagged, outcomes: list[str]) -> None:
    assert [tag for tag in tags_of(turn) if tag.startswith("outcome:")] == outcomes


def test_the_offices_own_tags_go_by_its_words() -> None:
    own = (Topic("New insurance", ("new insurance", "nuevo seguro")), Topic("VIP", ("vip",)))
    assert "own:new-insurance" in tags_of(tagged("Tengo un NUEVO seguro"), own)
    assert not [tag for tag in tags_of(tagged("my insurance is new"), own) if tag.startswith("own:")]


def test_a_card_shows_what_it_does_not_say_anyway() -> None:
    tags = ["about:appeal", "topic:appeal", "topic:estate", "route:docs", "lang:en", "handoff:appeal", "code:CO-16"]
    assert for_card(tags) == ("about:appeal", "code:CO-16", "topic:estate")
    assert for_card(["lang:es"]) == ("lang:es",)
