"""Whatever a billing system does, a person gets an answer or a person, and never hears of a claim that is not there."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from actions import sandbox
from actions.sandbox.books import load_books
from bot.bootstrap.parts import asking, open_place
from bot.domain.escalation import Reason
from bot.domain.messages import Surface
from bot.domain.routes import Route
from bot.engine.asking import Asking
from bot.engine.turn import Turned
from bot.office import sample_office
from bot.settings import Settings

FAULTS = load_books().faults


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office, with a second of patience."""
    folder = tmp_path_factory.mktemp("faults") / "office"
    shutil.copytree(sample_office(), folder)
    for action in (folder / "actions").glob("*.yml"):
        text = action.read_text()
        assert "total: 25" in text
        action.write_text(text.replace("total: 25", "total: 1").replace("wait: 0.5", "wait: 0.01"))
    return folder


@pytest.fixture
async def desk(office: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Asking]:
    system = await sandbox.start()
    monkeypatch.setenv("BILLING_URL", system.url)
    monkeypatch.setenv("BILLING_API_KEY", sandbox.SAMPLE_KEY)
    settings = Settings(CLAIMDESK_OFFICE=office, CLAIMDESK_DATA=office.parent / "data", _env_file=None)
    async with asking(open_place(settings)) as opened:
        yield opened
    await system.close()


def told(turned: Turned) -> str:
    return turned.said.text.casefold()


@pytest.mark.parametrize(("number", "fault"), sorted(FAULTS.items()))
async def test_a_fault_of_the_billing_system_goes_to_a_person(desk: Asking, number: str, fault: str) -> None:
    turned = await desk.ask(f"What's the status of claim {number}?", Surface.STAFF)
    assert turned.decision.route is Route.LOOKUP, fault
    assert turned.said.handoff is not None
    assert turned.said.handoff.reason in {Reason.LOOKUP_FAILED, Reason.PAYER_UNAVAILABLE}
    assert f"could not check claim {number}".casefold() in told(turned)
    assert not any(word in told(turned) for word in ("not found", "no such", "denied", "pending", "in process"))
    assert "billing specialist" in told(turned)


@pytest.mark.parametrize("number", sorted(FAULTS)[:4])
async def test_a_patient_who_cannot_be_compared_goes_to_a_person_and_hears_nothing(desk: Asking, number: str) -> None:
    question = f"I am Ana Nobody, born March 3, 1971, phone ending 0000. What's the status of claim {number}?"
    turned = await desk.ask(question, Surface.PATIENT)
    assert turned.said.handoff is not None
    assert turned.said.handoff.reason is Reason.LOOKUP_FAILED
    assert number not in turned.said.text
