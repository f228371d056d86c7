"""What must be set for a desk in Slack, said before anything starts."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap.parts import Place, SystemClock, open_place
from bot.bootstrap.slack import slack_of
from bot.domain.policy import SlackPolicy
from bot.engine.intake import Intake
from bot.settings import Settings, SettingsError
from bot.store.unit_of_work import SqlStore
from tests.fakes.shelf_library import ShelfLibrary

CLOCK = SystemClock()


def shelf(tmp_path: Path) -> ShelfLibrary:
    return ShelfLibrary(tmp_path / "knowledge")


def place(tmp_path: Path, policy: SlackPolicy, **settings: str) -> Place:
    values: dict[str, Any] = {"CLAIMDESK_DATA": tmp_path, "SLACK_BOT_TOKEN": "xoxb-invented", **settings}
    found = open_place(Settings.model_validate(values))
    office = replace(found.folder.office, slack=policy)
    return replace(found, folder=replace(found.folder, office=office))


async def test_everything_that_is_missing_is_named_at_once_with_its_cure(store: SqlStore, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as missing:
        slack_of(place(tmp_path, SlackPolicy()), store, CLOCK, Intake(store, CLOCK), shelf(tmp_path))
    token, channel = missing.value.problems
    assert "SLACK_APP_TOKEN: is not set" in token
    assert "SLACK_SIGNING_SECRET" in token
    assert "desk_channel" in channel
    assert "xoxb-invented" not in str(missing.value)


async def test_an_app_token_means_socket_mode_and_no_route(store: SqlStore, tmp_path: Path) -> None:
    office = place(tmp_path, SlackPolicy(desk_channel="C02DESK"), SLACK_APP_TOKEN="xapp-invented")
    assert slack_of(office, store, CLOCK, Intake(store, CLOCK), shelf(tmp_path)).connection.routes() == []


async def test_a_signing_secret_alone_means_signed_requests(store: SqlStore, tmp_path: Path) -> None:
    office = place(tmp_path, SlackPolicy(desk_channel="C02DESK"), SLACK_SIGNING_SECRET="invented")
    [route] = slack_of(office, store, CLOCK, Intake(store, CLOCK), shelf(tmp_path)).connection.routes()
    assert (route.method, route.path) == ("POST", "/slack/events")


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ({"desk_channel": "#billing-desk"}, "is not a channel's id"),
        ({"note_prefixes": ("note:", " ")}, "would keep every reply internal"),
        ({"relay_hold_seconds": -1}, "it must be 0 to 300"),
        ({"relay_hold_seconds": 9000}, "it must be 0 to 300"),
    ],
)
def test_a_mistake_in_the_policy_is_said_with_its_cure(mistake: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        SlackPolicy(**mistake)
