"""What a person would look at when Teams is silent, on a Teams of this machine."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap.teams import checkup_of
from bot.channels.teams.checkup import Looked
from bot.channels.teams.clouds import Cloud
from bot.domain.ids import Address
from bot.ports.store import Reference
from bot.settings import Settings
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.fake_teams import APP, PASSWORD, TENANT, FakeTeams, fake_teams

GOOD = {"MICROSOFT_APP_ID": APP, "MICROSOFT_APP_PASSWORD": PASSWORD, "MICROSOFT_APP_TENANT_ID": TENANT}


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as running:
        yield running


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[SqlStore]:
    opened = await open_store(sqlite_url)
    yield opened
    await opened.close()


async def look(
    teams: FakeTeams, store: SqlStore, tmp_path: Path, cloud: Cloud | None = None, **settings: Any
) -> list[Looked]:
    given = Settings.model_validate({"CLAIMDESK_DATA": tmp_path, **GOOD, **settings})
    return await checkup_of(given, store, cloud or teams.cloud, teams.login()).look()


async def written_from(store: SqlStore, service: str) -> None:
    async with store.write() as work:
        reference = Reference("teams", Address("t/1"), TENANT, "", {"serviceUrl": service})
        await work.references.keep(reference, datetime.now(UTC))


async def test_all_well_is_one_line(teams: FakeTeams, store: SqlStore, tmp_path: Path) -> None:
    both = "Microsoft takes our secret and gives a token; 1 of its keys prove who calls us"
    assert await look(teams, store, tmp_path) == [Looked(f"{both}; nobody has written yet")]
    await written_from(store, teams.service)
    assert await look(teams, store, tmp_path) == [Looked(f"{both}; its service can be reached")]


async def test_each_side_that_is_broken_is_told_with_its_cure(
    teams: FakeTeams, store: SqlStore, tmp_path: Path
) -> None:
    nowhere = "http://127.0.0.1:1"
    await written_from(store, f"{nowhere}/emea/")
    cloud = Cloud(keys=f"{nowhere}/openid", services=frozenset({nowhere}))
    token, keys, service = await look(teams, store, tmp_path, cloud, MICROSOFT_APP_PASSWORD="an old one")

    assert token.says == "Microsoft refused our sign-in (invalid_client)"
    assert token.cure.startswith("MICROSOFT_APP_PASSWORD may have expired")
    assert keys.says == "The keys that prove who calls us cannot be fetched"
    assert keys.cure.startswith("See whether this machine may call login.botframework.com")
    assert service.says == "The service of Teams cannot be reached (ClientConnectorError)"
    assert service.cure == "See whether this machine may call 127.0.0.1 over HTTPS"


async def test_keys_for_others_and_an_address_that_is_not_teams_own_are_told(
    teams: FakeTeams, store: SqlStore, tmp_path: Path
) -> None:
    teams.endorsements = ["webchat"]
    await written_from(store, "https://teams.evil.example/")
    keys, service = await look(teams, store, tmp_path)

    assert keys.says == "Microsoft lists no key that is good for Teams"
    assert service.says == "Teams gave an address that is not one of its own"
