"""Writes timeline events to a page as server-sent events (the HTML standard's `text/event-stream`).

Kept events carry their seq as id; a page that comes back sends the last one as `Last-Event-ID` and gets what it
missed. `ready` says that the past is through; comments keep proxies from closing a quiet line.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.channels.bodies import refuse
from bot.channels.streams import Signal, TimelineStreams, TooManyStreams
from bot.domain.ids import Address
from bot.ports.store import TimelineEvent

HEARTBEAT_SECONDS = 15.0
_HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}

Shape = Callable[[TimelineEvent], Mapping[str, Any]]


async def stream_events(
    request: web.Request,
    streams: TimelineStreams,
    channel: str,
    address: Address | None,
    *,
    shape: Shape,
    headers: Mapping[str, str],
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
) -> web.StreamResponse:
    """Answer `request` with everything since its `Last-Event-ID`, then what comes, until one side leaves."""
    seq = last_event_id(request)
    try:
        async with streams.listening(channel, address) as listener:
            response = web.StreamResponse(headers={**_HEADERS, **headers})
            await response.prepare(request)
            with suppress(ConnectionError):  # the page has left
                async for event in streams.since(channel, address, seq):
                    await response.write(_event(event, shape))
                    seq = event.seq
                await response.write(b"event: ready\ndata: {}\n\n")
                await _follow(response, listener.items, seq, shape, heartbeat_seconds)
            return response
    except TooManyStreams:
        raise refuse(
            web.HTTPServiceUnavailable, "too_many_streams", "Too many chats are open just now.", {"Retry-After": "15"}
        ) from None


async def _follow(
    response: web.StreamResponse,
    items: "asyncio.Queue[TimelineEvent | Signal | None]",
    seq: int,
    shape: Shape,
    heartbeat_seconds: float,
) -> None:
    while True:
        try:
            item = await asyncio.wait_for(items.get(), heartbeat_seconds)
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if item is None:
            return
        if isinstance(item, Signal):
            data = json.dumps(dict(item.data), ensure_ascii=False, separators=(",", ":"))
            await response.write(f"event: {item.name}\ndata: {data}\n\n".encode())
        elif item.seq > seq:
            seq = item.seq
            await response.write(_event(item, shape))


def last_event_id(request: web.Request) -> int:
    """Return the seq that the page has seen last; 0 when it has seen nothing."""
    given = request.headers.get("Last-Event-ID", "0")
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise refuse(web.HTTPBadRequest, "invalid_last_event_id", "Last-Event-ID must be a number.")
    return int(given)


def _event(event: TimelineEvent, shape: Shape) -> bytes:
    data = json.dumps(shape(event), ensure_ascii=False, separators=(",", ":"))
    return f"id: {event.seq}\nevent: {event.kind}\ndata: {data}\n\n".encode()
