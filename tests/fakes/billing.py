"""Live look-ups that a test writes down: records by claim number, and how a look-up of a number ends."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from actions.described import ActionInfo
from actions.results import ActionResult, FieldValue, Outcome

AS_OF = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
SOURCE = "our billing system"

JANE: dict[str, FieldValue] = {
    "patient_key": "PT-1",
    "patient_first_name": "Jane",
    "patient_last_name": "Testcase",
    "patient_date_of_birth": date(1984, 3, 4),
    "patient_phone_last4": "0142",
    "patient_member_id": "ZZZ-4471902",
}
OWEN: dict[str, FieldValue] = {
    "patient_key": "PT-2",
    "patient_first_name": "Owen",
    "patient_last_name": "Sample-Price",
    "patient_date_of_birth": date(1990, 7, 1),
    "patient_phone_last4": "0177",
    "patient_member_id": "QQQ-2209315",
}


Record = dict[str, FieldValue]


def record(number: str, category: str, patient: Record = JANE, **fields: Any) -> Record:
    """One mapped record, in process or as the category says."""
    return {
        "claim_number": number,
        "category": category,
        "payer": "Northwind Health Plan",
        "date_of_service": date(2026, 10, 2),
        "billed": Decimal("240.00"),
        "paid": None,
        "patient_owes": None,
        "received_on": date(2026, 10, 6),
        "finalized_on": None,
        "reason_codes": (),
        "remark_codes": (),
        **patient,
        **fields,
    }


PAID: dict[str, Any] = {"paid": Decimal("186.40"), "patient_owes": Decimal("20.15"), "finalized_on": date(2026, 11, 9)}
DENIED: dict[str, Any] = {"reason_codes": ("CO-16",), "remark_codes": ("N290",), "payer": "Cedar Ridge Mutual"}

BOOKS: tuple[Record, ...] = (
    record("45012-A", "P1"),
    record("45013-A", "F1", **PAID, reason_codes=("CO-45", "PR-3")),
    record("45014-A", "F2", **DENIED),
    record("45015-A", "A7"),
    record("45016-A", "F1", paid=Decimal("0.00")),
    record("45017-A", "ZZ"),
    record("45018-A", "E1"),
    record("45090-B", "A2", OWEN, payer="Harborline Insurance", billed=Decimal("777.77")),
)


def result(outcome: Outcome, *records: Mapping[str, FieldValue], action: str = "get_claim_status") -> ActionResult:
    """The end of one run."""
    return ActionResult(action, outcome, records, SOURCE, AS_OF, f"answered {outcome}", 1, 4.2)


DESCRIBED = (
    ActionInfo(
        "get_claim_status",
        "Look up a claim by its number",
        {"claim_number": "The claim's number."},
        frozenset({"claim_number"}),
    ),
    ActionInfo(
        "find_claim",
        "Find claims by patient and day",
        {"last_name": "Last name.", "date_of_birth": "Date of birth.", "date_of_service": "Day of the visit."},
        frozenset({"last_name", "date_of_birth"}),
    ),
    ActionInfo("claims_of_day", "Claims of one day", {"date_of_service": "The day."}, frozenset({"date_of_service"})),
)


class FakeBilling:
    """`bot.ports.actions.Actions` on a handful of records.

    `endings` names the look-ups that do not end as FOUND or NOT_FOUND; `beside` what comes along unasked;
    `meanwhile` happens during each look-up.
    """

    def __init__(self) -> None:
        self.books = {str(r["claim_number"]): dict(r) for r in BOOKS}
        self.endings: dict[str, Outcome] = {}
        self.beside: dict[str, list[str]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.meanwhile: Callable[[], Awaitable[None]] | None = None

    def described(self) -> tuple[ActionInfo, ...]:
        return DESCRIBED

    async def run(self, name: str, inputs: Mapping[str, str]) -> ActionResult:
        self.asked.append((name, dict(inputs)))
        if self.meanwhile:
            await self.meanwhile()
        if name == "claims_of_day":
            return self._of_day(inputs["date_of_service"])
        return self._by_number(inputs["claim_number"]) if name == "get_claim_status" else self._by_visit(inputs)

    def _of_day(self, day: str) -> ActionResult:
        """Everybody's claims of a day: what reaches a patient is for the engine to filter."""
        if day in self.endings:
            return replace(
                result(self.endings[day]), invalid=("date_of_service", "Please tell me the day of the visit.")
            )
        found = [r for r in self.books.values() if str(r["date_of_service"]) == day]
        return result(Outcome.FOUND if found else Outcome.NOT_FOUND, *found, action="claims_of_day")

    def _by_number(self, number: str) -> ActionResult:
        if number in self.endings:
            return result(self.endings[number])
        found = [self.books[n] for n in (*self.beside.get(number, []), number) if n in self.books]
        return result(Outcome.FOUND if found else Outcome.NOT_FOUND, *found)

    def _by_visit(self, inputs: Mapping[str, str]) -> ActionResult:
        found = [
            r
            for r in self.books.values()
            if str(r["patient_last_name"]).casefold() == inputs["last_name"].casefold()
            and str(r["patient_date_of_birth"]) == inputs["date_of_birth"]
            and str(r["date_of_service"]) == inputs["date_of_service"]
        ]
        return result(Outcome.FOUND if found else Outcome.NOT_FOUND, *found, action="find_claim")
