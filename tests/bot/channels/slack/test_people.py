from typing import Any

import pytest

from bot.channels.slack.people import barred_by, name_of

TEAM = "T01TEST"


def record(**more: Any) -> dict[str, Any]:
    return {"id": "U01DANA", "team_id": TEAM, "real_name": "Dana Biller", "profile": {"display_name": "Dana B."}} | more


def test_a_full_member_may_speak_to_patients() -> None:
    assert barred_by(record(), TEAM) == ""


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (record(deleted=True), "your account is deactivated"),
        (record(is_bot=True), "apps do not speak to patients"),
        (record(is_restricted=True), "you are a guest of this workspace"),
        (record(is_ultra_restricted=True), "you are a guest of this workspace"),
        (record(is_stranger=True), "you belong to another workspace"),
        (record(team_id="T99OTHER"), "you belong to another workspace"),
    ],
)
def test_nobody_else_may(who: dict[str, Any], why: str) -> None:
    assert barred_by(who, TEAM) == why


@pytest.mark.parametrize(
    ("who", "name"),
    [
        (record(), "Dana B."),
        (record(profile={"display_name": "", "real_name": "Dana Biller"}), "Dana Biller"),
        (record(profile={}), "Dana Biller"),
        ({"id": "U1"}, "A specialist"),
    ],
)
def test_people_are_called_what_they_call_themselves(who: dict[str, Any], name: str) -> None:
    assert name_of(who) == name
