"""An OpenAI-compatible chat endpoint on loopback that plays a script, one play for each call.

When the script has run out, the last play is played again. `requests` holds what was sent, so that tests can read
every word that would have left the house. What a message is about is answered beside the script, and kept in `aside`,
unless a test takes that answer away.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Message = dict[str, Any]


@dataclass(frozen=True)
class Play:
    """What one call is answered with. `status` other than 200 answers with an error; `raw` is sent as it is.

    `seconds`: wait first. `finish`: why the answer ends. `cut`: break the connection in the middle of the answer.
    """

    message: Message = field(default_factory=dict)
    status: int = 200
    raw: str | None = None
    seconds: float = 0
    cut: bool = False
    usage: bool = True
    finish: str = ""


Script = Play | Callable[[dict[str, Any]], Play]


def form(name: str, /, **fields: Any) -> Play:
    """Hand in a form, as the agent's last tool call does."""
    return calls((name, fields))


def calls(*tools: tuple[str, dict[str, Any] | str]) -> Play:
    """Call tools; arguments that are a string are sent as they are."""
    every = [
        {
            "id": f"call_{n}",
            "type": "function",
            "function": {"name": name, "arguments": a if isinstance(a, str) else json.dumps(a)},
        }
        for n, (name, a) in enumerate(tools)
    ]
    return Play({"content": None, "tool_calls": every})


def text(words: str) -> Play:
    """Answer in words, without the form."""
    return Play({"content": words})


def refusal() -> Play:
    """Refuse as OpenAI's models do."""
    return Play({"content": None, "refusal": "I can't help with that."})


def answer(*sentences: dict[str, Any], answered: bool = True) -> Play:
    """Hand in a draft."""
    return form("Answer", answered=answered, sentences=list(sentences))


UNDERSTOOD = form("Understanding", need="nothing_of_ours", language="en")


@dataclass
class ScriptedModel:
    """The endpoint. `script` is played call by call."""

    url: str = ""
    script: list[Script] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    aside: list[dict[str, Any]] = field(default_factory=list)
    understanding: Play | None = field(default_factory=lambda: UNDERSTOOD)
    headers: list[dict[str, str]] = field(default_factory=list)

    def play(self, *script: Script) -> None:
        """Begin a new script."""
        self.script = list(script)
        self.requests.clear()

    @property
    def sent(self) -> str:
        """Every word that was sent."""
        return "\n".join(json.dumps(request, ensure_ascii=False) for request in (*self.requests, *self.aside))

    def asked(self, call: int = -1) -> dict[str, Any]:
        """Return the data of a call: the JSON of its first message by the user."""
        users = [m["content"] for m in self.requests[call]["messages"] if m["role"] == "user"]
        found: dict[str, Any] = json.loads(users[0])
        return found

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer POST /chat/completions."""
        asked = await request.json()
        if self.understanding and asked["tools"][-1]["function"]["name"] == "Understanding":
            self.aside.append(asked)
            return web.json_response(_completion(asked, self.understanding))
        self.requests.append(asked)
        self.headers.append(dict(request.headers))
        next_one = self.script[min(len(self.requests), len(self.script)) - 1]
        play = next_one(asked) if callable(next_one) else next_one
        await asyncio.sleep(play.seconds)
        body = play.raw if play.raw is not None else json.dumps(_completion(asked, play))
        if play.cut:
            return await _cut(request, body)
        return web.Response(text=body, status=play.status, content_type="application/json")


def _completion(asked: dict[str, Any], play: Play) -> dict[str, Any]:
    if play.status != 200:
        return {"error": {"message": "an error that names patient Jane Testcase", "type": "server_error"}}
    reason = play.finish or ("tool_calls" if play.message.get("tool_calls") else "stop")
    message = {"role": "assistant", "content": None, "refusal": None, **play.message}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": asked["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": reason}],
        **({"usage": usage} if play.usage else {}),
    }


async def _cut(request: web.Request, body: str) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2].encode())
    assert request.transport is not None
    request.transport.close()
    return response


@asynccontextmanager
async def scripted_model() -> AsyncIterator[ScriptedModel]:
    """Run the endpoint while the block lasts."""
    server = ScriptedModel()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()
