"""The states of a conversation, in one table.

Rules of this table:
- While a person has the conversation, the bot is silent.
- Every way into `WAITING` opens an escalation; every way out of `HUMAN` or `WAITING` ends or continues it.
- A closed conversation opens again when the patient writes; nothing old is escalated again by that.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from bot.domain.errors import InvalidTransition
from bot.domain.ids import Address, CaseNumber, ConversationId, PatientId
from bot.domain.messages import Surface
from bot.domain.policy import STRICT


class State(StrEnum):
    """Who has the conversation."""

    BOT = "bot"
    WAITING = "waiting"
    HUMAN = "human"
    CLOSED = "closed"


class Step(StrEnum):
    """What can happen to a conversation."""

    WRITE = "write"
    ESCALATE = "escalate"
    TAKE_OVER = "take_over"
    HAND_BACK = "hand_back"
    RESOLVE = "resolve"


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.BOT, Step.WRITE): State.BOT,
    (State.BOT, Step.ESCALATE): State.WAITING,
    (State.BOT, Step.TAKE_OVER): State.HUMAN,
    (State.BOT, Step.RESOLVE): State.CLOSED,
    (State.WAITING, Step.WRITE): State.WAITING,
    (State.WAITING, Step.ESCALATE): State.WAITING,
    (State.WAITING, Step.TAKE_OVER): State.HUMAN,
    (State.WAITING, Step.HAND_BACK): State.BOT,
    (State.WAITING, Step.RESOLVE): State.CLOSED,
    (State.HUMAN, Step.WRITE): State.HUMAN,
    (State.HUMAN, Step.TAKE_OVER): State.HUMAN,
    (State.HUMAN, Step.HAND_BACK): State.BOT,
    (State.HUMAN, Step.RESOLVE): State.CLOSED,
    (State.CLOSED, Step.WRITE): State.BOT,
    (State.CLOSED, Step.TAKE_OVER): State.HUMAN,
}


def after(state: State, step: Step) -> State:
    """Return the state that `step` leads to, or raise `InvalidTransition`."""
    try:
        return TRANSITIONS[state, step]
    except KeyError:
        raise InvalidTransition(f"a {state} conversation cannot {step.replace('_', ' ')}") from None


@dataclass(frozen=True, slots=True)
class VerifiedPatient:
    """Proof that this conversation speaks for one patient record, until it is idle too long."""

    patient: PatientId
    initials: str
    verified_at: datetime
    last_used_at: datetime

    def holds(self, now: datetime, idle: timedelta) -> bool:
        """Say whether the proof still counts at `now`."""
        return now - self.last_used_at <= idle


@dataclass(frozen=True, slots=True)
class IdentityAnswers:
    """What the person has said of themselves so far; kept only until it was compared."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    first_name: str = ""
    last_name: str = ""
    date_of_birth: date | None = None
    phone_last4: str = ""
    member_id: str = ""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """What the bot asked for and has not got yet: proof of identity, for a question already put.

    `asked` counts how often; 0 means that the answers were volunteered before anybody asked.
    """

    claim_numbers: tuple[str, ...]
    date_of_service: date | None
    answers: IdentityAnswers
    asked: int = 1


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation as the engine sees it; `version` rises with each commit.

    `asked_again`: a claim number that was not found has been asked about once; the next time a person takes it.
    `announced`: how the last message ended, where that says what comes next (`my member id is`).
    `for_other`: they said that they ask for somebody else, and no proof counts until a person has ended the case.
    """

    id: ConversationId
    channel: str
    address: Address
    surface: Surface
    state: State
    version: int
    language: str
    started_at: datetime
    last_at: datetime
    verified: VerifiedPatient | None = None
    awaiting: Awaiting | None = None
    failed_proofs: int = 0
    recent_claims: tuple[str, ...] = ()
    not_understood: int = 0
    asked_again: bool = False
    case: CaseNumber | None = None
    announced: str = ""
    for_other: bool = False

    def step(self, step: Step) -> "Conversation":
        """Return this conversation after `step`; raises `InvalidTransition`."""
        return replace(self, state=after(self.state, step))
