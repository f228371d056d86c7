"""How Slack reaches us: Socket Mode, which needs no public address, or signed requests to `/slack/events`."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.beside import beside
from bot.channels.slack.api import TIMEOUT
from bot.channels.slack.pulse import Pulse

PATH = "/slack/events"
LARGEST = 1024 * 1024
"""Bytes of one request: an edit carries a message twice, with all its blocks."""
PING = 10.0
"""Seconds between two pings: a dead line is noticed within 25 s, and a busy process is not taken for one."""
SILENCE = 1800.0
"""Seconds without a word of Slack after which a socket is replaced to be sure; Slack itself does so every few hours."""
APART = 30.0
"""Seconds between two sockets: Slack allows about one new one a minute (docs.slack.dev, "apps.connections.open")."""

Connected = Callable[[], Awaitable[None]]
_log = logging.getLogger("slack_bolt")
log = structlog.get_logger(__name__)


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

    The SDK pings Slack every `ping` seconds, and opens another socket when one ping was not answered in half that time.
    One that answers pings and delivers nothing is replaced here: when `pulse` has missed something, and to be sure when
    Slack has said nothing for `silence` seconds.
    """

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        address: str,
        pulse: Pulse,
        *,
        ping: float = PING,
        silence: float = SILENCE,
        apart: float = APART,
    ) -> None:
        self.pulse = pulse
        self._app = app
        self._token = app_token
        self._address = address
        self._ping = ping
        self._silence = silence
        self._apart = apart

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
        client = await self._client()

        async def greeted(_client: Any, message: dict[str, Any], _raw: str | None) -> None:
            self.pulse.beat()
            if message.get("type") == "hello":
                self.pulse.greetings += 1
                await connected()

        client.message_listeners.append(greeted)
        try:
            async with beside(client.connect(), "slack-connecting"), beside(self._mind(client), "slack-socket"):
                yield
        finally:
            await client.close()

    async def _client(self) -> Any:
        web_client = AsyncWebClient(token=self._token, base_url=self._address, timeout=TIMEOUT, retry_handlers=[])
        handler = AsyncSocketModeHandler(
            self._app, self._token, logger=_log, web_client=web_client, ping_interval=self._ping
        )
        client: Any = handler.client
        # Else a handshake that nobody answers is waited for five minutes; an open socket has no limit.
        await client.aiohttp_client_session.close()
        client.aiohttp_client_session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        return client

    async def _mind(self, client: Any) -> None:
        """Replace a socket that looks open and delivers nothing."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(max(self._silence - self.pulse.age, self._apart)):
                    await self.pulse.missed.wait()
            if self.pulse.missed.is_set() or self.pulse.age >= self._silence:
                await self._replace(client)
                await asyncio.sleep(self._apart)

    async def _replace(self, client: Any) -> None:
        """Open another socket, unless the SDK is at it; Slack shows us then what we have missed."""
        try:
            if await client.is_connected():
                log.warning("slack.socket_replaced", unheard=self.pulse.unheard, silent_s=round(self.pulse.age))
                await client.connect_to_new_endpoint(force=True)
            self.pulse.missed.clear()
        except Exception as error:
            log.warning("slack.socket_not_replaced", error=type(error).__name__)
