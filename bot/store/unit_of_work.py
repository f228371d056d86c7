"""One transaction, and the store that gives it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import sqlalchemy as sa

from bot.domain.ids import MessageId
from bot.domain.messages import Destination
from bot.ports.store import (
    Audit,
    Conversations,
    DeadLetters,
    DeskSteps,
    Drafts,
    Escalations,
    Feedbacks,
    Files,
    History,
    Inbox,
    Outbox,
    Proofs,
    References,
    RetentionStore,
    Runs,
    Shadows,
    Timeline,
    Topic,
    Transcript,
    Usage,
    Wakeup,
    Work,
)
from bot.store.audit import SqlAudit
from bot.store.conversations import SqlConversations
from bot.store.database import Database, Postgres, Sqlite, open_database
from bot.store.dead_letters import SqlDeadLetters
from bot.store.deliveries import SqlDeliveries
from bot.store.desk_steps import SqlDeskSteps
from bot.store.drafts import SqlDrafts
from bot.store.escalations import SqlEscalations
from bot.store.feedback import SqlFeedbacks
from bot.store.files import SqlFiles
from bot.store.history import SqlHistory
from bot.store.inbox import SqlInbox
from bot.store.outbox import SqlOutbox
from bot.store.proofs import SqlProofs
from bot.store.references import SqlReferences
from bot.store.retention import SqlRetention
from bot.store.runs import SqlRuns
from bot.store.shadows import SqlShadows
from bot.store.tables import leases
from bot.store.timeline import SqlTimeline
from bot.store.transaction import Transaction
from bot.store.transcript import SqlTranscript
from bot.store.usage import SqlUsage
from bot.store.wakeups import Bells, Notifications


class SqlWork:
    """`bot.ports.store.Work`."""

    def __init__(self, transaction: Transaction) -> None:
        self._deliveries = SqlDeliveries(transaction)
        escalations = SqlEscalations(transaction)
        self.inbox: Inbox = SqlInbox(transaction)
        self.outbox: Outbox = SqlOutbox(transaction, self._deliveries, escalations)
        self.dead_letters: DeadLetters = SqlDeadLetters(transaction)
        self.conversations: Conversations = SqlConversations(transaction)
        files = SqlFiles(transaction)
        self.files: Files = files
        self.transcript: Transcript = SqlTranscript(transaction, files)
        self.escalations: Escalations = escalations
        self.desk_steps: DeskSteps = SqlDeskSteps(transaction)
        self.drafts: Drafts = SqlDrafts(transaction)
        self.shadows: Shadows = SqlShadows(transaction)
        self.timeline: Timeline = SqlTimeline(transaction)
        self.proofs: Proofs = SqlProofs(transaction)
        self.audit: Audit = SqlAudit(transaction)
        self.usage: Usage = SqlUsage(transaction)
        self.feedback: Feedbacks = SqlFeedbacks(transaction)
        self.references: References = SqlReferences(transaction)
        self.runs: Runs = SqlRuns(transaction)
        self.history: History = SqlHistory(transaction)
        self.retention: RetentionStore = SqlRetention(transaction)

    async def delivered_as(self, message: MessageId, destination: Destination) -> str | None:
        """Return the external id under which a message reached a destination."""
        return await self._deliveries.delivered_as(message, destination)


class SqlStore:
    """`bot.ports.store.Store` on either database. Make it with `open_store`."""

    def __init__(self, database: Database, bells: Bells, notifications: Notifications | None) -> None:
        self._database = database
        self._bells = bells
        self._notifications = notifications

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Work]:
        """Begin a transaction."""
        touched: set[Topic] = set()
        try:
            async with self._database.writing() as connection:
                transaction = Transaction(connection, touched)
                yield SqlWork(transaction)
                if self._notifications is not None:
                    await self._notifications.send(transaction)
        finally:
            # Also when it raised: a commit whose waiter was cancelled has happened all the same.
            self._bells.ring(touched)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Work]:
        """Begin a read-only view."""
        async with self._database.reading() as connection:
            yield SqlWork(Transaction(connection, set()))

    def wakeup(self, topic: Topic) -> Wakeup:
        """Return a new listener."""
        return self._bells.new(topic)

    async def release_leases(self) -> int:
        """End every lease and return how many there were: what a killed process had in hand is free at once.

        For the process that runs the loops, before they start. On SQLite a second such process gets 0 and leaves the
        first one's leases alone. On PostgreSQL, where several share the work, do not call it: the leases of a dead
        process run out by themselves.
        """
        if isinstance(self._database, Sqlite) and not self._database.is_alone():
            return 0
        async with self._database.writing() as connection:
            return (await connection.execute(sa.delete(leases))).rowcount

    async def compact(self) -> bool:
        """Give the disk back what deleting left free, if it is a lot; PostgreSQL does so by itself."""
        return isinstance(self._database, Sqlite) and await self._database.compact()

    async def close(self) -> None:
        """Give back connections."""
        if self._notifications is not None:
            await self._notifications.close()
        await self._database.close()


async def open_store(url: str) -> SqlStore:
    """Open the migrated database at `url`, as `open_database` reads it."""
    database = open_database(url)
    bells = Bells()
    if not isinstance(database, Postgres):
        return SqlStore(database, bells, None)
    notifications = Notifications(database.engine, bells)
    await notifications.start()
    return SqlStore(database, bells, notifications)
