from datetime import timedelta

from bot.engine.access import OpenLedger, StoredLedger, subjects
from tests.fakes.desk_office import DeskOffice
from tests.fakes.offices import OFFICE

NUMBERS = ["45012-A", "45013-A"]


async def failed(office: DeskOffice, ledger: StoredLedger, times: int, numbers: list[str], origin: str) -> None:
    async with office.store.write() as work:
        for _ in range(times):
            await work.proofs.failed(ledger.subjects(numbers, origin), office.clock.now())


async def test_a_claim_number_is_locked_for_a_day_after_too_many_failures(office: DeskOffice) -> None:
    ledger = StoredLedger(office.store, OFFICE.identity, office.clock, b"secret")
    await failed(office, ledger, 4, NUMBERS[1:], "")
    assert not await ledger.locked(NUMBERS, "")
    await failed(office, ledger, 1, NUMBERS[1:], "")
    assert await ledger.locked(NUMBERS, "192.0.2.1")
    assert not await ledger.locked(NUMBERS[:1], "")
    office.clock.advance(timedelta(days=1, seconds=1))
    assert not await ledger.locked(NUMBERS, "")


async def test_no_other_spelling_of_a_number_gets_tries_of_its_own(office: DeskOffice) -> None:
    ledger = StoredLedger(office.store, OFFICE.identity, office.clock, b"secret")
    for spelling in ("45012-A", "45012A", "450-12A", "4-5-0-1-2-a", "45-012-A"):
        assert not await ledger.locked(["45012-A"], "")
        await failed(office, ledger, 1, [spelling], "")
    assert await ledger.locked(["450-12-A"], "")


async def test_an_address_is_locked_for_an_hour(office: DeskOffice) -> None:
    ledger = StoredLedger(office.store, OFFICE.identity, office.clock, b"secret")
    await failed(office, ledger, 10, [], "192.0.2.1")
    assert await ledger.locked([], "192.0.2.1")
    assert not await ledger.locked([], "192.0.2.2")
    assert not await ledger.locked(NUMBERS, "")
    office.clock.advance(timedelta(hours=1, seconds=1))
    assert not await ledger.locked([], "192.0.2.1")


def test_subjects_cannot_be_read_back_and_differ_by_secret() -> None:
    one, other = (subjects(secret, ["45012-A"], "192.0.2.1") for secret in (b"a", b"b"))
    assert one != other
    assert "45012" not in str(one)
    assert "192.0.2.1" not in str(one)
    assert subjects(b"a", [], "") == {"claims": [], "origin": []}


async def test_a_single_question_is_never_locked() -> None:
    assert not await OpenLedger().locked(NUMBERS, "192.0.2.1")
