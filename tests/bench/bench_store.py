"""What durability costs, as ratios within one run: `python -m tests.bench.bench_store`.

Accepting a message durably by the web chat's own route (session, limits, an inbox row and a timeline row) is held
against a bare aiohttp handler that commits one row by plain SQL to a file with the same settings. The relay is timed
from the commit to the platform's call.
"""

import asyncio
import json
import logging
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import aiohttp
import structlog
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.streams import TimelineStreams
from bot.channels.web.api import Welcome
from bot.channels.web.routes import web_routes
from bot.delivery.loop import LaneLoop
from bot.delivery.outbox_relay import OutboxRelay
from bot.domain.ids import Address
from bot.domain.messages import Post
from bot.engine.intake import Intake
from bot.http import create_app
from bot.store.migrations import migrate
from bot.store.sqlite_driver import PRAGMAS
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.messages import post, to_patient
from tests.fakes.recording_channel import RecordingChannel

ROUNDS, REQUESTS, DELIVERIES = 10, 60, 300
TEXT = "What is the status of claim 45012-A? " * 4


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class TimedChannel(RecordingChannel):
    """Notes when the platform was called."""

    def __init__(self) -> None:
        super().__init__()
        self.called = asyncio.Event()
        self.at = 0.0

    async def send(self, address: Address, post: Post) -> str:
        self.at = time.perf_counter()
        self.called.set()
        return await super().send(address, post)


def bare_handler(path: Path) -> tuple[sqlite3.Connection, Callable[[web.Request], Awaitable[web.Response]]]:
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        database.execute(pragma)
    database.execute("CREATE TABLE message (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")

    async def handle(request: web.Request) -> web.Response:
        body = await request.json()
        database.execute("INSERT INTO message (body) VALUES (?)", (json.dumps(body),))
        return web.json_response({"ok": True})

    return database, handle


def chat_routes(store: SqlStore) -> list[web.RouteDef]:
    """The web chat's own routes: session, limits, parsing and all."""
    clock = SystemClock()
    return web_routes(
        accept=Intake(store, clock),
        store=store,
        streams=TimelineStreams(store),
        passage=no_passage,
        clock=clock,
        secret="bench" * 8,
        welcome=Welcome("Bench", "Hello"),
        messages_per_minute=10**6,
    )


async def no_counters() -> dict[str, float]:
    return {}


async def no_passage(_: str) -> None:
    return None


async def request_times(session: aiohttp.ClientSession, url: str) -> list[float]:
    times = []
    for _ in range(REQUESTS):
        body = {"id": str(uuid4()), "text": TEXT}
        started = time.perf_counter()
        async with session.post(url, json=body) as response:
            await response.read()
            assert response.status in {200, 202}
        times.append(time.perf_counter() - started)
    return times


async def accept_against_bare(folder: Path, store: SqlStore) -> tuple[float, float]:
    database, bare = bare_handler(folder / "bare.db")
    plain = web.Application()
    plain.router.add_post("/bare", bare)
    app = create_app(chat_routes(store), probes={}, counters=no_counters)
    times: dict[str, list[float]] = {"bare": [], "durable": []}
    with closing(database):
        async with TestServer(plain) as bare_server, TestServer(app) as server, aiohttp.ClientSession() as visitor:
            async with visitor.post(server.make_url("/chat/session"), json={}) as response:
                token = (await response.json())["token"]
            async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as session:
                for _ in range(ROUNDS):
                    times["bare"] += await request_times(session, str(bare_server.make_url("/bare")))
                    times["durable"] += await request_times(session, str(server.make_url("/chat/messages")))
    return statistics.median(times["bare"]), statistics.median(times["durable"])


async def relay_latency(store: SqlStore) -> float:
    clock, channel = SystemClock(), TimedChannel()
    loop = LaneLoop(OutboxRelay(store, {"web": channel}, {}, clock), store.wakeup("outbox"), clock)
    loop.start()
    times = []
    for number in range(DELIVERIES):
        channel.called.clear()
        async with store.write() as work:
            await work.outbox.add([to_patient(post(f"m{number}", TEXT), f"c{number % 50}")], clock.now())
        committed = time.perf_counter()
        await channel.called.wait()
        times.append(channel.at - committed)
    await loop.stop(5)
    return statistics.median(times)


async def measure(folder: Path) -> None:
    url = f"sqlite:///{folder / 'claimdesk.db'}"
    await migrate(url)
    store = await open_store(url)
    try:
        bare, durable = await accept_against_bare(folder, store)
        latency = await relay_latency(store)
    finally:
        await store.close()
    print(f"accept: {durable * 1000:.2f} ms, bare handler {bare * 1000:.2f} ms, ratio {durable / bare:.2f} (at most 2)")
    print(f"relay: {latency * 1000:.2f} ms at the median from commit to the platform's call (under 20)")


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(measure(Path(name)))
