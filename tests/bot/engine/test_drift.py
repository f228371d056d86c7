from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from actions.described import ActionInfo
from actions.results import ActionResult, Outcome
from bot.domain.checks import Canary, Expectation
from bot.domain.claims import ClaimState
from bot.domain.escalation import Reason
from bot.domain.messages import Surface
from bot.domain.routes import Route
from bot.engine.drift import canary_drift, drift_of, look_for
from bot.engine.lookups import Looked, Lookups
from tests.fakes.billing import result
from tests.fakes.claims import claim
from tests.fakes.offices import OFFICE
from tests.fakes.turns import Talk

AS_EXPECTED = Expectation(
    Route.LOOKUP,
    state=ClaimState.DENIED,
    facts=("denied", "CEDAR RIDGE"),
    source="claim status routing protocol",
    handoff_reason=Reason.DENIED,
    not_=("paid in full",),
)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, []),
        ({"route": Route.DOCS}, ["route is lookup, expected docs"]),
        ({"state": ClaimState.PAID}, ["state is denied, expected paid"]),
        ({"handoff_reason": Reason.APPEAL}, ["handed over for denied, expected appeal"]),
        ({"facts": ("$5.00",)}, ["“$5.00” is not in the answer"]),
        ({"not_": ("Denied",)}, ["“Denied” is in the answer"]),
        ({"source": "Appeals"}, ["does not cite Appeals"]),
        ({"source": "claim-status-routing-protocol.md"}, []),
    ],
)
async def test_each_difference_is_said(changes: dict[str, Any], says: list[str]) -> None:
    talk = Talk(surface=Surface.STAFF)
    talk.library.passages = tuple(replace(p, audience="patient") for p in talk.library.passages)
    wording = replace(talk.library.passages[2], section="Protocol › Denied › What staff do")
    talk.library.passages = (wording,)
    turned = await talk.say("45014-A")
    assert drift_of(replace(AS_EXPECTED, **changes), turned) == says


async def test_what_is_not_there_at_all_is_said_so() -> None:
    turned = await Talk().say("hello")
    expected = Expectation(Route.OUT_OF_SCOPE, state=ClaimState.PAID, handoff_reason=Reason.APPEAL)
    assert drift_of(expected, turned) == [
        "state is not there, expected paid",
        "handed over for nothing, expected appeal",
    ]


@pytest.mark.parametrize(
    ("state", "looked", "says"),
    [
        (ClaimState.PAID, Looked("1", result(Outcome.FOUND), (claim(ClaimState.PAID),)), []),
        (ClaimState.NOT_FOUND, Looked("1", result(Outcome.NOT_FOUND), ()), []),
        (
            ClaimState.PAID,
            Looked("1", result(Outcome.FOUND), (claim(ClaimState.DENIED),)),
            ["is denied, expected paid. Answered found"],
        ),
        (
            ClaimState.PAID,
            Looked("1", result(Outcome.NOT_FOUND), ()),
            ["is not_found, expected paid. Answered not_found"],
        ),
    ],
)
def test_a_canary_that_changed_shows_that_the_way_is_broken(state: ClaimState, looked: Looked, says: list[str]) -> None:
    assert canary_drift(Canary("1", state), looked) == says


def test_a_canary_without_a_state_must_at_least_be_found() -> None:
    canary = Canary("1")
    assert canary_drift(canary, Looked("1", result(Outcome.FOUND), (claim(ClaimState.DENIED),))) == []
    assert canary_drift(canary, Looked("1", result(Outcome.UNAVAILABLE), ())) == [
        "is unavailable, expected found. Answered unavailable"
    ]


class Ways:
    """Actions that write down how they were asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    def described(self) -> tuple[ActionInfo, ...]:
        return ()

    async def run(self, name: str, inputs: Mapping[str, str]) -> ActionResult:
        self.asked.append((name, inputs))
        return result(Outcome.NOT_FOUND)


async def test_a_canary_is_looked_up_by_its_number_or_by_its_own_action() -> None:
    ways = Ways()
    lookups = Lookups(OFFICE, ways)
    await look_for(Canary("45012-A"), lookups)
    await look_for(Canary("45012-A", action="find_claim", inputs={"last_name": "Delgado"}), lookups)

    assert ways.asked == [
        ("get_claim_status", {"claim_number": "45012-A"}),
        ("find_claim", {"last_name": "Delgado"}),
    ]
