"""What an office expects of its own desk, as `checks.yml` says it: questions with their answers, and canary claims."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from bot.domain.claims import ClaimState
from bot.domain.conversation import IdentityAnswers
from bot.domain.escalation import Reason
from bot.domain.policy import STRICT
from bot.domain.routes import Route


def _name_in_file(name: str) -> str:
    return name.rstrip("_")


KEYWORDS_ALLOWED: dict[str, Any] = {**STRICT, "alias_generator": _name_in_file}
"""Like `STRICT`, for files that use words Python keeps for itself: `as` is held in `as_`."""


@dataclass(frozen=True)
class Expectation:
    """What must be true of an answer. `facts` must stand in the text, `not` must not, both without regard to case.

    `source` is the title or the file of a document that the answer must cite. `handoff_reason`: a person must have
    been called for this reason, whatever the route; a look-up can end with a person too. What is left out is open.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = KEYWORDS_ALLOWED
    route: Route
    state: ClaimState | None = None
    facts: tuple[str, ...] = ()
    source: str = ""
    handoff_reason: Reason | None = None
    not_: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """One question with the answer that it must get. `identity` is what a patient has said of themselves before."""

    __pydantic_config__: ClassVar[dict[str, Any]] = KEYWORDS_ALLOWED
    question: str
    as_: Literal["patient", "staff"]
    expect: Expectation
    identity: IdentityAnswers | None = None

    def __post_init__(self) -> None:
        """Refuse an identity for staff, who are known by their workspace."""
        if self.identity and self.as_ == "staff":
            raise ValueError(
                "identity is not for staff, who are known by their workspace; leave it out, or use as: patient"
            )


@dataclass(frozen=True)
class Canary:
    """A claim whose state never changes: when it does, the way to the billing system is broken.

    Without `state` it must at least be found. `action` with its `inputs` is another way to it than by its number.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    claim: str
    state: ClaimState | None = None
    action: str = ""
    inputs: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse an action without inputs, and inputs for none."""
        if self.action and not self.inputs:
            raise ValueError("inputs is empty; write what the action needs, such as {last_name: Delgado}")
        if self.inputs and not self.action:
            raise ValueError("action is not named, but its inputs are; name it, or leave the inputs out")


@dataclass(frozen=True)
class Checks:
    """One validated `checks.yml`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    questions: tuple[Check, ...] = ()
    canaries: tuple[Canary, ...] = ()
