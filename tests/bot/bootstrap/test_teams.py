"""What must be set for a bot in Teams, said before anything starts."""

from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap.parts import SystemClock, open_place
from bot.bootstrap.server import running
from bot.bootstrap.teams import TeamsParts, teams_of
from bot.engine.intake import Intake
from bot.settings import Settings, SettingsError, read_settings
from bot.store.unit_of_work import SqlStore
from tests.fakes.fake_teams import APP, TENANT

CLOCK = SystemClock()
WHOLE = {"MICROSOFT_APP_ID": APP, "MICROSOFT_APP_PASSWORD": "invented", "MICROSOFT_APP_TENANT_ID": TENANT}


def settings(tmp_path: Path, values: dict[str, str]) -> Settings:
    given: dict[str, Any] = {"CLAIMDESK_DATA": tmp_path, **values}
    return Settings.model_validate(given)


def parts_of(store: SqlStore, given: Settings) -> TeamsParts:
    return teams_of(open_place(given), store, CLOCK, Intake(store, CLOCK), "secret", takes_files=False)


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"MICROSOFT_APP_ID": ""}, "MICROSOFT_APP_ID: is empty"),
        ({"MICROSOFT_APP_PASSWORD": ""}, "MICROSOFT_APP_PASSWORD: is not set"),
        ({"MICROSOFT_APP_TENANT_ID": ""}, "MICROSOFT_APP_TENANT_ID: is not set for a single-tenant bot"),
        ({"CLAIMDESK_TEAMS_DEVELOPMENT": "yes"}, "beside the settings of a real bot"),
    ],
)
async def test_half_of_the_settings_stop_the_start_and_name_the_cure(
    tmp_path: Path, changes: dict[str, str], names: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**WHOLE, **changes}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CLAIMDESK_DATA", str(tmp_path))
    place = open_place(read_settings(tmp_path / ".env"))
    with pytest.raises(SettingsError, match=names) as stopped:
        async with running(place, demo=False, port=0):
            pass
    assert "invented" not in str(stopped.value)


async def test_development_is_for_this_machine_only(store: SqlStore, tmp_path: Path) -> None:
    values = {"CLAIMDESK_TEAMS_DEVELOPMENT": "yes", "CLAIMDESK_HOST": "0.0.0.0"}
    with pytest.raises(SettingsError, match=r"CLAIMDESK_HOST is 0\.0\.0\.0"):
        parts_of(store, settings(tmp_path, values))


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("MICROSOFT_APP_TYPE", "SingelTenant", "SingelTenant is not known"),
        ("MICROSOFT_APP_TYPE", "UserAssignedMSI", "Write SingleTenant or MultiTenant"),
        ("MICROSOFT_APP_ID", "my-bot", "is no application id"),
        ("CLAIMDESK_TEAMS_DEVELOPMENT", "true", "Write yes, or unset it"),
    ],
)
def test_a_value_that_is_not_known_is_refused(
    tmp_path: Path, name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=says) as stopped:
        read_settings(tmp_path / ".env")
    assert stopped.value.problems[0].startswith(name)


@pytest.mark.parametrize(("kind", "tenant"), [(None, TENANT), ("SingleTenant", TENANT), ("MultiTenant", "")])
async def test_one_tenant_is_served_unless_the_bot_is_of_the_other_kind(
    store: SqlStore, tmp_path: Path, kind: str | None, tenant: str
) -> None:
    values = WHOLE | ({"MICROSOFT_APP_TYPE": kind} if kind else {})
    parts = parts_of(store, settings(tmp_path, values))
    async with parts.connected():
        assert parts.edge._tenant == tenant
