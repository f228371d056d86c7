"""A scripted billing system and runners that ask it, closed after each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from actions.sandbox import Sandbox, start
from tests.actions.scripted_billing import Desk, Pauses, ScriptedBilling, StoppedClock


@pytest.fixture
async def billing() -> AsyncIterator[ScriptedBilling]:
    scripted = ScriptedBilling()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", scripted.answer)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server(shutdown_timeout=0.05)
    scripted.url = f"http://127.0.0.1:{server.port}"
    yield scripted
    await server.close()


@pytest.fixture
async def desk(tmp_path: Path, billing: ScriptedBilling) -> AsyncIterator[Desk]:
    made = Desk(tmp_path, billing, StoppedClock(), Pauses())
    yield made
    for runner in made.runners:
        await runner.close()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    running = await start(slow_seconds=0.01)
    yield running
    await running.close()
