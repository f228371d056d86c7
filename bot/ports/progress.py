"""What a turn is at, for who waits: only that, never a word of an answer before its check."""

from collections.abc import Awaitable, Callable
from enum import StrEnum


class Stage(StrEnum):
    """Steps that can take a while."""

    UNDERSTANDING = "understanding"
    WRITING = "writing"


Progress = Callable[[Stage, str], Awaitable[None]]
"""Told before each such step, with the language of who waits; best effort, never raises."""


async def unseen(_: Stage, __: str) -> None:
    """Tell nobody."""
