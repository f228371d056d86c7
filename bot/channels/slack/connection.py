"""How Slack reaches us: Socket Mode, which needs no public address, or signed requests to `/slack/events`."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.beside import beside

PATH = "/slack/events"
LARGEST = 1024 * 1024
"""Bytes of one request: an edit carries a message twice, with all its blocks."""

Connected = Callable[[], Awaitable[None]]
_log = logging.getLogger("slack_bolt")


class Pulse:
    """When Slack was last heard: one that stays silent on a busy day is a connection that only looks open."""

    def __init__(self) -> None:
        self._at = monotonic()

    def beat(self) -> None:
        """Note that Slack was heard just now."""
        self._at = monotonic()

    @property
    def age(self) -> float:
        """Return the seconds since then, or since the start."""
        return monotonic() - self._at


def signed_routes(app: AsyncApp, pulse: Pulse) -> list[web.RouteDef]:
    """Return the route for signed requests; a forged or stale one gets 401, and is no sign of Slack."""

    async def take(request: web.Request) -> web.StreamResponse:
        within = request.clone(client_max_size=LARGEST)
        answer = await app.async_dispatch(await to_bolt_request(within))
        if answer.status != web.HTTPUnauthorized.status_code:
            pulse.beat()
        return await to_aiohttp_response(answer)

    return [web.post(PATH, take)]


class Connection:
    """Socket Mode where there is an app token, else the route for signed requests.

    The SDK pings Slack every 5 s, and opens another socket when four pings in a row were not answered.
    """

    def __init__(self, app: AsyncApp, app_token: str, address: str) -> None:
        self._app = app
        self._token = app_token
        self._address = address
        self.pulse = Pulse()

    def routes(self) -> list[web.RouteDef]:
        """Return what this adds to the application."""
        return [] if self._token else signed_routes(self._app, self.pulse)

    @asynccontextmanager
    async def open(self, connected: Connected) -> AsyncIterator[None]:
        """Hold a socket inside the block; it comes back by itself, and calls `connected` each time it is there.

        Slack need not be there at the start.
        """
        if not self._token:
            yield
            return
        web_client = AsyncWebClient(token=self._token, base_url=self._address, retry_handlers=[])
        handler = AsyncSocketModeHandler(self._app, self._token, logger=_log, web_client=web_client)
        client: Any = handler.client

        async def greeted(_client: Any, message: dict[str, Any], _raw: str | None) -> None:
            self.pulse.beat()
            if message.get("type") == "hello":
                await connected()

        client.message_listeners.append(greeted)
        try:
            async with beside(client.connect(), "slack-connecting"):
                yield
        finally:
            await client.close()
