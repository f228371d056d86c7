"""Shortcuts for the local Slack, which has none: a line between it and the desk.

A command `/shortcut NAME` arrives at the desk as the global shortcut NAME, `/shortcut NAME CHANNEL TS` as NAME chosen
on that message: over the socket, and over signed requests, whichever the server speaks.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl, urlencode

import aiohttp
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from bot.http import serving
from tests.fakes.local_slack import SECRET, TEAM, LocalSlack

COMMAND = "/shortcut"


class ShortcutLine:
    """`api` is where the desk finds Slack; signed requests for it come to `/slack/events`."""

    def __init__(self, slack: LocalSlack, desk_port: int) -> None:
        self.api = ""
        self._slack = slack
        self._desk = f"http://127.0.0.1:{desk_port}/slack/events"
        self._socket = ""

    async def call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body, kept = await request.read(), {n: v for n, v in request.headers.items() if n in _KEPT}
        async with (
            aiohttp.ClientSession() as http,
            http.request(
                request.method, f"{self._slack.api}/{method}", params=request.query, data=body, headers=kept
            ) as answer,
        ):
            said = await answer.json()
        if method == "apps.connections.open":
            self._socket, said["url"] = said["url"], self.api.replace("http:", "ws:").replace("/api", "/socket")
        return web.json_response(said)

    async def events(self, request: web.Request) -> web.StreamResponse:
        body, headers = await request.text(), {n: v for n, v in request.headers.items() if n in _SIGNED}
        if (shortcut := await self._shortcut(dict(parse_qsl(body)))) is not None:
            body, stamp = urlencode({"payload": json.dumps(shortcut)}), str(int(time.time()))
            signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body) or ""
            headers |= {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}
        async with aiohttp.ClientSession() as http, http.post(self._desk, data=body, headers=headers) as answer:
            said = await answer.read()
            return web.Response(status=answer.status, body=said, content_type=answer.content_type)

    async def socket(self, request: web.Request) -> web.StreamResponse:
        desk = web.WebSocketResponse()
        await desk.prepare(request)
        async with aiohttp.ClientSession() as http, http.ws_connect(self._socket) as slack:
            ways = [
                asyncio.create_task(_pipe(slack, desk.send_str, self._enveloped)),
                asyncio.create_task(_pipe(desk, slack.send_str, _as_it_is)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
        return desk

    async def _enveloped(self, text: str) -> str:
        envelope = json.loads(text)
        if envelope.get("type") == "slash_commands":
            shortcut = await self._shortcut(envelope["payload"])
            if shortcut is not None:
                envelope |= {"type": "interactive", "payload": shortcut}
        return json.dumps(envelope)

    async def _shortcut(self, command: Mapping[str, Any]) -> dict[str, Any] | None:
        if command.get("command") != COMMAND:
            return None
        name, *where = str(command["text"]).split()
        common = {
            "type": "shortcut",
            "callback_id": name,
            "trigger_id": command["trigger_id"],
            "user": {"id": command["user_id"]},
            "team": {"id": TEAM},
            "api_app_id": "A01APP",
        }
        if not where:
            return common
        channel, ts = where
        [message] = [each for each in await self._slack.messages(channel) if each["ts"] == ts]
        return {**common, "type": "message_action", "channel": {"id": channel}, "message": message}


_KEPT = frozenset({"Authorization", "Content-Type"})
_SIGNED = frozenset({"Content-Type", "X-Slack-Request-Timestamp", "X-Slack-Signature", "x-slack-request-timestamp"})


async def _pipe(source: Any, send: Callable[[str], Awaitable[None]], change: Callable[[str], Awaitable[str]]) -> None:
    async for message in source:
        if message.type is aiohttp.WSMsgType.TEXT:
            await send(await change(message.data))


async def _as_it_is(text: str) -> str:
    return text


@asynccontextmanager
async def shortcut_line(slack: LocalSlack, port: int, desk_port: int) -> AsyncIterator[ShortcutLine]:
    """Serve a line on `port` inside the block, for the desk that listens on `desk_port`."""
    line = ShortcutLine(slack, desk_port)
    app = web.Application()
    app.router.add_route("*", "/api/{method}", line.call)
    app.router.add_post("/slack/events", line.events)
    app.router.add_get("/socket", line.socket)
    async with serving(app, "127.0.0.1", port) as url:
        line.api = f"{url}/api"
        yield line
