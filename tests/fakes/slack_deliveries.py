"""A proxy between Slack and the app's `/slack/events` that delivers as badly as Slack is allowed to, and worse.

Each event is delivered in one of several ways, drawn from a seeded lot: as it is, twice, after its successor, or with a
forged or a stale copy ahead of it. What the app does not take is delivered again, as Slack does.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

import aiohttp
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from bot.http import serving
from tests.fakes.local_slack import SECRET

WAYS = ("as it is", "twice", "late", "forged copy first", "stale copy first", "answer lost")
AGAIN = 3


class Deliveries:
    def __init__(self, app: str, seed: int) -> None:
        self.url = ""
        self.counts: Counter[str] = Counter()
        self.let_in: list[str] = []
        """What the app took although it was forged or stale."""
        self._app = app
        self._chance = random.Random(seed)
        self._queue: asyncio.Queue[tuple[bytes, dict[str, str]]] = asyncio.Queue()

    async def take(self, request: web.Request) -> web.Response:
        """Answer Slack at once; the delivery comes later."""
        kept = {
            name: value for name, value in request.headers.items() if name.lower().startswith(("x-slack", "conten"))
        }
        await self._queue.put((await request.read(), {n: v for n, v in kept.items() if n.lower() != "content-length"}))
        return web.Response()

    async def run(self) -> None:
        async with aiohttp.ClientSession() as self._http:
            while True:
                body, headers = await self._queue.get()
                way = self._chance.choice(WAYS)
                if way == "late":
                    with suppress(TimeoutError):
                        successor = await asyncio.wait_for(self._queue.get(), 0.3)
                        await self._deliver(*successor, "as it is")
                await self._deliver(body, headers, way)

    async def _deliver(self, body: bytes, headers: dict[str, str], way: str) -> None:
        self.counts["events"] += 1
        self.counts[way] += 1
        if way == "forged copy first":
            await self._refused(way, body.replace(b"reply", b"FORGED"), headers)
        if way == "stale copy first":
            await self._refused(way, body.replace(b"reply", b"STALE"), _signed(body.replace(b"reply", b"STALE"), -600))
        for retry in range(2 if way in {"twice", "answer lost"} else 1):
            await self._until_taken(body, headers | ({"X-Slack-Retry-Num": str(retry)} if retry else {}))

    async def _until_taken(self, body: bytes, headers: Mapping[str, str]) -> None:
        for _ in range(AGAIN):
            self.counts["deliveries"] += 1
            if await self._post(body, headers) == 200:
                return
            await asyncio.sleep(0.2)

    async def _refused(self, way: str, body: bytes, headers: Mapping[str, str]) -> None:
        if await self._post(body, headers) != 401:
            self.let_in.append(way)

    async def _post(self, body: bytes, headers: Mapping[str, str]) -> int:
        async with self._http.post(self._app, data=body, headers=headers) as answer:
            return answer.status


def _signed(body: bytes, seconds: int) -> dict[str, str]:
    stamp = str(int(time.time()) + seconds)
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body) or ""
    return {"Content-Type": "application/json", "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


@asynccontextmanager
async def deliveries(app: str, port: int, seed: int = 3) -> AsyncIterator[Deliveries]:
    """Stand between a Slack that posts to `port` and the app at `app` inside the block."""
    proxy = Deliveries(app, seed)
    server = web.Application()
    server.router.add_post("/{path:.*}", proxy.take)
    async with serving(server, "127.0.0.1", port) as proxy.url:
        running = asyncio.create_task(proxy.run())
        try:
            yield proxy
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
