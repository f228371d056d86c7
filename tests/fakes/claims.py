"""Invented claims, with only what a test cares about spelled out."""

from datetime import date
from decimal import Decimal
from typing import Any

from bot.domain.claims import Claim, ClaimState, PatientRecord
from bot.domain.ids import PatientId
from tests.fakes.billing import AS_OF, SOURCE

JANE = PatientRecord(PatientId("PT-1"), "Jane", "Testcase", date(1984, 3, 4), "0142", "ZZZ-4471902")


def claim(state: ClaimState = ClaimState.IN_PROCESS, **fields: Any) -> Claim:
    values: dict[str, Any] = {
        "number": "45012-A",
        "state": state,
        "category": "P1",
        "patient": JANE,
        "as_of": AS_OF,
        "source": SOURCE,
        "payer": "Northwind Health Plan",
        "date_of_service": date(2026, 10, 2),
        "billed": Decimal("240.00"),
    }
    return Claim(**values | fields)


def paid(**fields: Any) -> Claim:
    values: dict[str, Any] = {
        "number": "45013-A",
        "category": "F1",
        "paid": Decimal("186.40"),
        "patient_owes": Decimal("20.15"),
        "received_on": date(2026, 10, 6),
        "finalized_on": date(2026, 11, 9),
        "reason_codes": ("CO-45", "PR-3"),
        "remark_codes": ("N290",),
    }
    return claim(ClaimState.PAID, **values | fields)
