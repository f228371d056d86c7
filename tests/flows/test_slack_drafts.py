"""Answers that are held back, in Slack end to end: Send, Edit, Take over, the word when nobody looks, and shadow."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.slack.drafts import FIELD
from bot.domain.policy import Mode, Modes
from bot.store.unit_of_work import open_store
from tests.fakes.local_slack import DANA, LocalSlack, local_slack
from tests.fakes.slack_office import Office, slack_office, until
from tests.fakes.slack_view import drafts_in

QUESTION = "Where is claim 45012-A? I am Rosa Delgado, born 12 March 1984, phone ending 0142"
FACTS = ("In process", "Northwind", "$240.00")


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    with local_slack(tmp_path_factory.mktemp("slack")) as running:
        yield running


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture
async def office(slack: LocalSlack, tmp_path: Path, index: Path) -> AsyncIterator[Office]:
    await slack.forget()
    async with slack_office(slack, tmp_path, changes={"modes": Modes(Mode.SUPERVISED)}, index=index) as served:
        await until(lambda: ready(served), bool, "the documents")
        yield served


async def ready(office: Office) -> bool:
    async with aiohttp.ClientSession() as http, http.get(f"{office.url}/readyz") as answer:
        return answer.status == 200


async def draft(office: Office) -> dict[str, Any]:
    """Ask, and return the Slack message that shows the draft."""
    await office.page.say(QUESTION)
    await office.page.reads("A billing specialist looks over each of my answers")
    thread = await office.thread()
    found = await until(lambda: office.slack.in_thread(thread), drafts_in, "a draft")
    return next(message for message in found if "Draft" in str(message["blocks"][0]))


async def state(office: Office, thread: str, wanted: str) -> None:
    await until(
        lambda: office.slack.in_thread(thread), lambda told: [d.state for d in drafts_in(told)] == [wanted], wanted
    )


async def press(office: Office, message: dict[str, Any], button: str) -> None:
    [found] = [e for b in message["blocks"] for e in b.get("elements", ()) if e.get("action_id") == button]
    await office.slack.press(DANA, message["ts"], button, value=found["value"])


async def test_send_gives_the_patient_the_draft_once_however_often_it_is_pressed(office: Office) -> None:
    message = await draft(office)
    thread = message["thread_ts"]
    assert not any(fact in text for text in office.page.texts for fact in FACTS)
    await press(office, message, "draft_send")
    line = await office.page.reads("Checked by dana of our billing team.")
    assert [fact for fact in FACTS if fact not in line.text] == []
    await state(office, thread, "sent")
    await office.marked(message["ts"], "white_check_mark")
    await office.card_says(thread, "was handed back to the assistant")
    await press(office, message, "draft_send")
    await office.thread_says(thread, "dana has sent this draft already; nothing was sent twice")
    assert len([text for text in office.page.texts if "Checked by" in text]) == 1


async def test_edit_gives_the_patient_the_new_wording_under_the_specialists_name(office: Office) -> None:
    message = await draft(office)
    await press(office, message, "draft_edit")
    field = {"type": "plain_text_input", "value": "It paid [amount] last week."}
    await office.slack.submit(DANA, {FIELD: {FIELD: field}})
    await office.slack.submit(DANA, {FIELD: {FIELD: field | {"value": "It is *still* in process."}}})
    line = await office.page.reads("It is *still* in process.")
    assert line.author == "dana"
    await state(office, message["thread_ts"], "edited")
    assert not any("[amount]" in text for text in office.page.texts)


async def test_take_over_sends_nothing_and_names_the_person(office: Office) -> None:
    message = await draft(office)
    await press(office, message, "draft_take_over")
    await office.page.reads("dana from our billing team has joined")
    await state(office, message["thread_ts"], "taken_over")
    await office.slack.say(DANA, "I am reading it now.", message["thread_ts"])
    await office.page.reads("I am reading it now.")
    assert not any(fact in text for text in office.page.texts for fact in FACTS)


async def test_a_press_on_what_the_patient_has_outrun_is_told_so_in_the_thread(office: Office) -> None:
    message = await draft(office)
    thread = message["thread_ts"]
    await office.page.say("Oh, I have a second insurance too")
    await state(office, thread, "stale")
    await press(office, message, "draft_send")
    await office.thread_says(thread, "the conversation went on after you saw this draft")
    [fresh] = [m for m in await office.slack.in_thread(thread) if m["ts"] == message["ts"]]
    await press(office, fresh, "draft_send")
    await office.page.reads("Checked by dana of our billing team.")


async def test_when_nobody_looks_in_time_the_patient_and_the_thread_are_told(office: Office, tmp_path: Path) -> None:
    message = await draft(office)
    with closing(sqlite3.connect(tmp_path / "claimdesk.db", timeout=20)) as database, database:
        database.execute("UPDATE drafts SET due_at = '2026-01-01 00:00:00.000000'")
    await office.page.reads("Nobody from our billing team has looked over my answer yet.")
    await office.thread_says(message["thread_ts"], "Nobody from our billing team has looked over my answer yet.")
    await press(office, message, "draft_send")
    await office.page.reads("Checked by dana of our billing team.")


async def test_in_shadow_the_thread_has_the_bots_answer_and_it_is_compared_with_the_persons(
    slack: LocalSlack, tmp_path: Path, index: Path
) -> None:
    await slack.forget()
    async with slack_office(slack, tmp_path, changes={"modes": Modes(Mode.SHADOW)}, index=index) as office:
        await until(lambda: ready(office), bool, "the documents")
        await office.page.say(QUESTION)
        await office.page.reads("I'm connecting you with a billing specialist")
        thread = await office.thread()
        await office.thread_says(thread, "The patient did not get it.")
        await slack.say(DANA, "It is still in process, Northwind got it on October 6. Nothing to do for you.", thread)
        await office.page.reads("still in process")
        assert not any("$240.00" in text for text in office.page.texts)
    store = await open_store(f"sqlite:///{tmp_path / 'claimdesk.db'}")
    async with store.read() as work:
        [answer] = await work.shadows.since(datetime(2026, 1, 1, tzinfo=UTC))
    await store.close()
    assert (answer.payer, answer.agrees) == ("Northwind Health Plan", True)
