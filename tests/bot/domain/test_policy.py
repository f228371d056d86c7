from dataclasses import replace
from typing import Any

import pytest

from bot.domain.claims import ClaimState
from bot.domain.policy import (
    ClaimNumberFormat,
    IdentityPolicy,
    Messages,
    Mode,
    ModelPolicy,
    Modes,
    PayerMode,
    Routing,
    SlackPolicy,
)
from tests.fakes.offices import OFFICE, office


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone 'Mars/Olympus' is not known; use an IANA name"),
        ({"time_zone": "../etc"}, "time_zone"),
        ({"name": " \n"}, "name is empty"),
        ({"claim_numbers": ()}, "claim_numbers is empty; add at least one format"),
        (
            {"modes": Modes(Mode.SUPERVISED), "slack": SlackPolicy(desk_channel="C0123", phi="none")},
            "modes has specialists look over answers, but slack.phi is none",
        ),
        (
            {
                "modes": Modes(payers={"Acme": PayerMode(Mode.SUPERVISED, 5)}),
                "slack": SlackPolicy(desk_channel="C0123", phi="none"),
            },
            "modes has specialists look over answers, but slack.phi is none",
        ),
    ],
)
def test_an_office_that_cannot_work_is_refused_with_the_cure(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says.replace("(", r"\(")):
        office(**changes)


@pytest.mark.parametrize(
    ("pattern", "says"),
    [(r"(\d", "pattern is not a regular expression"), (r"\d{4}", "does not match its own example")],
)
def test_a_number_format_must_fit_its_own_example(pattern: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        ClaimNumberFormat(pattern, "45012-A", "words")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"required": ("last_name",), "one_of": ()}, "fewer than two things"),
        ({"required": (), "one_of": ("phone_last4", "member_id")}, "fewer than two things"),
        ({"failures_per_session": 0}, "failures_per_session is 0; it must be 1 or more"),
        ({"failures_per_claim_per_day": -1}, "failures_per_claim_per_day"),
        ({"failures_per_address_per_hour": 0}, "failures_per_address_per_hour"),
        ({"expires_after_minutes": 0}, "expires_after_minutes"),
        ({"no_match_after_seconds": -1}, "no_match_after_seconds is -1; write 0 to 30"),
        ({"no_match_after_seconds": 31}, "no_match_after_seconds is 31; write 0 to 30"),
    ],
)
def test_a_policy_that_would_let_anybody_in_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        replace(IdentityPolicy(), **changes)


def test_two_things_are_enough_even_without_alternatives() -> None:
    assert IdentityPolicy(required=("last_name", "date_of_birth"), one_of=()).one_of == ()
    assert IdentityPolicy(required=("date_of_birth",)).required == ("date_of_birth",)


@pytest.mark.parametrize("name", ["greeting", "escalation"])
def test_messages_need_english(name: str) -> None:
    good = {"greeting": {"en": "Hello"}, "escalation": {"en": "Wait"}}
    with pytest.raises(ValueError, match=f"{name} has no English sentence"):
        Messages(**good | {name: {"es": "Hola", "en": " "}})


def test_status_words_are_kept_without_case() -> None:
    assert Routing(status_aliases={" PENDED ": ClaimState.IN_PROCESS}).status_aliases == {
        "pended": ClaimState.IN_PROCESS
    }


def test_shadow_needs_nobody_to_read_a_draft_in_slack() -> None:
    slack = SlackPolicy(desk_channel="C0123", phi="none")
    assert office(modes=Modes(Mode.SHADOW), slack=slack).modes.default is Mode.SHADOW


def test_the_testing_office_is_a_good_one() -> None:
    assert OFFICE.identity.required == ("last_name", "date_of_birth")


@pytest.mark.parametrize(
    "name", ["seconds_per_call", "calls_per_turn", "tokens_per_turn", "pause_after_failures", "pause_seconds"]
)
def test_a_models_limits_leave_room_for_a_call(name: str) -> None:
    none: dict[str, Any] = {name: 0}
    with pytest.raises(ValueError, match=f"{name} is 0; it must be 1 or more"):
        replace(ModelPolicy(), **none)


def test_a_models_day_may_be_empty_but_not_less() -> None:
    assert ModelPolicy(calls_per_day=0).calls_per_day == 0
    with pytest.raises(ValueError, match="tokens_per_day is -1; it must be 0 or more"):
        ModelPolicy(tokens_per_day=-1)
