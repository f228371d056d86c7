"""What could not be done, in both boxes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from bot.ports.store import DeadLetter
from bot.store.tables import WAITING, inbox, is_buried, outbox
from bot.store.transaction import Transaction

BOXES = {"inbox": inbox, "outbox": outbox}


def _letters(box: sa.Table, conversation: sa.ColumnElement[str]) -> sa.Select[Any]:
    return sa.select(
        sa.literal_column(f"'{box.name}'").label("box"),
        box.c.id,
        conversation.label("conversation"),
        box.c.kind,
        box.c.state,
        box.c.reason,
        box.c.attempts,
        box.c.ended_at.label("at"),
    ).where(is_buried(box))


LETTERS = sa.union_all(_letters(inbox, inbox.c.lane), _letters(outbox, outbox.c.conversation)).order_by("at", "id")


class SqlDeadLetters:
    """`bot.ports.store.DeadLetters`. An inbox letter names its lane as the conversation: it may have no other yet."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def all(self) -> Sequence[DeadLetter]:
        """Return them, oldest first."""
        return [DeadLetter(**row) for row in (await self._transaction.run(LETTERS)).mappings()]

    async def redrive(self, box: Literal["inbox", "outbox"], row_id: int, now: datetime) -> bool:
        """Put one back where it was in its lane. The clock of its retries starts anew."""
        table = BOXES[box]
        again = (
            sa.update(table)
            .where(table.c.id == row_id, is_buried(table))
            .values(state=WAITING, attempts=0, due_at=now, ended_at=None, reason=None)
        )
        if table is outbox:
            again = again.values(created_at=now)
        redriven = (await self._transaction.run(again)).rowcount == 1
        if redriven:
            self._transaction.touched.add(box)
        return redriven
