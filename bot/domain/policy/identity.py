"""What a patient must say to be believed."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from bot.domain.policy.strict import STRICT

LONGEST_HOLD = 30
"""Seconds for which nobody wonders whether the answer is lost."""

Field = Literal["first_name", "last_name", "date_of_birth", "phone_last4", "member_id"]


@dataclass(frozen=True)
class IdentityPolicy:
    """What a patient must say to be believed, and how often they may be wrong.

    All of `required` and one of `one_of` must match one patient record. A claim number is never a proof.
    Who names more than `numbers_per_message` claims before any proof is counted as one failure: that is how numbers
    are tried out.

    Whoever did not prove who they are hears so `no_match_after_seconds` after they wrote, however long the look-up
    took: else a slow answer would tell that there is such a claim. One that takes longer still can be told apart.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    required: tuple[Field, ...] = ("last_name", "date_of_birth")
    one_of: tuple[Field, ...] = ("phone_last4", "member_id")
    numbers_per_message: int = 3
    failures_per_session: int = 3
    failures_per_claim_per_day: int = 5
    failures_per_address_per_hour: int = 10
    expires_after_minutes: int = 20
    no_match_after_seconds: float = 5

    def __post_init__(self) -> None:
        """Refuse a policy that would let anybody in."""
        if len(self.required) + bool(self.one_of) < 2:
            raise ValueError("required and one_of ask for fewer than two things together; add fields to one of them")
        for name in (
            "numbers_per_message",
            "failures_per_session",
            "failures_per_claim_per_day",
            "failures_per_address_per_hour",
            "expires_after_minutes",
        ):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be 1 or more")
        if not 0 <= self.no_match_after_seconds <= LONGEST_HOLD:
            raise ValueError(f"no_match_after_seconds is {self.no_match_after_seconds:g}; write 0 to {LONGEST_HOLD}")
