"""An OpenAI-compatible embedding endpoint on loopback, deterministic: texts that share meanings point the same way.

Each word counts in one of 64 directions; a few pairs of words that mean the same share theirs, so that vectors find
what words alone do not.
"""

import base64
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from aiohttp import web

DIRECTIONS = 64
SAME = {"automobile": "car", "vehicle": "car", "physician": "doctor", "medic": "doctor"}


@dataclass
class EmbeddingServer:
    """`requests` holds the texts of each call; while `down`, every call is answered 500."""

    url: str = ""
    requests: list[list[str]] = field(default_factory=list)
    down: bool = False

    @property
    def texts(self) -> list[str]:
        """All texts so far."""
        return [text for request in self.requests for text in request]

    async def handle(self, request: web.Request) -> web.Response:
        """Answer POST /embeddings."""
        if self.down:
            return web.json_response({"error": {"message": "down"}}, status=500)
        asked = await request.json()
        texts = [asked["input"]] if isinstance(asked["input"], str) else asked["input"]
        self.requests.append(texts)
        encode = _base64 if asked.get("encoding_format") == "base64" else list
        data = [{"object": "embedding", "index": n, "embedding": encode(vector(t))} for n, t in enumerate(texts)]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        return web.json_response({"object": "list", "model": asked["model"], "data": data, "usage": usage})


def vector(text: str) -> list[float]:
    """Return the direction of a text."""
    sums = np.zeros(DIRECTIONS)
    for word in "".join(char if char.isalnum() else " " for char in text.lower()).split():
        sums[zlib.crc32(SAME.get(word, word).encode()) % DIRECTIONS] += 1
    return [float(value) for value in sums / max(float(np.linalg.norm(sums)), 1e-9)]


def _base64(values: list[float]) -> Any:
    return base64.b64encode(np.asarray(values, dtype=np.float32).tobytes()).decode()


@asynccontextmanager
async def embedding_server() -> AsyncIterator[EmbeddingServer]:
    """Run the endpoint while the block lasts."""
    server = EmbeddingServer()
    app = web.Application()
    app.router.add_post("/v1/embeddings", server.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()
