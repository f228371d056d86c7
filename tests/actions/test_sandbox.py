"""The sample billing system, and the sample office's two actions against it."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from aiohttp import ClientSession

import bot
from actions.catalogue import load_catalogue
from actions.results import ActionResult, Outcome
from actions.runner import ActionRunner
from actions.sandbox import SAMPLE_KEY, Sandbox, start
from actions.sandbox.books import load_books
from tests.actions.scripted_billing import Pauses

SAMPLE = Path(bot.__file__).parent / "sample_office" / "actions"
BOOKS = load_books()


@pytest.fixture
async def runner(sandbox: Sandbox) -> AsyncIterator[ActionRunner]:
    settings = {"BILLING_URL": sandbox.url, "BILLING_API_KEY": SAMPLE_KEY}
    made = ActionRunner(load_catalogue(SAMPLE), settings, now=lambda: datetime.now(UTC), pause=Pauses())
    yield made
    await made.close()


async def status(runner: ActionRunner, number: str) -> ActionResult:
    return await runner.run("get_claim_status", {"claim_number": number})


def test_the_books_show_every_state_and_at_least_eight_patients_with_two_claims() -> None:
    assert {claim["category"] for claim in BOOKS.claims.values()} >= {
        *("A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"),
        *("P0", "P1", "P2", "P3", "P4", "P5"),
        *("F0", "F1", "F2", "F3", "F3F", "F3N", "F4", "R4", "R9", "E0", "E1", "E2", "D0", "Z9"),
    }
    claims = Counter(claim["patient"] for claim in BOOKS.claims.values())
    assert len(claims) >= 8
    assert min(claims.values()) >= 2


def test_everybody_in_the_books_is_invented() -> None:
    assert all("-555-01" in patient["phone"] for patient in BOOKS.patients.values())


async def test_the_claim_of_the_first_question(runner: ActionRunner) -> None:
    result = await status(runner, "45012-A")
    assert result.records == (
        {
            "claim_number": "45012-A",
            "category": "P1",
            "payer": "Northwind Health Plan",
            "date_of_service": date(2026, 10, 2),
            "billed": Decimal("240.00"),
            "paid": None,
            "patient_owes": None,
            "received_on": date(2026, 10, 6),
            "finalized_on": None,
            "reason_codes": (),
            "remark_codes": (),
            "patient_key": "PT-1001",
            "patient_first_name": "Rosa",
            "patient_last_name": "Delgado",
            "patient_date_of_birth": date(1984, 3, 12),
            "patient_phone_last4": "0142",
            "patient_member_id": "NHP-4471902",
        },
    )


async def test_paid_denied_and_sent_back(runner: ActionRunner) -> None:
    (paid,) = (await status(runner, "45013-A")).records
    assert (paid["category"], paid["paid"], paid["billed"], paid["patient_owes"]) == (
        "F1",
        Decimal("186.40"),
        Decimal("240.00"),
        Decimal("20.00"),
    )
    (denied,) = (await status(runner, "45014-A")).records
    assert (denied["category"], denied["reason_codes"], denied["remark_codes"]) == ("F2", ("CO-16",), ("N290",))
    (returned,) = (await status(runner, "45015-A")).records
    assert returned["category"] == "A7"


@pytest.mark.parametrize("number", sorted(BOOKS.claims))
async def test_every_claim_in_the_books_is_found_with_its_category_and_its_patient(
    runner: ActionRunner, number: str
) -> None:
    result = await status(runner, number)
    assert result.outcome is Outcome.FOUND
    assert result.records[0]["claim_number"] == number
    assert result.records[0]["category"] == BOOKS.claims[number]["category"]
    assert result.records[0]["patient_key"] == BOOKS.claims[number]["patient"]


async def test_a_number_that_does_not_exist_is_a_good_answer_with_d0(runner: ActionRunner) -> None:
    assert (await status(runner, "99999-Z")).outcome is Outcome.NOT_FOUND


async def test_a_junk_amount_is_empty_and_staff_are_told(runner: ActionRunner) -> None:
    result = await status(runner, "45082-A")
    assert result.records[0]["paid"] is None
    assert "could not read paid" in result.detail


async def test_the_suffix_tells_two_patients_apart(runner: ActionRunner) -> None:
    first, second = (await status(runner, "45012-A")).records[0], (await status(runner, "45012-B")).records[0]
    assert first["patient_key"] != second["patient_key"]


async def test_an_answer_can_carry_another_patients_claim(runner: ActionRunner) -> None:
    records = (await status(runner, "45091-A")).records
    assert [record["claim_number"] for record in records] == ["45091-A", "45090-B"]
    assert len({record["patient_key"] for record in records}) == 2


@pytest.mark.parametrize(("number", "fault"), [item for item in BOOKS.faults.items() if item[1] != "hang"])
async def test_every_fault_ends_without_a_claim(runner: ActionRunner, number: str, fault: str) -> None:
    result = await status(runner, number)
    assert result.outcome in {Outcome.FAILED, Outcome.UNAVAILABLE}, fault
    assert result.records == ()


async def test_claims_are_found_by_patient_and_day(runner: ActionRunner) -> None:
    asked = {"last_name": "O’DWYER", "date_of_birth": "1959-01-08", "date_of_service": "2026-10-26"}
    result = await runner.run("find_claim", asked)
    assert [record["claim_number"] for record in result.records] == ["45060-A", "45060-B", "45061-A"]


async def test_without_a_day_all_claims_of_the_patient_are_found(runner: ActionRunner) -> None:
    result = await runner.run("find_claim", {"last_name": "Delgado", "date_of_birth": "1984-03-12"})
    assert {record["patient_key"] for record in result.records} == {"PT-1001"}
    assert len(result.records) == 5


@pytest.mark.parametrize(
    "wrong", [{"last_name": "Delgada"}, {"date_of_birth": "1984-03-13"}, {"date_of_service": "2026-10-03"}]
)
async def test_a_search_that_matches_nobody_is_not_found(runner: ActionRunner, wrong: dict[str, str]) -> None:
    asked = {"last_name": "Delgado", "date_of_birth": "1984-03-12", "date_of_service": "2026-10-02", **wrong}
    assert (await runner.run("find_claim", asked)).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize("born", ["", "03/12/1984", "1984-02-30", "yesterday"])
async def test_a_search_needs_a_date_of_birth(runner: ActionRunner, born: str) -> None:
    result = await runner.run("find_claim", {"last_name": "Delgado", "date_of_birth": born})
    assert result.outcome is Outcome.INVALID_INPUT
    assert result.invalid is not None
    assert result.invalid[0] == "date_of_birth"


async def test_the_system_wants_its_key(sandbox: Sandbox) -> None:
    settings = {"BILLING_URL": sandbox.url, "BILLING_API_KEY": "another"}
    runner = ActionRunner(load_catalogue(SAMPLE), settings, now=lambda: datetime.now(UTC))
    result = await status(runner, "45012-A")
    await runner.close()
    assert result.outcome is Outcome.FAILED
    assert "HTTP 401" in result.detail


async def test_a_claim_can_be_made_to_misbehave_and_to_recover(runner: ActionRunner, sandbox: Sandbox) -> None:
    switch = f"{sandbox.url}/sandbox/faults/45013-A"
    async with ClientSession() as admin:
        assert (await admin.put(switch, data="nonsense")).status == 422
        assert (await admin.put(switch, data="html")).status == 204
        assert (await status(runner, "45013-A")).outcome is Outcome.FAILED
        assert (await admin.delete(switch)).status == 204
    assert (await status(runner, "45013-A")).outcome is Outcome.FOUND


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"patientLastName": "Delgado"}'])
async def test_a_search_without_a_patient_is_refused_by_the_system(sandbox: Sandbox, body: bytes) -> None:
    async with ClientSession(headers={"X-Billing-Key": SAMPLE_KEY}) as client:
        assert (await client.post(f"{sandbox.url}/api/v1/claims/search", data=body)).status == 422


async def test_no_birth_date_stands_in_an_address(runner: ActionRunner) -> None:
    asked = {"last_name": "Delgado", "date_of_birth": "1984-03-12"}
    exchange = (await runner.run("find_claim", asked, capture=True)).exchange
    assert exchange is not None
    address, _, rest = exchange.request.partition("\n")
    assert "1984" not in address
    assert "1984-03-12" in rest


async def test_the_slow_payer_and_a_system_that_hangs_end_at_the_deadline() -> None:
    slow = await start(slow_seconds=30)
    settings = {"BILLING_URL": slow.url, "BILLING_API_KEY": SAMPLE_KEY}
    action = load_catalogue(SAMPLE)["get_claim_status"]
    hurried = action.spec.model_copy(update={"timeout": action.spec.timeout.model_copy(update={"total": 0.2})})
    runner = ActionRunner({"get_claim_status": replace(action, spec=hurried)}, settings, now=lambda: datetime.now(UTC))
    for number in ("45021-A", "49004-A"):
        assert (await status(runner, number)).outcome is Outcome.UNAVAILABLE
    assert (await status(runner, "45012-A")).outcome is Outcome.FOUND
    await runner.close()
    await slow.close()
