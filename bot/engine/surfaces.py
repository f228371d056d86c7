"""Send each batch to who handles it: thumbs, then by surface patients and staff to the bot, the desk to its deeds."""

from bot.domain.feedback import THUMBS
from bot.domain.messages import Surface
from bot.engine.specialist import Specialists
from bot.engine.thumbs import Thumbs
from bot.engine.turns import Turns
from bot.ports.store import InboxBatch


class Surfaces:
    """What the inbox worker calls."""

    def __init__(self, turns: Turns, specialists: Specialists, thumbs: Thumbs) -> None:
        self._turns = turns
        self._specialists = specialists
        self._thumbs = thumbs

    async def handle(self, batch: InboxBatch) -> None:
        """Handle a batch and commit its end."""
        await self._of(batch).handle(batch)

    async def give_up(self, batch: InboxBatch, reason: str) -> None:
        """Tell the people concerned that a batch could not be handled."""
        await self._of(batch).give_up(batch, reason)

    def _of(self, batch: InboxBatch) -> Turns | Specialists | Thumbs:
        message = batch.rows[0].message
        if message.kind in THUMBS:
            return self._thumbs
        return self._specialists if message.surface is Surface.DESK else self._turns
