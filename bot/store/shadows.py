"""What the bot would have answered where people answered."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

import sqlalchemy as sa

from bot.domain.ids import ConversationId
from bot.domain.shadow import ShadowAnswer
from bot.store.tables import shadow_answers
from bot.store.transaction import Transaction, insert


@cache
def _keep(dialect: str) -> sa.Insert:
    new = insert(dialect, shadow_answers)
    return new.on_conflict_do_update(index_elements=["id"], set_={"body": new.excluded.body})


BODIES = sa.select(shadow_answers.c.body).order_by(shadow_answers.c.at, shadow_answers.c.id)
OF = BODIES.where(shadow_answers.c.conversation == sa.bindparam("of"))
SINCE = BODIES.where(shadow_answers.c.at >= sa.bindparam("since", type_=shadow_answers.c.at.type))


class SqlShadows:
    """`bot.ports.store.Shadows`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def keep(self, answer: ShadowAnswer) -> None:
        """Write it."""
        values = {"id": answer.id, "conversation": answer.conversation, "at": answer.at, "body": answer}
        await self._transaction.run(_keep(self._transaction.dialect), values)

    async def of(self, conversation: ConversationId) -> Sequence[ShadowAnswer]:
        """Return a conversation's."""
        return (await self._transaction.run(OF, {"of": conversation})).scalars().all()

    async def since(self, moment: datetime) -> Sequence[ShadowAnswer]:
        """Return all that are not older."""
        return (await self._transaction.run(SINCE, {"since": moment})).scalars().all()
