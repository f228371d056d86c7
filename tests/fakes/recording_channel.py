"""A channel and a desk that write down what they were given, and fail as a test has scripted."""

import asyncio
from collections import deque
from typing import Any

from bot.domain.bulletins import Bulletin
from bot.domain.ids import Address, MessageId
from bot.domain.messages import Call, CaseCard, Draft, Fate, Post
from bot.ports.desk import NOWHERE


class Script:
    """What the next calls do: raise an error, never answer (`HANG`), or, when nothing is left, succeed."""

    HANG = object()

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self._next: deque[object] = deque()

    def then(self, *ends: object) -> None:
        self._next.extend(ends)

    async def play(self, *call: Any) -> None:
        self.calls.append(call)
        end = self._next.popleft() if self._next else None
        if isinstance(end, BaseException):
            raise end
        if end is self.HANG:
            await asyncio.Event().wait()


class RecordingChannel:
    def __init__(self, name: str = "web") -> None:
        self.name = name
        self.script = Script()

    @property
    def calls(self) -> list[tuple[Any, ...]]:
        return self.script.calls

    async def send(self, address: Address, post: Post) -> str:
        await self.script.play("send", address, post.message_id)
        return f"{self.name}-{post.message_id}"

    async def edit(self, address: Address, external_id: str, message_id: MessageId, text: str) -> str:
        await self.script.play("edit", address, external_id, message_id, text)
        return external_id

    async def delete(self, address: Address, external_id: str, message_id: MessageId) -> str:
        await self.script.play("delete", address, external_id, message_id)
        return external_id

    async def typing(self, address: Address, doing: str = "") -> None:
        return


class RecordingDesk:
    def __init__(self, name: str = "console") -> None:
        self.name = name
        self.script = Script()

    @property
    def calls(self) -> list[tuple[Any, ...]]:
        return self.script.calls

    async def open_case(self, card: CaseCard, story: tuple[Post, ...], left: Address = NOWHERE) -> Address:
        await self.script.play("open_case", card.case, tuple(post.message_id for post in story))
        return Address(f"thread-{card.case}")

    async def update_card(self, thread: Address, card: CaseCard) -> None:
        await self.script.play("update_card", thread, card.state)

    async def send(self, thread: Address, post: Post) -> str:
        await self.script.play("send", thread, post.message_id)
        return f"{self.name}-{post.message_id}"

    async def edit(self, thread: Address, external_id: str, message_id: MessageId, text: str) -> str:
        await self.script.play("edit", thread, external_id, message_id, text)
        return external_id

    async def delete(self, thread: Address, external_id: str, message_id: MessageId) -> str:
        await self.script.play("delete", thread, external_id, message_id)
        return external_id

    async def show_fate(self, thread: Address, external_id: str, fate: Fate) -> None:
        await self.script.play("show_fate", thread, external_id, fate.message_id, fate.state, fate.note)

    async def call(self, thread: Address, call: Call) -> str:
        await self.script.play("call", thread, call.text, call.whom)
        return f"{self.name}-{call.message_id}"

    async def show_draft(self, thread: Address, external_id: str, draft: Draft) -> str:
        await self.script.play("show_draft", thread, external_id, draft.handle, draft.state)
        return f"{self.name}-{draft.message_id}"

    async def announce(self, bulletin: Bulletin) -> str:
        await self.script.play("announce", bulletin.message_id, bulletin.headline)
        return f"{self.name}-{bulletin.message_id}"
