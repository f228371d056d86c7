"""An escalation: a conversation, or one question of it, that a person must answer."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.ids import Address, CaseNumber, ConversationId


class Reason(StrEnum):
    """Why a person is needed. The value is what JSON, tags and reports show."""

    PERSON_REQUESTED = "person_requested"
    APPEAL = "appeal"
    DISPUTE = "dispute"
    NEVER_ANSWER = "never_answer"
    NEEDS_CORRECTION = "needs_correction"
    DENIED = "denied"
    CLAIM_NOT_FOUND = "claim_not_found"
    PAYER_UNAVAILABLE = "payer_unavailable"
    LOOKUP_FAILED = "lookup_failed"
    NEEDS_REVIEW = "needs_review"
    IDENTITY_LOCKED = "identity_locked"
    THIRD_PARTY = "third_party"
    NO_DOCUMENT = "no_document"
    NOT_UNDERSTOOD = "not_understood"
    ANSWER_CHECK = "answer_check"
    FILE_SENT = "file_sent"
    SHADOW = "shadow"


class CaseState(StrEnum):
    """Where the work stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    HANDED_BACK = "handed_back"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Escalation:
    """One case on the desk. `thread` is the desk's own address, empty until the thread exists.

    `taken_at` is when somebody first took it, `held_since` when its present owner did.
    `promised` is the working day at whose end the desk owes the patient a word, because it said so itself.
    """

    case: CaseNumber
    conversation: ConversationId
    reason: Reason
    summary: str
    state: CaseState
    desk: str
    opened_at: datetime
    patient: str = ""
    claim: str = ""
    payer: str = ""
    owner_id: str = ""
    owner_name: str = ""
    thread: Address = Address("")
    taken_at: datetime | None = None
    ended_at: datetime | None = None
    held_since: datetime | None = None
    reopened_at: datetime | None = None
    promised: date | None = None

    @property
    def waiting_since(self) -> datetime:
        """When it came to the desk, the last time that it did."""
        return self.reopened_at or self.opened_at
