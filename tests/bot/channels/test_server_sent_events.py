"""A stream on its own: what keeps a quiet line open, and what a full process answers."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.channels.server_sent_events import stream_events
from bot.channels.streams import TimelineStreams
from bot.domain.ids import Address
from bot.http import serving
from bot.store.unit_of_work import SqlStore


@pytest.fixture
async def http(sqlite_store: SqlStore) -> AsyncIterator[aiohttp.ClientSession]:
    streams = TimelineStreams(sqlite_store, in_all=1)

    async def follow(request: web.Request) -> web.StreamResponse:
        return await stream_events(
            request,
            streams,
            "web",
            Address("w1"),
            shape=lambda event: event.data,
            headers={"X-Own": "yes"},
            heartbeat_seconds=0.01,
        )

    app = web.Application()
    app.add_routes([web.get("/events", follow)])
    streams.mount(app)
    async with serving(app, "127.0.0.1", 0) as url, aiohttp.ClientSession(url) as session:
        yield session


async def test_a_quiet_line_is_kept_open_with_comments(http: aiohttp.ClientSession) -> None:
    async with http.get("/events") as response:
        assert response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        assert response.headers["X-Own"] == "yes"
        lines = [(await response.content.readline()).decode() for _ in range(7)]
    assert lines == ["event: ready\n", "data: {}\n", "\n", ": still here\n", "\n", ": still here\n", "\n"]


async def test_a_full_process_says_when_to_come_back(http: aiohttp.ClientSession) -> None:
    async with http.get("/events") as open_page:
        await open_page.content.readline()
        async with http.get("/events") as refused:
            answer = await refused.json()
    assert (refused.status, refused.headers["Retry-After"]) == (503, "15")
    assert answer["error"]["code"] == "too_many_streams"
