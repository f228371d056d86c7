"""What the bot writes for a specialist in Slack, end to end: a draft on request, a reply in the patient's language."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.slack.forms import TRANSLATED
from bot.channels.slack.translated import TAKE_BACK
from tests.fakes.local_slack import DANA, LocalSlack, local_slack
from tests.fakes.scripted_model import Play, form, scripted_model
from tests.fakes.slack_office import Office, slack_office, until
from tests.fakes.slack_view import drafts_in

PLAN = "equal monthly parts"
ENGLISH = "We got your letter about claim 45012-A."
SPANISH = "Recibimos su carta sobre el reclamo [[1]]."


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
    async with slack_office(slack, tmp_path, index=index) as served:
        await until(lambda: ready(served), bool, "the documents")
        yield served


async def ready(office: Office) -> bool:
    async with aiohttp.ClientSession() as http, http.get(f"{office.url}/readyz") as answer:
        return answer.status == 200


async def reply(office: Office, thread: str) -> dict[str, Any]:
    """Press the button, write in the form, and return the message of the thread that shows it."""
    await office.slack.press(DANA, thread, "reply_translated")
    field = {"type": "plain_text_input", "value": ENGLISH}
    await office.slack.submit(DANA, {TRANSLATED: {TRANSLATED: field}})
    await office.thread_says(thread, "to the patient, in their language")
    told = await office.slack.in_thread(thread)
    return next(m for m in told if "in their language" in str(m.get("blocks")))


async def test_a_draft_on_request_quotes_the_documents_and_goes_out_when_somebody_sends_it(office: Office) -> None:
    await office.page.say("I want to talk to a person")
    thread = await office.thread()
    await office.page.say("Can I pay a balance in monthly parts?")
    await office.thread_says(thread, "monthly parts?")
    await office.slack.press(DANA, thread, "draft_reply")
    told = await until(lambda: office.slack.in_thread(thread), drafts_in, "a draft")
    assert not any(PLAN in text for text in office.page.texts)
    [draft] = [m for m in told if "Draft" in str(m["blocks"][0])]
    [send] = [e for b in draft["blocks"] for e in b.get("elements", ()) if e.get("action_id") == "draft_send"]
    await office.slack.press(DANA, draft["ts"], "draft_send", value=send["value"])
    line = await office.page.reads("Checked by dana of our billing team.")
    assert PLAN in line.text


async def test_without_a_model_a_reply_in_their_language_is_not_sent_and_the_thread_says_so(office: Office) -> None:
    await office.page.say("Quiero apelar el reclamo 45012-A")
    thread = await office.thread()
    [card, *_] = await office.slack.in_thread(thread)
    assert "Reply in their language" not in str(card)
    await reply(office, thread)  # from a card of a time when there was a model
    await office.thread_says(thread, "the patient has seen nothing: no language model is set up here")
    assert not any("carta" in text or "letter" in text for text in office.page.texts)


def translating(asked: dict[str, Any]) -> Play:
    wanted = asked["tools"][-1]["function"]["name"] == "Translation" and "letter" in json.dumps(asked)
    return form("Translation", texts=[SPANISH]) if wanted else Play(status=500)


async def test_a_reply_reaches_the_patient_in_spanish_under_the_specialists_name_and_its_fate_is_marked(
    slack: LocalSlack, tmp_path: Path, index: Path
) -> None:
    await slack.forget()
    async with scripted_model() as model, slack_office(slack, tmp_path, index=index, model=model.url) as office:
        model.play(translating)
        await office.page.say("Quiero apelar el reclamo 45012-A")
        thread = await office.thread()
        await office.card_says(thread, "Reply in their language")
        shown = await reply(office, thread)
        line = await office.page.reads("Recibimos su carta sobre el reclamo 45012-A.")
        assert line.author == "dana"
        await office.marked(shown["ts"], "white_check_mark")
        await office.thread_says(thread, "translated by a model")
        await slack.press(DANA, shown["ts"], TAKE_BACK)
        await office.page.shows(lambda line: line.removed, "that it was taken back")
        assert "45012" not in model.sent
        assert "45012" not in await slack.sent_by_bot()
