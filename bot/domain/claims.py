"""The claim status model: what a payer's status category means, and what may be said of it.

Category codes are X12 external code list 507; the code values are facts, every word here is our own
(X12's descriptions are copyrighted). The list changes three times a year, so a code that is not here is
`UNKNOWN` and goes to a person, never to a guess.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from bot.domain.ids import PatientId


class ClaimState(StrEnum):
    """The normal form of every payer's and every billing system's status words."""

    RECEIVED = "received"
    IN_PROCESS = "in_process"
    NEEDS_INFO_PATIENT = "needs_info_patient"
    NEEDS_INFO_OFFICE = "needs_info_office"
    NEEDS_CORRECTION = "needs_correction"
    DENIED = "denied"
    PAID = "paid"
    PROCESSED_NO_PAYMENT = "processed_no_payment"
    PROCESSED_OTHER = "processed_other"
    NOT_FOUND = "not_found"
    REQUEST_ERROR = "request_error"
    PAYER_UNAVAILABLE = "payer_unavailable"
    UNKNOWN = "unknown"


LABELS: dict[ClaimState, str] = {
    ClaimState.RECEIVED: "Received",
    ClaimState.IN_PROCESS: "In process",
    ClaimState.NEEDS_INFO_PATIENT: "Waiting for information from the patient",
    ClaimState.NEEDS_INFO_OFFICE: "Waiting for information from the office",
    ClaimState.NEEDS_CORRECTION: "Needs correction",
    ClaimState.DENIED: "Denied",
    ClaimState.PAID: "Paid",
    ClaimState.PROCESSED_NO_PAYMENT: "Processed without payment",
    ClaimState.PROCESSED_OTHER: "Processed",
    ClaimState.NOT_FOUND: "Not found by the payer",
    ClaimState.REQUEST_ERROR: "Could not be checked",
    ClaimState.PAYER_UNAVAILABLE: "Payer unavailable",
    ClaimState.UNKNOWN: "Could not be read",
}

_STATES = ClaimState
CATEGORIES: dict[str, ClaimState] = {
    "A0": _STATES.RECEIVED,
    "A1": _STATES.RECEIVED,
    "A2": _STATES.IN_PROCESS,
    "A3": _STATES.NEEDS_CORRECTION,
    "A4": _STATES.NOT_FOUND,
    "A5": _STATES.IN_PROCESS,
    "A6": _STATES.NEEDS_CORRECTION,
    "A7": _STATES.NEEDS_CORRECTION,
    "A8": _STATES.NEEDS_CORRECTION,
    "P0": _STATES.IN_PROCESS,
    "P1": _STATES.IN_PROCESS,
    "P2": _STATES.IN_PROCESS,
    "P3": _STATES.NEEDS_INFO_OFFICE,
    "P4": _STATES.NEEDS_INFO_PATIENT,
    "P5": _STATES.IN_PROCESS,
    "F0": _STATES.PROCESSED_OTHER,
    "F1": _STATES.PAID,
    "F2": _STATES.DENIED,
    "F3": _STATES.PROCESSED_OTHER,
    "F3F": _STATES.PROCESSED_OTHER,
    "F3N": _STATES.PROCESSED_OTHER,
    "F4": _STATES.PROCESSED_NO_PAYMENT,
    "D0": _STATES.NOT_FOUND,
    "E0": _STATES.REQUEST_ERROR,
    "E1": _STATES.PAYER_UNAVAILABLE,
    "E2": _STATES.PAYER_UNAVAILABLE,
    "E3": _STATES.REQUEST_ERROR,
    "E4": _STATES.REQUEST_ERROR,
    **{f"R{n}": _STATES.NEEDS_INFO_OFFICE for n in (0, 1, *range(3, 18))},
    "RQ": _STATES.NEEDS_INFO_OFFICE,
}

NOT_DENIALS: frozenset[str] = frozenset({"PR-1", "PR-2", "PR-3", "CO-45"})
"""Adjustment codes that share or write off cost; none of them says that a claim was denied."""


def state_of(code: str, aliases: dict[str, ClaimState]) -> ClaimState:
    """Return the state for a status category code, or for the office's own word in `aliases`; else `UNKNOWN`."""
    word = code.strip()
    if word.upper() in CATEGORIES:
        return CATEGORIES[word.upper()]
    return aliases.get(word.casefold(), ClaimState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """What the billing system holds of the patient, used only to compare; never shown, logged or sent on."""

    key: PatientId
    first_name: str
    last_name: str
    date_of_birth: date | None
    phone_last4: str
    member_id: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as the billing system answered it at `as_of`. `None` means that the system did not say."""

    number: str
    state: ClaimState
    category: str
    patient: PatientRecord
    as_of: datetime
    source: str
    payer: str | None = None
    date_of_service: date | None = None
    billed: Decimal | None = None
    paid: Decimal | None = None
    patient_owes: Decimal | None = None
    received_on: date | None = None
    finalized_on: date | None = None
    reason_codes: tuple[str, ...] = ()
    remark_codes: tuple[str, ...] = ()
