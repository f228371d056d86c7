"""How far an office trusts the bot's answers, as a whole and payer by payer."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from bot.domain.policy.strict import STRICT


class Mode(StrEnum):
    """What becomes of an answer about a claim or from the documents, from the freest to the most careful."""

    LIVE = "live"
    SUPERVISED = "supervised"
    SHADOW = "shadow"


@dataclass(frozen=True)
class PayerMode:
    """One payer's own mode, for `percent` of the conversations; the others get the office's default."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    mode: Mode
    percent: int = 100

    def __post_init__(self) -> None:
        """Refuse a share that is none."""
        if not 1 <= self.percent <= 100:
            raise ValueError(f"percent is {self.percent}; it must be 1 to 100, or take the payer out for none")


@dataclass(frozen=True)
class Modes:
    """The office's mode, and the payers that are ahead of it or behind.

    A payer is named as the billing system writes it, in any case. `tell_patient_after_minutes`: so long may an
    answer wait for a specialist, in office hours, before the patient is told that nobody has looked at it.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    default: Mode = Mode.LIVE
    payers: dict[str, PayerMode] = field(default_factory=dict)
    tell_patient_after_minutes: int = 30

    def __post_init__(self) -> None:
        """Refuse a wait that is none or endless, and one payer under two spellings."""
        if not 2 <= self.tell_patient_after_minutes <= 1440:
            raise ValueError(
                f"tell_patient_after_minutes is {self.tell_patient_after_minutes}; it must be 2 to 1440 (a day)"
            )
        folded = {fold_payer(name): one for name, one in self.payers.items()}
        if len(folded) < len(self.payers):
            raise ValueError("payers names one payer twice, in two spellings; keep one of them")
        object.__setattr__(self, "payers", folded)

    def uses(self, mode: Mode) -> bool:
        """Say whether any answer may fall under `mode`."""
        return mode in {self.default, *(one.mode for one in self.payers.values())}


def fold_payer(name: str) -> str:
    """Return a payer's name as it is compared: without regard to case and to blanks."""
    return " ".join(name.casefold().split())
