"""Where what the model cost is added up, and what is known of whether it answers."""

from datetime import date, datetime, timedelta

from bot.domain.pauses import Pause
from bot.ports.store import Store
from bot.ports.usage import Used


class PassingUsage:
    """`bot.ports.usage.UsageLedger` for one command: kept while it runs."""

    def __init__(self) -> None:
        self._days: dict[date, Used] = {}
        self._pauses: dict[str, Pause] = {}

    async def reserve(self, day: date, most: Used) -> bool:
        """Count one call, if there is one left."""
        before = await self.of(day)
        if before.calls >= most.calls or before.tokens >= most.tokens:
            return False
        self._days[day] = Used(before.calls + 1, before.tokens)
        return True

    async def add(self, day: date, tokens: int) -> None:
        """Add tokens to a day."""
        before = await self.of(day)
        self._days[day] = Used(before.calls, before.tokens + tokens)

    async def of(self, day: date) -> Used:
        """Return what a day has used so far."""
        return self._days.get(day, Used())

    async def ask(self, model: str, now: datetime, length: timedelta) -> Pause:
        """Return the pause that holds now."""
        pause = self._pauses.get(model, Pause())
        if not pause.left(now):
            self._pauses[model] = pause.probed(now, length)
        return pause

    async def failed(self, model: str, now: datetime, most: int, length: timedelta) -> None:
        """Remember that a model gave no answer."""
        self._pauses[model] = self._pauses.get(model, Pause()).failed(now, most, length)

    async def answered(self, model: str) -> None:
        """Remember that it did."""
        self._pauses.pop(model, None)


class StoredUsage:
    """`bot.ports.usage.UsageLedger` in the database: one day for all processes, and a restart forgets nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def reserve(self, day: date, most: Used) -> bool:
        """Count one call, if there is one left."""
        async with self._store.write() as work:
            return await work.usage.reserve(day, most)

    async def add(self, day: date, tokens: int) -> None:
        """Add tokens to a day."""
        async with self._store.write() as work:
            await work.usage.add(day, tokens)

    async def of(self, day: date) -> Used:
        """Return what a day has used so far."""
        async with self._store.read() as work:
            return await work.usage.of(day)

    async def ask(self, model: str, now: datetime, length: timedelta) -> Pause:
        """Return the pause that holds now."""
        pause = await self._pause(model)
        if pause.until is None or pause.left(now):
            return pause
        async with self._store.write() as work:
            mine = await work.usage.probe(model, now, length)
        return pause if mine else await self._pause(model)

    async def failed(self, model: str, now: datetime, most: int, length: timedelta) -> None:
        """Remember that a model gave no answer."""
        async with self._store.write() as work:
            await work.usage.failed(model, now, most, length)

    async def answered(self, model: str) -> None:
        """Remember that it did."""
        if await self._pause(model) != Pause():
            async with self._store.write() as work:
                await work.usage.answered(model)

    async def _pause(self, model: str) -> Pause:
        async with self._store.read() as work:
            return (await work.usage.pauses()).get(model, Pause())
