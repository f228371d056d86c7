"""Bells: a loop waits on one, and a commit on its topic rings it.

In one process they are asyncio events. Between processes that share a PostgreSQL they are NOTIFY, sent with the
commit. A lost connection loses rings, so after each reconnection every bell rings once.
"""

import asyncio
from collections.abc import Collection
from secrets import token_hex
from typing import Any, get_args
from weakref import WeakSet

import asyncpg
import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.ports.store import Topic
from bot.store.transaction import Transaction

CHANNEL = "claimdesk"
RECONNECT_PAUSE = 1.0

log = structlog.get_logger(__name__)


class Bell:
    """`bot.ports.store.Wakeup`."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake the listener now, or at its next wait."""
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Return when rung, or after `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return
        finally:
            self._rung.clear()


class Bells:
    """The bells of one process. A bell that its loop has dropped is forgotten."""

    def __init__(self) -> None:
        self._bells: dict[Topic, WeakSet[Bell]] = {topic: WeakSet() for topic in get_args(Topic)}

    def new(self, topic: Topic) -> Bell:
        """Return a new listener."""
        bell = Bell()
        self._bells[topic].add(bell)
        return bell

    def ring(self, topics: Collection[str]) -> None:
        """Wake the listeners of `topics`."""
        for topic, bells in self._bells.items():
            if topic in topics:
                for bell in bells:
                    bell.ring()


class Notifications:
    """LISTEN and NOTIFY between the processes that share a PostgreSQL."""

    def __init__(self, engine: AsyncEngine, bells: Bells) -> None:
        self._engine = engine
        self._bells = bells
        self._origin = token_hex(4)
        self._connection: AsyncConnection | None = None
        self._lost = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listen from now on. Raises what connecting raises."""
        await self._listen()
        self._keeper = asyncio.create_task(self._keep_listening(), name="postgresql-listen")

    async def send(self, transaction: Transaction) -> None:
        """Tell the other processes what this transaction touched, at the moment of its commit."""
        if transaction.touched:
            words = " ".join([self._origin, *sorted(transaction.touched)])
            await transaction.run(sa.select(sa.func.pg_notify(CHANNEL, words)))

    async def close(self) -> None:
        """Stop listening."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await self._hang_up()

    async def _listen(self) -> None:
        self._lost.clear()
        self._connection = await self._engine.connect()
        driver: Any = (await self._connection.get_raw_connection()).driver_connection
        driver.add_termination_listener(lambda _: self._lost.set())
        await driver.add_listener(CHANNEL, self._hear)

    async def _keep_listening(self) -> None:
        while True:
            await self._lost.wait()
            try:
                await self._hang_up()
                await self._listen()
            except (OSError, sa.exc.SQLAlchemyError, asyncpg.PostgresError) as error:
                log.warning("store.listen_failed", error=type(error).__name__)
                await asyncio.sleep(RECONNECT_PAUSE)
            else:
                self._bells.ring(get_args(Topic))

    async def _hang_up(self) -> None:
        """Close the connection: one that listens must not go back to the pool."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            await connection.invalidate()
            await connection.close()

    def _hear(self, _connection: object, _pid: int, _channel: str, words: str) -> None:
        origin, *topics = words.split()
        if origin != self._origin:
            self._bells.ring(topics)
