"""Where what the model cost is added up."""

from datetime import date

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
