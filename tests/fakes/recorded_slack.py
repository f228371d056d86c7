"""Slack's Web API as a record: every call is kept whole, and what was posted is found again."""

import json
from itertools import count
from typing import Any

from bot.channels.slack.api import Blocks, Json, Me, SlackApi

ME = Me("T0TEST", "U0BOT", "B0BOT", "https://testing.slack.com/")


class RecordedSlack(SlackApi):
    def __init__(self) -> None:
        super().__init__("xoxb-test", seconds_apart=0)
        self.calls: list[str] = []
        self._messages: list[dict[str, Any]] = []
        self._numbers = count(1)

    @property
    def carried(self) -> str:
        """Return everything that was ever sent to Slack."""
        return "\n".join(self.calls)

    async def me(self) -> Me:
        return ME

    async def post(
        self, channel: str, text: str, blocks: Blocks, thread_ts: str | None = None, *, aloud: bool = False
    ) -> str:
        ts = f"{next(self._numbers)}.000000"
        self._note("post", text=text, blocks=blocks)
        self._messages.append({"ts": ts, "thread": thread_ts or ts, "user": ME.user, "blocks": list(blocks)})
        return ts

    async def update(self, channel: str, ts: str, text: str, blocks: Blocks) -> None:
        self._note("update", text=text, blocks=blocks)
        next(m for m in self._messages if m["ts"] == ts)["blocks"] = list(blocks)

    async def history(self, channel: str, oldest: float) -> list[Json]:
        return list(self._messages)

    async def replies(self, channel: str, thread_ts: str) -> list[Json]:
        return [m for m in self._messages if m["thread"] == thread_ts]

    def _note(self, call: str, **sent: Any) -> None:
        self.calls.append(json.dumps({"call": call, **sent}, ensure_ascii=False, default=str))
