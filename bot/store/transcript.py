"""What was said, redacted, and how the bot came to its answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.domain.ids import ConversationId, MessageId
from bot.domain.messages import Author, AuthorKind
from bot.ports.store import Entry
from bot.store.files import SqlFiles
from bot.store.tables import attachments, traces, transcript
from bot.store.transaction import Transaction, insert


@cache
def _add(dialect: str) -> sa.Insert:
    return insert(dialect, transcript).on_conflict_do_nothing(index_elements=["id"])


@cache
def _keep_trace(dialect: str) -> sa.Insert:
    new = insert(dialect, traces)
    return new.on_conflict_do_update(index_elements=["message_id"], set_={"trace": new.excluded.trace})


ENTRIES = sa.select(transcript, attachments.c.files).outerjoin(attachments, attachments.c.message_id == transcript.c.id)
LATEST = (
    ENTRIES.where(transcript.c.conversation == sa.bindparam("of"))
    .order_by(transcript.c.seq.desc())
    .limit(sa.bindparam("most"))
)
BY_ID = ENTRIES.where(transcript.c.id == sa.bindparam("id"))
BY_EXTERNAL_ID = (
    ENTRIES.where(transcript.c.channel == sa.bindparam("on"), transcript.c.external_id == sa.bindparam("id"))
    .order_by(transcript.c.seq)
    .limit(1)
)
CHANGE = sa.update(transcript).where(transcript.c.id == sa.bindparam("chosen"))
NOT_TAKEN_BACK = transcript.c.deleted_at.is_(None)
TRACE = sa.select(traces.c.trace).where(traces.c.message_id == sa.bindparam("id"))


class SqlTranscript:
    """`bot.ports.store.Transcript`."""

    def __init__(self, transaction: Transaction, files: SqlFiles) -> None:
        self._transaction = transaction
        self._files = files

    async def add(self, entries: Sequence[Entry]) -> None:
        """Append entries in this order."""
        if entries:
            await self._transaction.run(_add(self._transaction.dialect), [_values(entry) for entry in entries])
        for entry in entries:
            if entry.attachments:
                await self._files.attach(entry.id, entry.attachments)

    async def of(self, conversation: ConversationId, limit: int = 200) -> Sequence[Entry]:
        """Return the latest entries, oldest first."""
        rows = (await self._transaction.run(LATEST, {"of": conversation, "most": limit})).all()
        return [_entry(row) for row in reversed(rows)]

    async def find(self, channel: str, external_id: str) -> Entry | None:
        """Return the entry that came in under this id, or that has it as its message id."""
        row = (await self._transaction.run(BY_EXTERNAL_ID, {"on": channel, "id": external_id})).first()
        row = row or (await self._transaction.run(BY_ID, {"id": external_id})).first()
        return None if row is None else _entry(row)

    async def revise(self, message: MessageId, text: str, now: datetime) -> None:
        """Make an entry read `text`; one that was taken back stays empty."""
        await self._transaction.run(CHANGE.where(NOT_TAKEN_BACK).values(text=text, edited_at=now), {"chosen": message})

    async def retract(self, message: MessageId, now: datetime) -> None:
        """Take an entry back: its text, its quotes and its files are wiped."""
        await self._transaction.run(
            CHANGE.where(NOT_TAKEN_BACK).values(text="", citations=(), deleted_at=now), {"chosen": message}
        )
        await self._files.detach(message)

    async def restore(self, message: MessageId, text: str, now: datetime) -> None:
        """Let an entry that was taken back stand again; one that stands stays as it is."""
        await self._transaction.run(
            CHANGE.where(~NOT_TAKEN_BACK).values(text=text, edited_at=now, deleted_at=None), {"chosen": message}
        )

    async def keep_trace(self, message: MessageId, trace: Mapping[str, Any]) -> None:
        """Keep how the bot came to `message`."""
        await self._transaction.run(_keep_trace(self._transaction.dialect), {"message_id": message, "trace": trace})

    async def trace(self, message: MessageId) -> Mapping[str, Any] | None:
        """Return it."""
        found: Mapping[str, Any] | None = (await self._transaction.run(TRACE, {"id": message})).scalar()
        return found


def _values(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "conversation": entry.conversation,
        "channel": entry.channel,
        "external_id": entry.external_id,
        "author_kind": entry.author.kind,
        "author_name": entry.author.name,
        "text": entry.text,
        "at": entry.at,
        "citations": entry.citations,
        "internal": entry.internal,
        "edited_at": entry.edited_at,
        "deleted_at": entry.deleted_at,
    }


def _entry(row: sa.Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        conversation=row.conversation,
        author=Author(AuthorKind(row.author_kind), row.author_name),
        text=row.text,
        at=row.at,
        channel=row.channel,
        external_id=row.external_id,
        citations=row.citations,
        internal=row.internal,
        edited_at=row.edited_at,
        deleted_at=row.deleted_at,
        attachments=row.files or (),
    )
