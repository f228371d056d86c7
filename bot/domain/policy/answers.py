"""Where answers come from, and the office's own sentences."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from bot.domain.claims import ClaimState
from bot.domain.policy.strict import STRICT

NATIONAL_PAYERS = ("87726", "60054", "62308", "61101", "39026", "44054", "36273", "68069", "06111", "41124", "71412")
"""What clearinghouses call the largest plans: UnitedHealthcare, Aetna, Cigna, Humana, UMR, GEHA, AARP, Ambetter ..."""


@dataclass(frozen=True)
class Lookups:
    """Which action answers which need, and how many claims one message may ask for.

    `payer_ids` are numbers of payers that you bill: nobody is asked whether one of them is a claim.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    claim_status: str = "get_claim_status"
    find_claim: str = "find_claim"
    most_per_message: int = 10
    payer_ids: tuple[str, ...] = NATIONAL_PAYERS


@dataclass(frozen=True)
class Wording:
    """The knowledge document whose sections hold the office's own words for each claim state.

    A section is found by its heading (`headings`, by default the state's label), and in it the part under
    `patient_heading` is what a patient reads, the part under `staff_heading` what staff read.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    document: str = "Claim Status Routing Protocol"
    patient_heading: str = "What we tell patients"
    staff_heading: str = "What staff do"
    headings: dict[ClaimState, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Messages:
    """The office's own sentences, by language; what is missing falls back to English."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    greeting: dict[str, str]
    escalation: dict[str, str]

    def __post_init__(self) -> None:
        """Refuse messages without English, which every other language falls back to."""
        for name in ("greeting", "escalation"):
            if not getattr(self, name).get("en", "").strip():
                raise ValueError(f"{name} has no English sentence; add one under `en`")
