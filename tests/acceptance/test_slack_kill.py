"""`kill -9` of the real process between Slack and the patient: each reply and each answer arrives once, in order."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.office import sample_office
from tests.acceptance.conftest import DeskProcess
from tests.fakes.chat_visitor import Visitor
from tests.fakes.local_slack import APP_TOKEN, BOT_TOKEN, DANA, DESK, LocalSlack, local_slack
from tests.fakes.slack_office import Office, PatientPage, until
from tests.fakes.slack_view import seen_in

QUIET = "timetable: {health_check: {days: []}, insight: {days: []}}\n"
ROUNDS = 6
REPLIES = 4
WANTED = [f"reply {number} of round {turn}" for turn in range(ROUNDS) for number in range(REPLIES + 1)]


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    with local_slack(tmp_path) as running:
        yield running


@pytest.fixture
def process(slack: LocalSlack, tmp_path: Path) -> Iterator[DeskProcess]:
    started = DeskProcess(
        tmp_path / "data",
        "serve",
        CLAIMDESK_OFFICE=str(office_folder(tmp_path)),
        BILLING_URL="http://127.0.0.1:1",
        BILLING_API_KEY="invented",
        SLACK_BOT_TOKEN=BOT_TOKEN,
        SLACK_APP_TOKEN=APP_TOKEN,
        SLACK_API_URL=slack.api,
    )
    started.start()
    yield started
    started.kill()


def office_folder(folder: Path) -> Path:
    office = shutil.copytree(sample_office(), folder / "office")
    settings = office / "office.yml"
    text = settings.read_text("utf-8").partition("\nslack:")[0]
    settings.write_text(f"{text}\nslack:\n  desk_channel: {DESK}\n  relay_hold_seconds: 0\n{QUIET}", "utf-8")
    return office


@asynccontextmanager
async def patient(process: DeskProcess, token: str = "") -> AsyncIterator[PatientPage]:
    """The patient's page: of the conversation behind `token`, else of a new one."""
    async with aiohttp.ClientSession(process.url) as http:
        visitor = Visitor(http)
        visitor.token = token
        if not token:
            await visitor.begin()
        async with visitor.following() as reader:
            yield PatientPage(visitor, reader)


async def answers_in(slack: LocalSlack, thread: str) -> list[str]:
    return [seen.text for seen in seen_in(await slack.in_thread(thread)) if seen.text.startswith("answer")]


async def test_replies_and_answers_survive_kills_once_and_in_order(process: DeskProcess, slack: LocalSlack) -> None:
    chance = random.Random(11)
    async with patient(process) as page:
        await page.say("I want to appeal a denial")
        thread = await Office(slack, process.url, page).thread()
    for turn in range(ROUNDS):
        async with patient(process, page.visitor.token) as now:
            await now.say(f"answer {turn}")
        for number in range(REPLIES):
            await slack.say(DANA, f"reply {number} of round {turn}", thread)
        await asyncio.sleep(chance.uniform(0, 0.25))  # the kill comes anywhere between Slack and the patient
        process.kill()
        await slack.say(DANA, f"reply {REPLIES} of round {turn}", thread)
        await asyncio.to_thread(process.start)

    async with patient(process, page.visitor.token) as now:
        await now.reads(WANTED[-1])
        assert [line.text for line in now.lines.values() if line.author == "dana"] == WANTED
    told = await until(
        lambda: answers_in(slack, thread), lambda told: len(told) >= ROUNDS, "every answer in the thread"
    )
    assert told == [f"answer {turn}" for turn in range(ROUNDS)]
