"""The budget of one turn: calls, tools, tokens and time, counted while they are spent."""

from dataclasses import dataclass
from time import perf_counter

from bot.domain.policy import ModelPolicy
from bot.ports.writer import ModelFailed

_CHARACTERS_PER_TOKEN = 4
"""A rough count, for servers that do not count themselves."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent up to a moment."""

    calls: int
    tokens_in: int
    tokens_out: int

    def since(self, before: "Spent") -> "Spent":
        """Return what came after `before`."""
        return Spent(self.calls - before.calls, self.tokens_in - before.tokens_in, self.tokens_out - before.tokens_out)


class Meter:
    """Counts one turn, and refuses what goes beyond the office's limits."""

    def __init__(self, policy: ModelPolicy) -> None:
        self._policy = policy
        self._started: float | None = None
        self.calls = 0
        self.tools = 0
        self.tokens_in = 0
        self.tokens_out = 0

    def spent(self) -> Spent:
        """Return what was spent so far."""
        return Spent(self.calls, self.tokens_in, self.tokens_out)

    def begin(self) -> float:
        """Count one call that is about to be made and return how many seconds it may take; or raise `ModelFailed`."""
        now = perf_counter()
        self._started = now if self._started is None else self._started
        left = self._policy.seconds_per_turn - (now - self._started)
        if left <= 0:
            raise ModelFailed("the time for this message was used up")
        if self.calls >= self._policy.calls_per_turn:
            raise ModelFailed("the calls for this message were used up")
        if self.tokens_in + self.tokens_out >= self._policy.tokens_per_turn:
            raise ModelFailed("the tokens for this message were used up")
        self.calls += 1
        return min(left, self._policy.seconds_per_call)

    def tool(self) -> bool:
        """Count one tool; False when there are none left."""
        self.tools += 1
        return self.tools <= self._policy.tools_per_turn

    def read(self, tokens: int | None, characters: int) -> None:
        """Count what the model has read."""
        self.tokens_in += _tokens(tokens, characters)

    def wrote(self, tokens: int | None, characters: int) -> None:
        """Count what the model has written."""
        self.tokens_out += _tokens(tokens, characters)


def _tokens(counted: int | None, characters: int) -> int:
    return counted if counted is not None else characters // _CHARACTERS_PER_TOKEN
