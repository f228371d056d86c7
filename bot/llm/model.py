"""The office's language model, put together from settings. Costs nothing until a session is used."""

import secrets
from functools import cache
from zoneinfo import ZoneInfo

import httpx

from bot.domain.policy import Office
from bot.llm.session import Session, Setup
from bot.llm.wire import Wire
from bot.ports.clock import Clock
from bot.ports.usage import UsageLedger

TASKS = ("understand", "write", "translate", "summarize")


class OpenAICompatible:
    """`bot.ports.writer.LanguageModel` on any endpoint that speaks OpenAI's chat completions. Close it at the end."""

    def __init__(
        self, office: Office, model: str, key: str, base_url: str | None, clock: Clock, usage: UsageLedger
    ) -> None:
        self._zone = ZoneInfo(office.time_zone)
        names = {task: getattr(office.model, task) or model for task in TASKS}
        self._setup = Setup(office.name, office.model, names, cache(self._client), usage)
        self._key = key
        self._base_url = base_url
        self._clock = clock
        # A redirect would carry what is asked to an address that nobody has agreed with.
        # Each call has a connection of its own: one kept from before may be dead, and calls are never tried again.
        way = httpx.AsyncClient(limits=httpx.Limits(max_keepalive_connections=0))
        self._http = httpx.AsyncClient(
            timeout=office.model.seconds_per_call, follow_redirects=False, transport=Wire(way)
        )

    def session(self) -> Session:
        """Begin a turn, with a canary of its own."""
        today = self._clock.now().astimezone(self._zone).date()
        return Session(self._setup, self._clock, today, f"K{secrets.token_hex(6)}")

    async def close(self) -> None:
        """Give back connections."""
        await self._http.aclose()

    def _client(self, name: str) -> object:
        from bot.llm.agent import chat

        return chat(name, self._key, self._base_url, self._http)
