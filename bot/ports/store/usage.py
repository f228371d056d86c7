"""What the language model has cost, by day, and which models are left alone."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.domain.pauses import Pause
from bot.ports.usage import Used


class Usage(Protocol):
    """Calls and tokens by the office's own day, and pauses by the model's name."""

    async def reserve(self, day: date, most: Used) -> bool:
        """Count one call, unless a day has used `most` calls or tokens; however many ask at once."""
        ...

    async def add(self, day: date, tokens: int) -> None:
        """Add tokens to a day."""
        ...

    async def of(self, day: date) -> Used:
        """Return what a day has used; nothing yet is zero."""
        ...

    async def pauses(self) -> Mapping[str, Pause]:
        """Return the models that gave no answer when they were asked last."""
        ...

    async def probe(self, model: str, now: datetime, length: timedelta) -> bool:
        """Let one caller try a model whose pause is over; False for everybody else who asks for it."""
        ...

    async def failed(self, model: str, now: datetime, most: int, length: timedelta) -> None:
        """Count a failure, and begin or prolong the pause after the `most`-th."""
        ...

    async def answered(self, model: str) -> None:
        """Forget the failures."""
        ...
