"""Conversations and their tags."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from bot.domain.conversation import Conversation, State
from bot.domain.errors import Conflict
from bot.domain.ids import Address, ConversationId
from bot.domain.messages import Surface
from bot.store.tables import conversations, removed_tags, tags
from bot.store.transaction import Transaction, insert

FIRST_LANGUAGE = "en"


@cache
def _open(dialect: str) -> sa.Insert:
    return insert(dialect, conversations).on_conflict_do_nothing(index_elements=["channel", "address"])


@cache
def _tag(dialect: str) -> sa.Insert:
    return insert(dialect, tags).on_conflict_do_nothing(index_elements=["conversation", "tag"])


@cache
def _removed(dialect: str) -> sa.Insert:
    return insert(dialect, removed_tags).on_conflict_do_nothing(index_elements=["conversation", "tag"])


AT_ADDRESS = sa.select(conversations.c.body).where(
    conversations.c.channel == sa.bindparam("on"), conversations.c.address == sa.bindparam("at")
)
BY_ID = sa.select(conversations.c.body).where(conversations.c.id == sa.bindparam("chosen"))
SAVE = sa.update(conversations).where(
    conversations.c.id == sa.bindparam("chosen"), conversations.c.version == sa.bindparam("from_version")
)
TAGS = sa.select(tags.c.tag).where(tags.c.conversation == sa.bindparam("chosen")).order_by(tags.c.tag)

REMOVED = sa.select(removed_tags.c.tag).where(removed_tags.c.conversation == sa.bindparam("chosen"))


class SqlConversations:
    """`bot.ports.store.Conversations`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def open(self, channel: str, address: Address, surface: Surface, now: datetime) -> Conversation:
        """Return the conversation at this address, made now if there is none."""
        found = await self.find(channel, address)
        if found is not None:
            return found
        new = Conversation(
            id=ConversationId(f"c_{token_hex(10)}"),
            channel=channel,
            address=address,
            surface=surface,
            state=State.BOT,
            version=0,
            language=FIRST_LANGUAGE,
            started_at=now,
            last_at=now,
        )
        made = await self._transaction.run(
            _open(self._transaction.dialect),
            {
                "id": new.id,
                "channel": channel,
                "address": address,
                "state": new.state,
                "version": new.version,
                "last_at": now,
                "body": new,
            },
        )
        # Another process may have opened it between the look and the insert.
        return new if made.rowcount == 1 else await self.find(channel, address) or new

    async def get(self, conversation: ConversationId) -> Conversation:
        """Return one; raises `KeyError`."""
        body: Conversation | None = (await self._transaction.run(BY_ID, {"chosen": conversation})).scalar()
        if body is None:
            raise KeyError(conversation)
        return body

    async def save(self, conversation: Conversation) -> None:
        """Write it if nobody wrote it since it was read."""
        body = replace(conversation, version=conversation.version + 1)
        statement = SAVE.values(state=body.state, version=body.version, last_at=body.last_at, body=body)
        values = {"chosen": conversation.id, "from_version": conversation.version}
        if (await self._transaction.run(statement, values)).rowcount != 1:
            raise Conflict(f"conversation {conversation.id} is no longer at version {conversation.version}")

    async def tag(self, conversation: ConversationId, tags: Sequence[str], now: datetime) -> None:
        """Add tags that nobody took off."""
        removed = set((await self._transaction.run(REMOVED, {"chosen": conversation})).scalars()) if tags else set()
        new = [tag for tag in tags if tag not in removed]
        await self._add(_tag, [{"conversation": conversation, "tag": tag, "at": now} for tag in new])

    async def retag(
        self, conversation: ConversationId, added: Sequence[str], removed: Sequence[str], by: str, now: datetime
    ) -> None:
        """Correct tags, and remember what was taken off."""
        for table, gone in ((tags, removed), (removed_tags, added)):
            for tag in gone:
                statement = sa.delete(table).where(table.c.conversation == conversation, table.c.tag == tag)
                await self._transaction.run(statement)
        await self._add(_tag, [{"conversation": conversation, "tag": tag, "at": now} for tag in added])
        rows = [{"conversation": conversation, "tag": tag, "by": by, "at": now} for tag in removed]
        await self._add(_removed, rows)

    async def _add(self, insert_into: Callable[[str], sa.Insert], rows: list[dict[str, Any]]) -> None:
        if rows:
            await self._transaction.run(insert_into(self._transaction.dialect), rows)

    async def tags(self, conversation: ConversationId) -> tuple[str, ...]:
        """Return its tags, sorted."""
        return tuple((await self._transaction.run(TAGS, {"chosen": conversation})).scalars())

    async def find(self, channel: str, address: Address) -> Conversation | None:
        """Return the conversation at this address, if there is one."""
        body: Conversation | None = (await self._transaction.run(AT_ADDRESS, {"on": channel, "at": address})).scalar()
        return body
