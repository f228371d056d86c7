"""How the sample billing system misbehaves when it is told to."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

Fault = Callable[[web.Request], Awaitable[web.StreamResponse]]
HANG_SECONDS = 60.0


def _status(status: int, **headers: str) -> Fault:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response({"error": f"sample fault {status}"}, status=status, headers=headers)

    return answer


async def _html(_: web.Request) -> web.StreamResponse:
    return web.Response(text="<html><body>Please sign in</body></html>", content_type="text/html")


async def _empty(_: web.Request) -> web.StreamResponse:
    return web.Response(body=b"", content_type="application/json")


async def _hang(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(HANG_SECONDS)
    return web.json_response({"claims": []})


async def _truncated(_: web.Request) -> web.StreamResponse:
    return web.Response(text='{"claims": [{"claimNumber": "4900', content_type="application/json")


async def _redirect(_: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/sign-in"})


async def _oversized(_: web.Request) -> web.StreamResponse:
    return web.Response(text='{"padding": "' + "x" * 2_000_000 + '"}', content_type="application/json")


async def _disconnect(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "5000"})
    await response.prepare(request)
    await response.write(b'{"claims": [')
    if request.transport is not None:
        request.transport.abort()
    return response


FAULTS: dict[str, Fault] = {
    "http_400": _status(400),
    "http_403": _status(403),
    "http_422": _status(422),
    "http_429": _status(429, **{"Retry-After": "1"}),
    "http_500": _status(500),
    "http_503": _status(503),
    "http_504": _status(504),
    "html": _html,
    "empty": _empty,
    "hang": _hang,
    "truncated": _truncated,
    "redirect": _redirect,
    "oversized": _oversized,
    "disconnect": _disconnect,
}
