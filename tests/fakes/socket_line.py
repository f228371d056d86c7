"""The line between the app and Slack's sockets, which can die without being closed.

`stuck`: nothing passes in either direction, and no ping is answered. `deaf`: pings are answered, and nothing is told.
`unanswered`: the line takes new sockets and does not greet them. Lines that died stay dead; new ones may be good.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import WSMsgType, web

from bot.http import serving
from tests.fakes.slack_faults import FaultProxy


@dataclass(eq=False)
class Line:
    """One socket. What Slack sends on a dead one is swallowed."""

    stuck: bool = False
    deaf: bool = False
    swallowed: int = 0


class SocketLine:
    def __init__(self, api: FaultProxy) -> None:
        self.lines: list[Line] = []
        self.unanswered = False
        self.tries = 0
        self._api = api

    def breaks(self, *, deaf: bool = False) -> None:
        """Let the lines that there are now die."""
        for line in self.lines:
            line.deaf, line.stuck = deaf, not deaf

    async def tried(self, times: int) -> None:
        """Wait until the app has tried to open a socket so often."""
        while self.tries < times:
            await asyncio.sleep(0.01)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.tries += 1
        while self.unanswered:
            await asyncio.sleep(0.01)
        line = Line()
        self.lines.append(line)
        app = web.WebSocketResponse(autoping=False)
        await app.prepare(request)
        async with aiohttp.ClientSession() as http, http.ws_connect(self._api.sockets_of_slack[-1]) as slack:
            telling = asyncio.create_task(_tell(line, slack, app))
            async for message in app:
                if message.type is WSMsgType.PING and not line.stuck:
                    await app.pong(message.data)
                elif message.type is WSMsgType.TEXT and not (line.stuck or line.deaf):
                    await slack.send_str(message.data)
            telling.cancel()
        return app


async def _tell(line: Line, slack: aiohttp.ClientWebSocketResponse, app: web.WebSocketResponse) -> None:
    async for message in slack:
        if line.stuck or line.deaf:
            # Slack takes it for told and does not repeat it; else the local Slack would wait for a while each time.
            line.swallowed += 1
            await slack.send_json({"envelope_id": message.json().get("envelope_id", "")})
        else:
            await app.send_str(message.data)


@asynccontextmanager
async def socket_line(api: FaultProxy) -> AsyncIterator[SocketLine]:
    """Stand between the app and Slack's sockets inside the block; `api` sends the app here."""
    line = SocketLine(api)
    server = web.Application()
    server.router.add_get("/socket", line.serve)
    async with serving(server, "127.0.0.1", 0) as url:
        api.socket = f"{url.replace('http', 'ws', 1)}/socket"
        yield line
