"""Where what the model cost is added up."""

from datetime import date

from bot.ports.store import Store
from bot.ports.usage import Used


class PassingUsage:
    """`bot.ports.usage.UsageLedger` for one command: kept while it runs."""

    def __init__(self) -> None:
        self._days: dict[date, Used] = {}

    async def of(self, day: date) -> Used:
        """Return what a day has used so far."""
        return self._days.get(day, Used())

    async def add(self, day: date, used: Used) -> None:
        """Add to a day."""
        before = await self.of(day)
        self._days[day] = Used(before.calls + used.calls, before.tokens + used.tokens)


class StoredUsage:
    """`bot.ports.usage.UsageLedger` in the database: one day for all processes, and a restart forgets nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, day: date) -> Used:
        """Return what a day has used so far."""
        async with self._store.read() as work:
            return await work.usage.of(day)

    async def add(self, day: date, used: Used) -> None:
        """Add to a day."""
        async with self._store.write() as work:
            await work.usage.add(day, used)
