"""Reads server-sent events as a page does."""

import json
from dataclasses import dataclass
from typing import Any

import aiohttp


@dataclass(frozen=True)
class Event:
    kind: str
    data: Any
    id: int | None


class EventReader:
    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def next(self) -> Event | None:
        """Return the next event or None at the end; comments are skipped."""
        while record := await self._record():
            fields = dict(line.split(": ", 1) for line in record if not line.startswith(":"))
            if fields:
                number = int(fields["id"]) if "id" in fields else None
                return Event(fields["event"], json.loads(fields["data"]), number)
        return None

    async def until(self, kind: str) -> list[Event]:
        """Return what comes before the next event of `kind`, and that one."""
        events = []
        while event := await self.next():
            events.append(event)
            if event.kind == kind:
                return events
        raise AssertionError(f"the stream ended before {kind}: {events}")

    async def _record(self) -> list[str]:
        lines: list[str] = []
        async for raw in self._response.content:
            line = raw.decode().rstrip("\n")
            if not line:
                return lines
            lines.append(line)
        return lines
