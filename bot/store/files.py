"""The bytes of files that people sent, beside the messages that carry them."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

import sqlalchemy as sa

from bot.domain.attachments import Attachment
from bot.domain.ids import FileId, MessageId
from bot.store.tables import attachments, files
from bot.store.transaction import Transaction, insert


@cache
def _keep(dialect: str) -> sa.Insert:
    return insert(dialect, files).on_conflict_do_nothing(index_elements=["id"])


@cache
def _attach(dialect: str) -> sa.Insert:
    return insert(dialect, attachments).on_conflict_do_nothing(index_elements=["message_id"])


CONTENT = sa.select(files.c.content).where(files.c.id == sa.bindparam("chosen"))
OF_MESSAGE = sa.select(attachments.c.files).where(attachments.c.message_id == sa.bindparam("of"))
DETACH = sa.delete(attachments).where(attachments.c.message_id == sa.bindparam("of"))
FORGET = sa.delete(files).where(files.c.id.in_(sa.bindparam("chosen", expanding=True)))


class SqlFiles:
    """`bot.ports.store.Files`, and which message carries which files."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def keep(self, file: FileId, content: bytes, now: datetime) -> None:
        """Keep a file's bytes; a repeat changes nothing."""
        await self._transaction.run(_keep(self._transaction.dialect), {"id": file, "content": content, "at": now})

    async def forget(self, files: Sequence[FileId]) -> None:
        """Delete their bytes."""
        await self._transaction.run(FORGET, {"chosen": list(files)})

    async def read(self, file: FileId) -> bytes | None:
        """Return them."""
        found: bytes | None = (await self._transaction.run(CONTENT, {"chosen": file})).scalar()
        return found

    async def attach(self, message: MessageId, carried: Sequence[Attachment]) -> None:
        """Record what a message carries."""
        values = {"message_id": message, "files": tuple(carried)}
        await self._transaction.run(_attach(self._transaction.dialect), values)

    async def detach(self, message: MessageId) -> None:
        """Take away what a message carries, bytes and all."""
        carried = (await self._transaction.run(OF_MESSAGE, {"of": message})).scalar()
        if carried:
            await self._transaction.run(DETACH, {"of": message})
            await self.forget([attachment.id for attachment in carried])
