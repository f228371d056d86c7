"""Send each batch to who handles it: by what was done, then by surface."""

from bot.domain.feedback import THUMBS
from bot.domain.messages import Kind, Surface
from bot.engine.desk_questions import DeskQuestions
from bot.engine.desk_wishes import DeskWishes
from bot.engine.public_places import PublicPlaces
from bot.engine.specialist import Specialists
from bot.engine.thumbs import Thumbs
from bot.engine.turns import Turns
from bot.ports.store import InboxBatch


class Surfaces:
    """What the inbox worker calls."""

    def __init__(
        self,
        turns: Turns,
        specialists: Specialists,
        thumbs: Thumbs,
        questions: DeskQuestions,
        public: PublicPlaces,
        wishes: DeskWishes,
    ) -> None:
        self._turns = turns
        self._by_surface: dict[Surface, _Handler] = {Surface.DESK: specialists, Surface.PUBLIC: public}
        self._by_kind: dict[Kind, _Handler] = {
            **dict.fromkeys(THUMBS, thumbs),
            **dict.fromkeys(WISHES, wishes),
            Kind.ASK_DESK: questions,
        }

    async def handle(self, batch: InboxBatch) -> None:
        """Handle a batch and commit its end."""
        await self._of(batch).handle(batch)

    async def give_up(self, batch: InboxBatch, reason: str) -> None:
        """Tell the people concerned that a batch could not be handled."""
        await self._of(batch).give_up(batch, reason)

    def _of(self, batch: InboxBatch) -> "_Handler":
        message = batch.rows[0].message
        if message.kind in self._by_kind:
            return self._by_kind[message.kind]
        return self._by_surface.get(message.surface, self._turns)


_Handler = Turns | Specialists | Thumbs | DeskQuestions | PublicPlaces | DeskWishes
WISHES = (Kind.DRAFT_REPLY, Kind.REPLY_TRANSLATED)
