"""Save as answer, end to end: a specialist's reply becomes a document, and who asks again is answered from it."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap.parts import BILLING_SETTINGS
from bot.channels.slack.document_forms import APPROVE, AUDIENCE, REVIEW, TEXT, TITLE, TOPIC
from bot.domain.policy import Staff
from bot.office import sample_office
from tests.fakes.local_slack import DANA, DESK, FRAN, FRONT, LocalSlack
from tests.fakes.slack_office import Office, until
from tests.flows.test_slack_front_desk import ports, served, slack, whispered

__all__ = ["ports", "slack"]

QUESTION = "Can I pay my bill with Zelle?"


@pytest.fixture
async def office(
    slack: LocalSlack, ports: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    for name in BILLING_SETTINGS:
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody asks about a claim here
    folder = tmp_path / "office"
    shutil.copytree(sample_office(), folder)
    (folder / "knowledge" / "claim-status-routing-protocol.pdf").unlink()
    (folder / "knowledge" / "sources.yml").unlink()
    changes = {"staff": Staff(leads=(DANA,))}
    async with served(slack, ports, tmp_path / "data", office=folder, changes=changes) as running:
        yield running


def values(**texts: str) -> dict[str, Any]:
    fields = {name: {name: {"type": "plain_text_input", "value": value}} for name, value in texts.items()}
    review = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
    chosen = {"type": "static_select", "selected_option": {"value": "patient"}}
    return {**fields, AUDIENCE: {AUDIENCE: chosen}, REVIEW: {REVIEW: {"type": "datepicker", "selected_date": review}}}


async def test_a_reply_is_saved_approved_and_answers_the_next_one_who_asks(office: Office, tmp_path: Path) -> None:
    slack, page = office.slack, office.page
    await page.say(QUESTION)
    await page.reads("won't guess")
    await page.say("I want to talk to a person")
    thread = await office.thread()
    answer = "Hi Rosa, yes: Zelle works for bills under $500. Call 208-555-0142."
    reply = await slack.say(DANA, answer, thread)
    await page.reads("Zelle works")

    await slack.shortcut(DANA, "save_as_answer", DESK, reply)
    log = await until(slack.log, lambda log: "Save as answer" in log, "the form")
    assert "Yes: Zelle works for bills under $500. Call [phone]." in log
    saved = values(
        **{TITLE: QUESTION, TEXT: "Yes: Zelle works for bills under $500. Rosa's claim was 45012-A.", TOPIC: "paying"}
    )
    await slack.submit(DANA, saved)
    await office.thread_says(thread, "Yes: Zelle works for bills under $500. Rosa's claim was …12-A.")
    [waiting] = (tmp_path / "office" / "knowledge" / "pending").iterdir()
    assert "…12-A" in waiting.read_text()

    [asking] = [m for m in await slack.in_thread(thread) if APPROVE in str(m.get("blocks"))]
    await slack.press_whisper(DANA, asking, APPROVE, channel=DESK)
    await office.thread_says(thread, "Approved by")

    async def asked_again() -> str:
        before = len([m for m in await slack.messages(FRONT) if m.get("subtype") == "ephemeral"])
        await slack.command(FRAN, QUESTION)
        return str((await whispered(slack, before + 1))[-1]["blocks"])

    shown = await until(asked_again, lambda told: "under $500" in told, "an answer from the document")
    assert f"[1] {QUESTION}" in shown
    carried = await slack.sent_by_bot()
    assert [word for word in ("45012-A", "208-555-0142") if word in carried] == []
