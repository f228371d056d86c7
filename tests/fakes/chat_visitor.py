"""A visitor of the web chat who speaks HTTP, without a browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import aiohttp

from tests.fakes.event_reader import EventReader


class Visitor:
    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http
        self.token = ""

    async def begin(self) -> dict[str, Any]:
        async with self._http.post("/chat/session", json={}) as response:
            answer: dict[str, Any] = await response.json()
        self.token = answer["token"]
        return answer

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def say(self, text: str, message_id: str | None = None) -> tuple[int, dict[str, Any]]:
        body = {"id": message_id or str(uuid4()), "text": text}
        async with self._http.post("/chat/messages", json=body, headers=self.headers) as response:
            return response.status, await response.json()

    async def rate(self, message_id: str, thumb: str, wrong: str = "", own_id: str | None = None) -> int:
        body = {"id": own_id or str(uuid4()), "message_id": message_id, "thumb": thumb, "wrong": wrong}
        async with self._http.post("/chat/feedback", json=body, headers=self.headers) as response:
            return response.status

    async def send_file(self, name: str, content: bytes) -> int:
        params = {"id": str(uuid4()), "name": name}
        async with self._http.post("/chat/files", params=params, data=content, headers=self.headers) as response:
            return response.status

    async def file(self, message: str, file: str) -> tuple[int, bytes]:
        async with self._http.get(f"/chat/files/{message}/{file}", headers=self.headers) as response:
            return response.status, await response.read()

    @asynccontextmanager
    async def following(self, after: int = 0) -> AsyncIterator[EventReader]:
        headers = {**self.headers, "Last-Event-ID": str(after)}
        async with self._http.get("/chat/events", headers=headers) as response:
            response.raise_for_status()
            yield EventReader(response)
