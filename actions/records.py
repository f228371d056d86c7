"""The record that every claim look-up fills: the names are a contract with the answering side.

A file maps these names and no others, so what an answer holds beside them (diagnoses, addresses, raw X12) goes no
further: the minimum necessary of 45 CFR 164.502(b).
"""

from actions import values
from actions.values import Reader

CLAIM_RECORD: dict[str, Reader] = {
    "claim_number": values.text,
    "category": values.code,
    "payer": values.text,
    "date_of_service": values.day,
    "billed": values.money,
    "paid": values.money,
    "patient_owes": values.money,
    "received_on": values.day,
    "finalized_on": values.day,
    "reason_codes": values.codes,
    "remark_codes": values.codes,
    "patient_key": values.text,
    "patient_first_name": values.text,
    "patient_last_name": values.text,
    "patient_date_of_birth": values.day,
    "patient_phone_last4": values.phone_last4,
    "patient_member_id": values.text,
}

INDISPENSABLE: frozenset[str] = frozenset({"claim_number", "category", "patient_key"})
"""Without these a record says nothing that may be told to anybody: whose, which, and what of it."""

DATES: frozenset[str] = frozenset(name for name, reader in CLAIM_RECORD.items() if reader is values.day)
