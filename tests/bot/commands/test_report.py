"""`claimdesk report shadow` as a lead reads it on 80 columns, and as a program does."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.domain.ids import Address, CaseNumber, MessageId
from bot.domain.messages import Surface
from bot.domain.shadow import FactsSaid, ShadowAnswer, compare
from bot.store.unit_of_work import open_store

BOT = FactsSaid(("paid",), ("186.40",), ("2026-11-09",), ("statement_comes",))
NOW = datetime.now(UTC)


@pytest.fixture
async def data(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder with answers of two payers; one is too old to count."""
    store = await open_store(sqlite_url)
    people = [BOT, replace(BOT, state=("denied",), amount=("168.40",)), replace(BOT, next_step=()), FactsSaid(), None]
    async with store.write() as work:
        conversation = await work.conversations.open("web", Address("w1"), Surface.PATIENT, NOW)
        kept = [("Northwind Health Plan", person, 1) for person in people]
        for number, (payer, person, age) in enumerate([*kept, ("Cedar Ridge Mutual", BOT, 2), ("Old Payer", BOT, 90)]):
            compared = None if person is None else compare(BOT, person)
            at = NOW - timedelta(days=age) + timedelta(seconds=number)
            await work.shadows.keep(
                ShadowAnswer(
                    MessageId(f"s{number}"), conversation.id, CaseNumber(1001 + number), payer, BOT, at, compared
                )
            )
    await store.close()
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("CLAIMDESK_DATA", str(Path(sqlite_url.removeprefix("sqlite:///")).parent))
    monkeypatch.setenv("COLUMNS", "80")


def report(*words: str) -> str:
    done = CliRunner().invoke(app, ["report", "shadow", *words])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.usefixtures("data")
def test_programs_get_rates_with_their_counts_and_every_disagreement() -> None:
    told = json.loads(report("--json"))
    northwind, cedar = told["payers"]
    assert northwind["payer"] == "Northwind Health Plan"
    assert northwind["answers"] == {"agree": 2, "of": 3, "rate": 0.6667}
    assert northwind["facts"]["amount"] == {"agree": 2, "of": 3, "rate": 0.6667}
    assert (northwind["unclear"], northwind["unanswered"]) == (1, 1)
    assert cedar["answers"]["rate"] == 1.0
    [disagreement] = told["disagreements"]
    assert disagreement["case"] == 1002
    assert [(fact["kind"], fact["bot"], fact["person"]) for fact in disagreement["facts"]] == [
        ("state", ["paid"], ["denied"]),
        ("amount", ["186.40"], ["168.40"]),
    ]


@pytest.mark.usefixtures("data")
def test_a_lead_reads_it_on_80_columns() -> None:
    told = report()
    assert max(len(line) for line in told.splitlines()) <= 80
    assert "66 %" in told
    assert "2/3" in told
    assert "Old Payer" not in told
    assert "Old Payer" in report("--days", "100")
    assert [word for word in ("1002", "Paid", "Denied", "$186.40", "$168.40") if word not in told] == []


@pytest.mark.usefixtures("data")
def test_without_an_answer_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLAIMDESK_DATA", str(tmp_path / "empty"))
    assert "No answers in shadow in the last 30 days." in report()
    assert json.loads(report("--json")) == {"days": 30, "payers": [], "disagreements": []}
