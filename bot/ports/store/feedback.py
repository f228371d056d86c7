"""What people said of the bot's answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.feedback import Feedback
from bot.domain.ids import MessageId


class Feedbacks(Protocol):
    """One word of each person on each answer."""

    async def keep(self, feedback: Feedback) -> None:
        """Keep it in the place of what the same person said of the same answer before."""
        ...

    async def of(self, message: MessageId) -> Sequence[Feedback]:
        """Return what was said of one answer, oldest first."""
        ...

    async def since(self, moment: datetime) -> Sequence[Feedback]:
        """Return what was said from that moment on, oldest first."""
        ...
