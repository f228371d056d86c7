"""Which results of a look-up a person must read, beside the states of `routing`."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.domain.policy.strict import STRICT


@dataclass(frozen=True)
class Results:
    """What in a good answer still needs a person.

    `handoff_codes` are reason and remark codes whose meaning a specialist explains: too late, duplicate, not necessary,
    bundled, wrong payer, cannot be processed. `slow_after_days`: a claim still received or in process so long after the
    payer got it is chased by a person, and 0 is never. `handoff_payers` are payers whose claims always go to a person.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    handoff_codes: tuple[str, ...] = (
        "CO-16", "CO-18", "OA-18", "CO-29", "CO-50", "CO-97", "CO-109", "OA-109", "N290", "MA130", "N211",
    )  # fmt: skip
    slow_after_days: int = 60
    handoff_payers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a negative number of days; codes and payers are compared without regard to case."""
        if self.slow_after_days < 0:
            raise ValueError(f"slow_after_days is {self.slow_after_days}; it must be 0 or more, and 0 is never")
        object.__setattr__(self, "handoff_codes", tuple(code.strip().upper() for code in self.handoff_codes))
        object.__setattr__(self, "handoff_payers", tuple(name.strip().casefold() for name in self.handoff_payers))
