"""Drafts that wait on the desk."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.domain.errors import Conflict
from bot.domain.ids import CaseNumber, ConversationId, MessageId
from bot.ports.store import KeptDraft
from bot.store.tables import drafts, is_unsettled
from bot.store.transaction import Transaction, insert


@cache
def _add(dialect: str) -> sa.Insert:
    return insert(dialect, drafts).on_conflict_do_nothing(index_elements=["id"])


BY_ID = sa.select(drafts).where(drafts.c.id == sa.bindparam("chosen"))
SAVE = sa.update(drafts).where(drafts.c.id == sa.bindparam("chosen"), drafts.c.version == sa.bindparam("from_version"))
WAITING = sa.select(drafts).where(drafts.c.conversation == sa.bindparam("of"), is_unsettled).order_by(drafts.c.seq)
OWE_NOTHING = sa.update(drafts).where(drafts.c.conversation == sa.bindparam("of"), is_unsettled).values(due_at=None)
NEXT_DUE = (
    sa.select(drafts)
    .where(is_unsettled, drafts.c.due_at <= sa.bindparam("now", type_=drafts.c.due_at.type))
    .order_by(drafts.c.due_at)
    .limit(1)
    .with_for_update(skip_locked=True)
)
PUT_OFF = sa.update(drafts).where(drafts.c.id == sa.bindparam("chosen"))
EARLIEST = sa.select(sa.func.min(drafts.c.due_at)).where(is_unsettled)


class SqlDrafts:
    """`bot.ports.store.Drafts`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, kept: KeptDraft) -> None:
        """Keep it."""
        await self._transaction.run(_add(self._transaction.dialect), _values(kept))

    async def get(self, draft: MessageId) -> KeptDraft | None:
        """Return one."""
        row = (await self._transaction.run(BY_ID, {"chosen": draft})).first()
        return None if row is None else _kept(row)

    async def save(self, kept: KeptDraft) -> None:
        """Write it if nobody changed it since it was read; what is settled loses its text, which went elsewhere."""
        draft = kept.draft
        values = _values(kept if draft.waits else replace(kept, draft=replace(draft, text="", citations=())))
        chosen = {"chosen": draft.message_id, "from_version": draft.version - 1}
        if (await self._transaction.run(SAVE.values(**values), chosen)).rowcount != 1:
            raise Conflict(f"draft {draft.message_id} is no longer at version {draft.version - 1}")

    async def waiting(self, conversation: ConversationId) -> Sequence[KeptDraft]:
        """Return those of a conversation that nobody has settled."""
        return [_kept(row) for row in await self._transaction.run(WAITING, {"of": conversation})]

    async def owe_nothing(self, conversation: ConversationId) -> None:
        """Owe no word for the drafts of a conversation."""
        await self._transaction.run(OWE_NOTHING, {"of": conversation})

    async def claim_due(self, now: datetime, lease: timedelta) -> KeptDraft | None:
        """Return the draft whose word is due, and put the word off: a worker that dies leaves it to the next."""
        row = (await self._transaction.run(NEXT_DUE, {"now": now})).first()
        if row is None:
            return None
        await self._transaction.run(PUT_OFF.values(due_at=now + lease), {"chosen": row.id})
        return _kept(row)

    async def due_at(self) -> datetime | None:
        """Return when the next word is due."""
        moment: datetime | None = (await self._transaction.run(EARLIEST)).scalar()
        return moment


def _values(kept: KeptDraft) -> dict[str, Any]:
    return {
        "id": kept.draft.message_id,
        "conversation": kept.conversation,
        "case": kept.case,
        "version": kept.draft.version,
        "state": kept.draft.state,
        "due_at": kept.due_at,
        "body": kept.draft,
    }


def _kept(row: sa.Row[Any]) -> KeptDraft:
    return KeptDraft(row.body, ConversationId(row.conversation), CaseNumber(row.case), row.due_at)
