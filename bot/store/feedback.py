"""What people said of the bot's answers."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.domain.feedback import Feedback, Thumb
from bot.domain.ids import ConversationId, MessageId
from bot.store.tables import feedback
from bot.store.transaction import Transaction, insert

OF_MESSAGE = sa.select(feedback).where(feedback.c.message_id == sa.bindparam("of"))
SINCE = sa.select(feedback).where(feedback.c.at >= sa.bindparam("since", type_=feedback.c.at.type))
OLDEST_FIRST = (feedback.c.at, feedback.c.message_id, feedback.c.person)


@cache
def _keep(dialect: str) -> sa.Insert:
    new = insert(dialect, feedback)
    changes = {name: new.excluded[name] for name in ("thumb", "at", "wrong")}
    return new.on_conflict_do_update(index_elements=["message_id", "person"], set_=changes)


class SqlFeedbacks:
    """`bot.ports.store.Feedbacks`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def keep(self, said: Feedback) -> None:
        """Keep one person's word on one answer."""
        values = asdict(said)
        await self._transaction.run(_keep(self._transaction.dialect), {**values, "message_id": values.pop("message")})

    async def of(self, message: MessageId) -> Sequence[Feedback]:
        """Return what was said of one answer."""
        return [
            _feedback(row) for row in await self._transaction.run(OF_MESSAGE.order_by(*OLDEST_FIRST), {"of": message})
        ]

    async def since(self, moment: datetime) -> Sequence[Feedback]:
        """Return what was said from that moment on."""
        return [_feedback(row) for row in await self._transaction.run(SINCE.order_by(*OLDEST_FIRST), {"since": moment})]


def _feedback(row: sa.Row[Any]) -> Feedback:
    return Feedback(
        MessageId(row.message_id),
        ConversationId(row.conversation),
        row.channel,
        row.person,
        Thumb(row.thumb),
        row.at,
        row.wrong,
    )
