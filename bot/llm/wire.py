"""The endpoint as it speaks: what it does not know is left out of requests, and answers are brought into one form.

vLLM, Ollama, LiteLLM, Azure and others speak OpenAI's API each in their own way. Some refuse a request for a parameter
that they do not know, and name it: it is left out from then on, and the request, which nobody has worked on, is sent
once more.
"""

import json
from typing import Any

import httpx

_OPTIONAL = ("store", "max_completion_tokens", "tool_choice")
"""What a request can do without. Who does not know `store` is not asked to keep anything by it either."""
_REFUSED = frozenset({400, 422})


class Wire(httpx.AsyncBaseTransport):
    """Carries requests to one endpoint, by a client that knows the way there, proxies included."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._unknown: set[str] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send, at most once for each parameter that turns out to be unknown."""
        asked = json.loads(request.content)
        while True:
            sent = {name: value for name, value in asked.items() if name not in self._unknown}
            response = await self._client.send(_with(request, sent), follow_redirects=False)
            if not (unknown := _unknown_to(response.status_code, response.content, sent)):
                return _read(response, response.content)
            self._unknown.add(unknown)

    async def aclose(self) -> None:
        """Give back connections."""
        await self._client.aclose()


def _with(request: httpx.Request, asked: dict[str, Any]) -> httpx.Request:
    content = json.dumps(asked, ensure_ascii=False).encode()
    headers = [(name, value) for name, value in request.headers.raw if name.lower() != b"content-length"]
    return httpx.Request(request.method, request.url, headers=headers, content=content, extensions=request.extensions)


def _unknown_to(status: int, content: bytes, sent: dict[str, Any]) -> str:
    """Return the parameter for which a server has refused a request, if the request can do without it."""
    if status not in _REFUSED:
        return ""
    return next((name for name in _OPTIONAL if name in sent and name.encode() in content), "")


def _read(response: httpx.Response, content: bytes) -> httpx.Response:
    headers = {"content-type": response.headers.get("content-type", "application/json")}
    if response.status_code != httpx.codes.OK:
        return httpx.Response(response.status_code, headers=headers, content=content)
    try:
        came = json.loads(content)
        for choice in came["choices"]:
            for number, call in enumerate(choice["message"].get("tool_calls") or ()):
                call["id"] = call.get("id") or f"call_{number}"
                call["function"]["arguments"] = _arguments(call["function"]["arguments"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return httpx.Response(response.status_code, headers=headers, content=content)
    return httpx.Response(response.status_code, headers=headers, content=json.dumps(came).encode())


def _arguments(given: Any) -> str:
    """Return a call's arguments as the text of one object: some servers send the object, some its text twice over."""
    if isinstance(given, str):
        try:
            inside = json.loads(given)
        except ValueError:
            return given
        return inside if isinstance(inside, str) else given
    return json.dumps(given)
