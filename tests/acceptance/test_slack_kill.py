"""`kill -9` of the real process between Slack and the patient: each reply and each answer arrives once, in order."""

import asyncio
import random
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.office import sample_office
from tests.acceptance.conftest import DeskProcess
from tests.fakes.chat_visitor import Visitor
from tests.fakes.local_slack import APP_TOKEN, BOT_TOKEN, DANA, DESK, LocalSlack, local_slack
from tests.fakes.slack_faults import fault_proxy
from tests.fakes.slack_office import Office, PatientPage, until
from tests.fakes.slack_view import seen_in

QUIET = "timetable: {health_check: {days: []}, insight: {days: []}, freshness: {days: []}, housekeeping: {days: []}}\n"
ROUNDS = 6
REPLIES = 4
WANTED = [f"reply {number} of round {turn}" for turn in range(ROUNDS) for number in range(REPLIES + 1)]


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    with local_slack(tmp_path) as running:
        yield running


@pytest.fixture
def process(slack: LocalSlack, tmp_path: Path) -> Iterator[DeskProcess]:
    started = desk_process(tmp_path, slack.api)
    started.start()
    yield started
    started.kill()


def desk_process(folder: Path, api: str) -> DeskProcess:
    return DeskProcess(
        folder / "data",
        "serve",
        CLAIMDESK_OFFICE=str(office_folder(folder)),
        BILLING_URL="http://127.0.0.1:1",
        BILLING_API_KEY="invented",
        SLACK_BOT_TOKEN=BOT_TOKEN,
        SLACK_APP_TOKEN=APP_TOKEN,
        SLACK_API_URL=api,
    )


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


async def test_replies_and_answers_survive_kills_once_and_in_order(
    process: DeskProcess, slack: LocalSlack, record_property: Callable[[str, object], None]
) -> None:
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
        shown = [line.text for line in now.lines.values() if line.author == "dana"]
        record_property("replies over six kills", figures(WANTED, shown))
        assert shown == WANTED
    told = await until(
        lambda: answers_in(slack, thread), lambda told: len(told) >= ROUNDS, "every answer in the thread"
    )
    record_property("answers over six kills", figures([f"answer {turn}" for turn in range(ROUNDS)], told))
    assert told == [f"answer {turn}" for turn in range(ROUNDS)]


def figures(sent: list[str], arrived: list[str]) -> dict[str, int]:
    lost, doubled = Counter(sent) - Counter(arrived), Counter(arrived) - Counter(sent)
    return {"sent": len(sent), "relayed": len(arrived), "lost": lost.total(), "doubled": doubled.total()}


async def test_what_is_written_while_slack_is_gone_survives_a_kill_once_and_in_order(
    slack: LocalSlack, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with fault_proxy(slack.api) as proxy:
        process = desk_process(tmp_path, proxy.api)
        await asyncio.to_thread(process.start)
        try:
            async with patient(process) as page:
                await page.say("I want to appeal a denial")
                thread = await Office(slack, process.url, page).thread()
            proxy.gone = True
            wanted = [f"reply {number}" for number in range(REPLIES)]
            async with patient(process, page.visitor.token) as now:
                for number in range(REPLIES):
                    await slack.say(DANA, f"reply {number}", thread)
                    await now.say(f"answer {number}")
            process.kill()
            proxy.gone = False
            await asyncio.to_thread(process.start)
            async with patient(process, page.visitor.token) as now:
                await now.reads(wanted[-1])
                shown = [line.text for line in now.lines.values() if line.author == "dana"]
            told = await until(
                lambda: answers_in(slack, thread),
                lambda told: len(set(told)) >= REPLIES,
                "every answer in the thread",
                seconds=60.0,
            )
            record_property("replies while slack is gone", figures(wanted, shown))
            record_property("answers while slack is gone", figures([f"answer {n}" for n in range(REPLIES)], told))
            assert shown == wanted
            assert told == [f"answer {number}" for number in range(REPLIES)]
        finally:
            process.kill()
