"""Who saw or did what."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.ids import ConversationId
from bot.store.tables import audit
from bot.store.transaction import Transaction

ADD = sa.insert(audit)
OF = (
    sa.select(audit.c.at, audit.c.actor, audit.c.action, audit.c.detail)
    .where(audit.c.conversation == sa.bindparam("of"))
    .order_by(audit.c.id)
)


class SqlAudit:
    """`bot.ports.store.Audit`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(
        self, now: datetime, conversation: ConversationId, actor: str, action: str, detail: Mapping[str, Any]
    ) -> None:
        """Append one line."""
        line = {"at": now, "conversation": conversation, "actor": actor, "action": action, "detail": detail}
        await self._transaction.run(ADD, line)

    async def of(self, conversation: ConversationId) -> Sequence[Mapping[str, Any]]:
        """Return one conversation's lines, oldest first, each with `at`, `actor`, `action` and `detail`."""
        return [dict(row) for row in (await self._transaction.run(OF, {"of": conversation})).mappings()]
