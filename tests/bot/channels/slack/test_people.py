from typing import Any

import pytest

from bot.channels.slack.api import SlackApi
from bot.channels.slack.people import EVERYBODY, People, membership, name_of
from bot.domain.policy import Staff
from bot.domain.staff import Deed, barred
from tests.fakes.local_slack import DANA, DESK, FRAN, LocalSlack
from tests.fakes.manual_clock import ManualClock

TEAM = "T01TEST"


def record(**more: Any) -> dict[str, Any]:
    return {"id": "U01DANA", "team_id": TEAM, "real_name": "Dana Biller", "profile": {"display_name": "Dana B."}} | more


def test_a_full_member_may_speak_to_patients() -> None:
    assert barred(membership(record(), TEAM), Deed.ASK, EVERYBODY) == ""


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
    assert barred(membership(who, TEAM), Deed.ASK, EVERYBODY) == why


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


NAMED = "you are not among those whom the office has named for this"


async def test_who_is_named_may_ask_or_answer_and_nobody_else(api: SlackApi, slack: LocalSlack) -> None:
    people = People(api, ManualClock(), [DESK], Staff(askers=(FRAN,), specialists=(DANA,)))
    assert [(await people.colleague(user)).barred for user in (FRAN, DANA)] == ["", NAMED]
    assert (await people.person(DANA)).barred == ""
    assert (await people.person(FRAN)).barred == "you are not a member of the billing desk's channel"


async def test_a_group_that_slack_does_not_show_us_has_nobody_in_it(api: SlackApi, slack: LocalSlack) -> None:
    """The local Slack knows no user groups, as a workspace in which the app has not got that scope."""
    people = People(api, ManualClock(), [DESK], Staff(specialists=("S01BILLING",)))
    assert (await people.person(DANA)).barred == NAMED
    assert (await people.colleague(DANA)).barred == ""


class Grouped(SlackApi):
    async def group(self, group: str) -> frozenset[str]:
        return frozenset({DANA})


async def test_who_is_in_a_named_group_may_answer(api: SlackApi, slack: LocalSlack) -> None:
    grouped = Grouped("xoxb", api.client.base_url, seconds_apart=0)
    people = People(grouped, ManualClock(), [DESK], Staff(specialists=("S01BILLING",), askers=("S01BILLING",)))
    assert (await people.person(DANA)).barred == ""
    assert (await people.colleague(FRAN)).barred == NAMED
