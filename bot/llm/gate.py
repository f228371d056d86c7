"""What every call to a model must pass: the turn's budget, the day's, and whether the model answers at all."""

from datetime import date, timedelta

from bot.domain.policy import ModelPolicy
from bot.llm.meter import Meter
from bot.ports.clock import Clock
from bot.ports.usage import UsageLedger, Used
from bot.ports.writer import ModelFailed


class Gate:
    """Admits the calls of one turn. Whoever was admitted says afterwards what came of it."""

    def __init__(self, policy: ModelPolicy, ledger: UsageLedger, clock: Clock, day: date) -> None:
        self.meter = Meter(policy)
        self._policy = policy
        self._ledger = ledger
        self._clock = clock
        self._day = day
        self._pause = timedelta(seconds=policy.pause_seconds)
        self._silent: set[str] = set()

    async def enter(self, model: str) -> float:
        """Count a call to `model` and return how many seconds it may take; or raise `ModelFailed`."""
        if model in self._silent:
            raise ModelFailed("not asked again for this message: the model gave no answer")
        pause = await self._ledger.ask(model, now := self._clock.now(), self._pause)
        if left := pause.left(now):
            raise ModelFailed(
                f"not asked: the model gave no answer {pause.failures} times in a row, "
                f"and is tried again in {left.total_seconds():.0f} seconds"
            )
        seconds = self.meter.begin()
        if not await self._ledger.reserve(self._day, Used(self._policy.calls_per_day, self._policy.tokens_per_day)):
            raise ModelFailed("the model's budget for today was used up")
        return seconds

    async def leave(self, model: str, tokens: int, *, answered: bool | None) -> None:
        """Account for a call. One without an answer ends the model's part in the turn; None: nobody waited for it."""
        await self._ledger.add(self._day, tokens)
        if answered:
            await self._ledger.answered(model)
        elif answered is False:
            self._silent.add(model)
            await self._ledger.failed(model, self._clock.now(), self._policy.pause_after_failures, self._pause)
