"""What the bot hands over."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from bot.domain.claims import ClaimState
from bot.domain.policy.strict import STRICT


@dataclass(frozen=True)
class Topic:
    """A subject that goes to a person whenever a message is about it. `words` are whole words or phrases."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Routing:
    """What the bot hands over. `always_handoff` adds to the built-in never-answer topics, and cannot remove one."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    always_handoff: tuple[Topic, ...] = ()
    handoff_states: tuple[ClaimState, ...] = (
        ClaimState.NEEDS_CORRECTION,
        ClaimState.NEEDS_INFO_OFFICE,
        ClaimState.NEEDS_INFO_PATIENT,
        ClaimState.DENIED,
        ClaimState.PROCESSED_NO_PAYMENT,
        ClaimState.NOT_FOUND,
        ClaimState.REQUEST_ERROR,
        ClaimState.PAYER_UNAVAILABLE,
        ClaimState.UNKNOWN,
    )
    status_aliases: dict[str, ClaimState] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fold the case of the office's status words, because a billing system may change it."""
        folded = {word.strip().casefold(): state for word, state in self.status_aliases.items()}
        object.__setattr__(self, "status_aliases", folded)
