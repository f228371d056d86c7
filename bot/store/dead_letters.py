"""What could not be done, in both boxes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from bot.domain.ids import MessageId
from bot.domain.messages import Destination, Post
from bot.ports.store import DeadLetter
from bot.store.tables import DONE, WAITING, inbox, is_buried, outbox, transcript
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


TO_PATIENT = (
    sa.select(outbox.c.id).where(is_buried(outbox), outbox.c.destination == Destination.PATIENT).order_by(outbox.c.id)
)
CONTENT = sa.select(outbox.c.content).where(outbox.c.id == sa.bindparam("chosen"), is_buried(outbox))
TAKEN_BACK = sa.select(transcript.c.deleted_at).where(transcript.c.id == sa.bindparam("message"))
WITHDRAW = (
    sa.update(outbox)
    .where(outbox.c.id == sa.bindparam("chosen"))
    .values(state=DONE, content=sa.null(), reason="taken back by its author before it was delivered")
)


class SqlDeadLetters:
    """`bot.ports.store.DeadLetters`. An inbox letter names its lane as the conversation: it may have no other yet."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def all(self) -> Sequence[DeadLetter]:
        """Return them, oldest first."""
        return [DeadLetter(**row) for row in (await self._transaction.run(LETTERS)).mappings()]

    async def to_patient(self, message: MessageId) -> Sequence[int]:
        """Return the letters of a message to the patient; a parcel's key names what it carries."""
        named = TO_PATIENT.where(outbox.c.key.contains(f":{message}:", autoescape=True))
        return list((await self._transaction.run(named)).scalars())

    async def redrive(self, box: Literal["inbox", "outbox"], row_id: int, now: datetime) -> bool:
        """Put one back where it was in its lane. The clock of its retries starts anew.

        A message that its author took back meanwhile is not sent any more: its letter ends here.
        """
        table = BOXES[box]
        if table is outbox and await self._taken_back(row_id):
            await self._transaction.run(WITHDRAW, {"chosen": row_id})
            return False
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

    async def _taken_back(self, row_id: int) -> bool:
        content = (await self._transaction.run(CONTENT, {"chosen": row_id})).scalar()
        if not isinstance(content, Post):
            return False
        return (await self._transaction.run(TAKEN_BACK, {"message": content.message_id})).scalar() is not None
