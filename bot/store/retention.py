"""Deleting what is kept no longer."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.conversation import State
from bot.domain.escalation import CaseState
from bot.store.escalations import BEFORE_FIRST
from bot.store.tables import (
    DONE,
    attachments,
    audit,
    conversations,
    deliveries,
    desk_steps,
    drafts,
    escalations,
    failed_proofs,
    feedback,
    files,
    inbox,
    outbox,
    references,
    removed_tags,
    runs,
    shadow_answers,
    tags,
    timeline,
    traces,
    transcript,
)
from bot.store.transaction import Transaction

OPEN = (State.WAITING, State.HUMAN)
OPEN_CASES = (CaseState.WAITING, CaseState.TAKEN)
REPORT_FILES = "%@%/%"
"""The ids of reports' files: no other file's id has these marks."""


def _outlived(before: datetime) -> sa.ColumnElement[bool]:
    open_case = sa.exists().where(escalations.c.conversation == conversations.c.id, escalations.c.state.in_(OPEN_CASES))
    # Only what the person writes moves `last_at`.
    said = sa.exists().where(transcript.c.conversation == conversations.c.id, transcript.c.at >= before)
    return (conversations.c.last_at < before) & conversations.c.state.not_in(OPEN) & ~open_case & ~said


class SqlRetention:
    """`bot.ports.store.RetentionStore`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def outlived(self, before: datetime) -> int:
        """Count the conversations that can go."""
        counted = sa.select(sa.func.count()).select_from(conversations).where(_outlived(before))
        number: int = (await self._transaction.run(counted)).scalar_one()
        return number

    async def forget_conversations(self, before: datetime, most: int) -> int:
        """Delete some of them, what points to them first."""
        chosen = sa.select(conversations.c.id, conversations.c.channel, conversations.c.address)
        rows = (await self._transaction.run(chosen.where(_outlived(before)).limit(most))).all()
        if not rows:
            return 0
        ids = [row.id for row in rows]
        await self._forget_files(ids)
        for statement in _belongings(ids):
            await self._transaction.run(statement)
        for row in rows:
            for table in (timeline, references):
                here = (table.c.channel == row.channel) & (table.c.address == row.address)
                await self._transaction.run(sa.delete(table).where(here))
        await self._transaction.run(sa.delete(conversations).where(conversations.c.id.in_(ids)))
        return len(ids)

    async def forget_records(self, before: datetime) -> int:
        """Delete older records; a dead letter stays until somebody has seen to it."""
        gone = 0
        for statement in (
            sa.delete(inbox).where(inbox.c.state == DONE, inbox.c.ended_at < before),
            sa.delete(outbox).where(outbox.c.state == DONE, outbox.c.ended_at < before),
            sa.delete(runs).where(runs.c.due_at < before),
            sa.delete(failed_proofs).where(failed_proofs.c.at < before),
            sa.delete(files).where(files.c.id.like(REPORT_FILES), files.c.at < before),
        ):
            gone += (await self._transaction.run(statement)).rowcount
        return gone

    async def _forget_files(self, ids: Sequence[str]) -> None:
        carried = sa.select(attachments.c.files).where(attachments.c.message_id.in_(_messages(ids)))
        found = [file.id for row in await self._transaction.run(carried) for file in row.files]
        await self._transaction.run(sa.delete(files).where(files.c.id.in_(found)))


def _messages(ids: Sequence[str]) -> sa.Select[Any]:
    return sa.select(transcript.c.id).where(transcript.c.conversation.in_(ids))


def _belongings(ids: Sequence[str]) -> Iterator[sa.Delete]:
    cases = sa.select(escalations.c.id + BEFORE_FIRST).where(escalations.c.conversation.in_(ids))
    threads = sa.select(escalations.c.desk, escalations.c.thread).where(escalations.c.conversation.in_(ids))
    for table in (attachments, traces, deliveries):
        yield sa.delete(table).where(table.c.message_id.in_(_messages(ids)))
    # A draft that was not sent has a trace and stands in no transcript.
    unsent = sa.select(drafts.c.id).where(drafts.c.conversation.in_(ids))
    yield sa.delete(traces).where(traces.c.message_id.in_(unsent))
    yield sa.delete(timeline).where(sa.tuple_(timeline.c.channel, timeline.c.address).in_(threads))
    yield sa.delete(desk_steps).where(desk_steps.c.case.in_(cases))
    for table in (drafts, shadow_answers, feedback, tags, removed_tags, audit, transcript, escalations, outbox):
        yield sa.delete(table).where(table.c.conversation.in_(ids))
