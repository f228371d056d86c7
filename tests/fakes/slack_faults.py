"""A proxy between the Slack SDK and the local Slack server that fails as a test has scripted."""

import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

from bot.http import serving


@dataclass(frozen=True)
class Answer:
    """Slack is not asked; this is answered."""

    status: int = 200
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


class LoseAnswer:
    """Slack does it, and the connection breaks before its answer."""


TOO_MANY = Answer(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "7"})
BROKEN = Answer(500, {"ok": False, "error": "internal_error"})
LOST = LoseAnswer()
Fault = Answer | LoseAnswer


def refusal(code: str, **more: str) -> Answer:
    return Answer(200, {"ok": False, "error": code, **more})


class FaultProxy:
    def __init__(self, upstream: str) -> None:
        self.api = ""
        self.calls: list[str] = []
        self.answer_headers: dict[str, Mapping[str, str]] = {}
        self._bodies: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._upstream = upstream
        self.gone = False
        self.socket = ""
        """The address that sockets are told to go to instead of Slack's own; they find that in `sockets_of_slack`."""
        self.sockets_of_slack: list[str] = []
        self._once: dict[str, deque[Fault | None]] = defaultdict(deque)
        self._always: dict[str, Answer] = {}

    def then(self, method: str, *faults: Fault | None) -> None:
        """Fail the next calls of a method so; None lets one through."""
        self._once[method].extend(faults)

    def always(self, method: str, answer: Answer) -> None:
        """Answer a method so from now on."""
        self._always[method] = answer

    def forgive(self, method: str) -> None:
        """Let a method through again."""
        self._always.pop(method, None)

    def bodies(self, method: str) -> list[dict[str, Any]]:
        """Return what the calls of a method carried."""
        return self._bodies[method]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls.append(method)
        self._bodies[method].append({**request.query, **_read(await request.text(), request.content_type)})
        if self.gone:
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        fault = self._once[method].popleft() if self._once[method] else self._always.get(method)
        if isinstance(fault, Answer):
            return web.json_response(fault.body, status=fault.status, headers=fault.headers)
        kept = {name: request.headers[name] for name in ("Authorization", "Content-Type") if name in request.headers}
        async with (
            aiohttp.ClientSession() as http,
            http.request(
                request.method,
                f"{self._upstream}/{method}",
                params=request.query,
                data=await request.read(),
                headers=kept,
            ) as answer,
        ):
            body = await answer.read()
        if method == "apps.connections.open" and self.socket:
            said = json.loads(body)
            self.sockets_of_slack.append(said["url"])
            body = json.dumps({**said, "url": self.socket}).encode()
        if isinstance(fault, LoseAnswer):
            assert request.transport is not None
            request.transport.close()
        return web.Response(
            body=body, status=answer.status, content_type="application/json", headers=self.answer_headers.get(method)
        )


def _read(text: str, content_type: str) -> dict[str, Any]:
    if content_type == "application/json":
        return dict(json.loads(text))
    return {name: json.loads(value) if value[:1] in "[{" else value for name, value in parse_qsl(text)}


@asynccontextmanager
async def fault_proxy(upstream: str) -> AsyncIterator[FaultProxy]:
    """Serve a proxy in front of a Web API inside the block."""
    proxy = FaultProxy(upstream)
    app = web.Application()
    app.router.add_route("*", "/api/{method}", proxy.serve)
    async with serving(app, "127.0.0.1", 0) as url:
        proxy.api = f"{url}/api"
        yield proxy
