"""What happened in a span of time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.escalation import Escalation
from bot.domain.messages import AuthorKind
from bot.ports.store import Moment, TagAdded, TraceLeft
from bot.store.escalations import CASES, case_of
from bot.store.tables import escalations, tags, traces, transcript
from bot.store.transaction import Transaction

ASKERS = (AuthorKind.PATIENT, AuthorKind.STAFF)


def _within(column: sa.ColumnElement[datetime]) -> sa.ColumnElement[bool]:
    start, end = (sa.bindparam(name, type_=column.type) for name in ("start", "end"))
    return (column >= start) & (column < end)


WROTE = sa.select(transcript.c.conversation, transcript.c.at).where(~transcript.c.internal)
ASKED = WROTE.where(transcript.c.author_kind.in_(ASKERS), _within(transcript.c.at))
REPLIED = WROTE.where(
    transcript.c.author_kind == AuthorKind.SPECIALIST,
    transcript.c.at >= sa.bindparam("start", type_=transcript.c.at.type),
)
TAGGED = sa.select(tags.c.conversation, tags.c.tag, tags.c.at).where(_within(tags.c.at))
OPENED = CASES.where(_within(escalations.c.opened_at))
TRACED = (
    sa.select(transcript.c.conversation, transcript.c.at, traces.c.trace)
    .join(traces, traces.c.message_id == transcript.c.id)
    .where(_within(transcript.c.at))
)
WORDS = (
    sa.select(transcript.c.conversation, transcript.c.text)
    .join(tags, tags.c.conversation == transcript.c.conversation)
    .where(
        tags.c.tag == sa.bindparam("tag"),
        transcript.c.author_kind.in_(ASKERS),
        ~transcript.c.internal,
        _within(tags.c.at),
        _within(transcript.c.at),
    )
)


class SqlHistory:
    """`bot.ports.store.History`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def asked(self, start: datetime, end: datetime) -> Sequence[Moment]:
        """Return when patients and staff wrote."""
        return [Moment(row.conversation, row.at) for row in await self._run(ASKED, start=start, end=end)]

    async def replied(self, start: datetime) -> Sequence[Moment]:
        """Return when specialists wrote to a patient."""
        return [Moment(row.conversation, row.at) for row in await self._run(REPLIED, start=start)]

    async def tagged(self, start: datetime, end: datetime) -> Sequence[TagAdded]:
        """Return the tags that conversations got."""
        found = await self._run(TAGGED, start=start, end=end)
        return [TagAdded(row.conversation, row.tag, row.at) for row in found]

    async def opened(self, start: datetime, end: datetime) -> Sequence[Escalation]:
        """Return the cases that were opened."""
        return [case_of(row) for row in await self._run(OPENED, start=start, end=end)]

    async def traced(self, start: datetime, end: datetime) -> Sequence[TraceLeft]:
        """Return how the bot came to its answers."""
        found = await self._run(TRACED, start=start, end=end)
        return [TraceLeft(row.conversation, row.at, row.trace) for row in found]

    async def words(self, tag: str, start: datetime, end: datetime) -> Sequence[tuple[str, str]]:
        """Return what was asked in conversations that got `tag` then."""
        return [(row.conversation, row.text) for row in await self._run(WORDS, tag=tag, start=start, end=end)]

    async def _run(self, statement: sa.Select[Any], **values: Any) -> sa.CursorResult[Any]:
        return await self._transaction.run(statement, values)
