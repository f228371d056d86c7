"""Cases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.ids import Address, CaseNumber, ConversationId
from bot.store.tables import escalations
from bot.store.transaction import Transaction

BEFORE_FIRST = 1000
"""A case's number is its row's id and this, so that the first case is 1001 on both databases."""

NEW = sa.insert(escalations).returning(escalations.c.id)
CHOSEN = escalations.c.id == sa.bindparam("chosen")
CASES = sa.select(escalations.c.id, escalations.c.thread, escalations.c.body)
BY_ID = CASES.where(CHOSEN)
AT_THREAD = CASES.where(escalations.c.desk == sa.bindparam("on"), escalations.c.thread == sa.bindparam("at")).order_by(
    escalations.c.id.desc()
)
OF_CONVERSATION = (
    CASES.where(escalations.c.conversation == sa.bindparam("of")).order_by(escalations.c.id.desc()).limit(1)
)
IN_STATES = CASES.where(escalations.c.state.in_(sa.bindparam("states", expanding=True))).order_by(escalations.c.id)
THREAD = sa.select(escalations.c.thread).where(CHOSEN)
SAVE = sa.update(escalations).where(CHOSEN)


class SqlEscalations:
    """`bot.ports.store.Escalations`. The number and the thread stand in columns; the rest in the body."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def open(
        self,
        conversation: ConversationId,
        reason: Reason,
        summary: str,
        desk: str,
        now: datetime,
        *,
        patient: str,
        claim: str,
        payer: str,
    ) -> Escalation:
        """Start a case with the next number."""
        case = Escalation(
            case=CaseNumber(0),
            conversation=conversation,
            reason=reason,
            summary=summary,
            state=CaseState.WAITING,
            desk=desk,
            opened_at=now,
            patient=patient,
            claim=claim,
            payer=payer,
        )
        values = {
            "conversation": conversation,
            "state": case.state,
            "desk": desk,
            "thread": case.thread,
            "opened_at": now,
            "body": case,
        }
        row_id = (await self._transaction.run(NEW, values)).scalar_one()
        return replace(case, case=CaseNumber(BEFORE_FIRST + row_id))

    async def get(self, case: CaseNumber) -> Escalation:
        """Return one; raises `KeyError`."""
        found = await self._one(BY_ID, {"chosen": case - BEFORE_FIRST})
        if found is None:
            raise KeyError(case)
        return found

    async def at(self, desk: str, thread: Address) -> Escalation | None:
        """Return the case of a desk's thread."""
        return await self._one(AT_THREAD, {"on": desk, "at": thread})

    async def latest(self, conversation: ConversationId) -> Escalation | None:
        """Return the newest case of a conversation."""
        return await self._one(OF_CONVERSATION, {"of": conversation})

    async def save(self, escalation: Escalation) -> None:
        """Write it; a thread that the relay has stored meanwhile is not unlearned."""
        changes: dict[str, Any] = {"state": escalation.state, "body": escalation}
        if escalation.thread:
            changes["thread"] = escalation.thread
        await self._transaction.run(SAVE.values(**changes), {"chosen": escalation.case - BEFORE_FIRST})

    async def listed(self, states: Sequence[CaseState]) -> Sequence[Escalation]:
        """Return cases in these states, oldest first."""
        return [case_of(row) for row in await self._transaction.run(IN_STATES, {"states": list(states)})]

    async def thread_of(self, case: CaseNumber) -> Address:
        """Return the case's thread, empty while it has none."""
        thread = (await self._transaction.run(THREAD, {"chosen": case - BEFORE_FIRST})).scalar()
        return Address(thread or "")

    async def keep_thread(self, case: CaseNumber, thread: Address) -> None:
        """Store the thread that the desk opened for the case."""
        await self._transaction.run(SAVE.values(thread=thread), {"chosen": case - BEFORE_FIRST})

    async def _one(self, statement: sa.Select[Any], values: dict[str, Any]) -> Escalation | None:
        row = (await self._transaction.run(statement, values)).first()
        return None if row is None else case_of(row)


def case_of(row: sa.Row[Any]) -> Escalation:
    """Return the case of a row of `CASES`."""
    body: Escalation = row.body
    return replace(body, case=CaseNumber(BEFORE_FIRST + row.id), thread=Address(row.thread))
