"""A bot behind its HTTP entry, and a Teams of our own on the other side."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.bootstrap.parts import Place, open_place
from bot.bootstrap.teams import TeamsParts, teams_of
from bot.domain.messages import InboundMessage
from bot.domain.policy import TeamsPolicy
from bot.engine.intake import Intake
from bot.http import create_app, serving
from bot.ports.clock import Clock
from bot.settings import Settings
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.fake_teams import APP, FRONT_DESK, PASSWORD, TENANT, FakeTeams, fake_teams
from tests.fakes.manual_clock import ManualClock

SECRET = "a secret of the tests"


@cache
def _sample() -> Place:
    return open_place(Settings())


def teams_place(data: Path, **settings: Any) -> Place:
    values: dict[str, Any] = {
        "CLAIMDESK_DATA": data,
        "MICROSOFT_APP_ID": APP,
        "MICROSOFT_APP_PASSWORD": SecretStr(PASSWORD),
        "MICROSOFT_APP_TENANT_ID": TENANT,
    }
    return replace(_sample(), settings=Settings.model_validate(values | settings))


class Bot:
    """What is served, and what of it was accepted."""

    def __init__(self, url: str, parts: TeamsParts, store: SqlStore, accepted: list[InboundMessage]) -> None:
        self.url = url
        self.parts = parts
        self.store = store
        self.accepted = accepted


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as running:
        yield running


@pytest.fixture
async def sqlite_store(sqlite_url: str) -> AsyncIterator[SqlStore]:
    opened = await open_store(sqlite_url)
    yield opened
    await opened.close()


@asynccontextmanager
async def served(teams: FakeTeams, store: SqlStore, clock: Clock, data: Path) -> AsyncIterator[Bot]:
    """Serve a bot inside the block, as one process of those that share a database."""
    intake, accepted = Intake(store, clock), []

    async def accept(message: InboundMessage) -> bool:
        fresh = await intake(message)
        if fresh:
            accepted.append(message)
        return fresh

    place = teams_place(data)
    office = replace(place.folder.office, teams=TeamsPolicy((FRONT_DESK,)))
    place = replace(place, folder=replace(place.folder, office=office))
    parts = teams_of(place, store, clock, accept, SECRET, takes_files=True, cloud=teams.cloud, login=teams.login())
    app = create_app(parts.routes(), probes={}, counters=_nothing)
    async with parts.connected(), serving(app, "127.0.0.1", 0) as url:
        yield Bot(url, parts, store, accepted)


@pytest.fixture
async def bot(teams: FakeTeams, sqlite_store: SqlStore, tmp_path: Path) -> AsyncIterator[Bot]:
    async with served(teams, sqlite_store, ManualClock(), tmp_path) as running:
        yield running


async def _nothing() -> dict[str, float]:
    return {}
