"""Carries new timeline events to the pages that are open, with one reader for all of them.

One task waits for the store's bell and reads what is new in a channel once, however many pages listen; each
page's stream then gets its own address's events. What a page missed it reads itself when it connects, so an event
lost here is late, never gone.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from aiohttp import web

from bot.channels.beside import beside
from bot.domain.errors import ClaimDeskError
from bot.domain.ids import Address
from bot.ports.store import Store, TimelineEvent

PER_ADDRESS = 8
"""Streams of one address at a time. A browser holds six lines to a server, so the oldest ones beyond are dead."""

_PAGE = 500
_log = structlog.get_logger()


class TooManyStreams(ClaimDeskError):
    """As many streams are open as one process may have."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Something to show for a moment (`typing`), which is not kept."""

    name: str
    data: Mapping[str, str] = field(default_factory=dict)


Item = TimelineEvent | Signal


@dataclass(eq=False)
class Listener:
    """One open page. `items` ends with None when the page must reconnect and catch up."""

    channel: str
    address: Address | None
    items: asyncio.Queue[Item | None] = field(default_factory=lambda: asyncio.Queue(1000))

    def offer(self, item: Item | None) -> None:
        """Hand over an item; a page too slow to take them is told to reconnect instead."""
        if self.items.full():
            while not self.items.empty():
                self.items.get_nowait()
            item = None
        self.items.put_nowait(item)


class TimelineStreams:
    """The open pages of every hosted channel in this process. `mount` it on the application."""

    def __init__(self, store: Store, *, poll_seconds: float = 2.0, in_all: int = 2000) -> None:
        self._store = store
        self._poll_seconds = poll_seconds
        self._in_all = in_all
        self._listeners: dict[str, dict[Address | None, dict[Listener, None]]] = {}
        self._cursor: dict[str, int] = {}

    def mount(self, app: web.Application) -> None:
        """Read while the application runs, and end all streams first when it stops."""
        app.cleanup_ctx.append(self._reading)
        app.on_shutdown.append(self._stop)

    @asynccontextmanager
    async def listening(self, channel: str, address: Address | None) -> AsyncIterator[Listener]:
        """Listen to one address, or with None to the whole channel. Raises `TooManyStreams`.

        Whatever is committed after this has begun is offered to the listener; read what came earlier yourself.
        """
        listener = self._register(channel, address)
        try:
            if channel not in self._cursor:
                async with self._store.read() as work:
                    head = await work.timeline.head(channel)
                self._cursor.setdefault(channel, head)
            yield listener
        finally:
            self._forget(listener)

    async def since(self, channel: str, address: Address | None, seq: int) -> AsyncIterator[TimelineEvent]:
        """Read events after `seq`, oldest first, a page at a time."""
        while True:
            async with self._store.read() as work:
                events = await work.timeline.since(channel, address, seq, _PAGE)
            for event in events:
                yield event
            if len(events) < _PAGE:
                return
            seq = events[-1].seq

    def signal(self, channel: str, address: Address, name: str, data: Mapping[str, str] | None = None) -> None:
        """Show a passing signal on the pages of one address that this process serves."""
        for listener in self._listeners.get(channel, {}).get(address, {}):
            listener.offer(Signal(name, data or {}))

    def end_all(self) -> None:
        """End every stream; pages that are still there come back and catch up."""
        for listener in self._all():
            listener.offer(None)

    def _register(self, channel: str, address: Address | None) -> Listener:
        if sum(1 for _ in self._all()) >= self._in_all:
            raise TooManyStreams("too many open pages")
        pages = self._listeners.setdefault(channel, {}).setdefault(address, {})
        if len(pages) >= PER_ADDRESS:
            oldest = next(iter(pages))
            del pages[oldest]
            oldest.offer(None)
        listener = Listener(channel, address)
        pages[listener] = None
        return listener

    def _forget(self, listener: Listener) -> None:
        addresses = self._listeners.get(listener.channel, {})
        pages = addresses.get(listener.address, {})
        pages.pop(listener, None)
        if not pages:
            addresses.pop(listener.address, None)
        if not addresses:
            self._listeners.pop(listener.channel, None)
            self._cursor.pop(listener.channel, None)

    def _all(self) -> Iterator[Listener]:
        for addresses in self._listeners.values():
            for pages in addresses.values():
                yield from pages

    async def _reading(self, _app: web.Application) -> AsyncIterator[None]:
        async with beside(self._read_on(), "timeline"):
            yield

    async def _stop(self, _app: web.Application) -> None:
        self.end_all()

    async def _read_on(self) -> None:
        bell = self._store.wakeup("timeline")
        while True:
            await bell.wait(self._poll_seconds)
            for channel in list(self._cursor):
                try:
                    await self._carry(channel)
                except Exception as error:  # the next bell tries again; the pages must not go deaf for good
                    _log.warning("timeline_read_failed", channel=channel, error=type(error).__name__)

    async def _carry(self, channel: str) -> None:
        cursor = self._cursor.get(channel)
        if cursor is None:  # its last page has just left
            return
        async for event in self.since(channel, None, cursor):
            addresses = self._listeners.get(channel, {})
            for key in (event.address, None):
                for listener in addresses.get(key, ()):
                    listener.offer(event)
            if channel in self._cursor:
                self._cursor[channel] = event.seq
