"""The language model: which one does what, how it speaks, and what it may cost."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.domain.policy.strict import STRICT

_PAUSING = ("pause_after_failures", "pause_seconds")


@dataclass(frozen=True)
class ModelPolicy:
    """Which model does which task, and its limits. In use only where `CLAIMDESK_MODEL` is set.

    A task without a name of its own uses that model. `voice` is how the office speaks, in a sentence or two. When
    a limit is reached, the answer is the one that ClaimDesk gives without a model. A day ends at midnight in the
    office's time zone. After `pause_after_failures` calls in a row without an answer nobody waits for the model for
    `pause_seconds`; then one message tries it again.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    understand: str = ""
    write: str = ""
    translate: str = ""
    summarize: str = ""
    voice: str = "Warm, plain and brief, as a good billing specialist writes. No jargon, no promises."
    seconds_per_call: int = 15
    seconds_per_turn: int = 25
    calls_per_turn: int = 8
    tools_per_turn: int = 4
    tokens_per_turn: int = 30_000
    calls_per_day: int = 5_000
    tokens_per_day: int = 5_000_000
    pause_after_failures: int = 3
    pause_seconds: int = 60

    def __post_init__(self) -> None:
        """Refuse limits that no call could keep."""
        for name in ("seconds_per_call", "seconds_per_turn", "calls_per_turn", "tokens_per_turn", *_PAUSING):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be 1 or more")
        for name in ("tools_per_turn", "calls_per_day", "tokens_per_day"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be 0 or more")
