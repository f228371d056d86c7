"""`kill -9` of the real process between Slack and the patient: each reply and each answer arrives once, in order."""

import asyncio
import random
import shutil
from pathlib import Path

import aiohttp

from bot.office import sample_office
from tests.acceptance.conftest import DeskProcess
from tests.fakes.chat_visitor import Visitor
from tests.fakes.local_slack import APP_TOKEN, BOT_TOKEN, DANA, DESK, local_slack
from tests.fakes.slack_office import Office, PatientPage, until
from tests.fakes.slack_view import seen_in

ROUNDS = 6
REPLIES = 4


def office_folder(folder: Path) -> Path:
    office = shutil.copytree(sample_office(), folder / "office")
    settings = office / "office.yml"
    text = settings.read_text("utf-8").partition("\nslack:")[0]
    settings.write_text(f"{text}\nslack:\n  desk_channel: {DESK}\n  relay_hold_seconds: 0\n", "utf-8")
    return office


async def test_replies_and_answers_survive_kills_once_and_in_order(tmp_path: Path) -> None:
    chance = random.Random(11)
    with local_slack(tmp_path) as slack:
        process = DeskProcess(
            tmp_path / "data",
            "serve",
            CLAIMDESK_OFFICE=str(office_folder(tmp_path)),
            BILLING_URL="http://127.0.0.1:1",
            BILLING_API_KEY="invented",
            SLACK_BOT_TOKEN=BOT_TOKEN,
            SLACK_APP_TOKEN=APP_TOKEN,
            SLACK_API_URL=slack.api,
        )
        await asyncio.to_thread(process.start)
        try:
            async with aiohttp.ClientSession(process.url) as http:
                visitor = Visitor(http)
                await visitor.begin()
                assert (await visitor.say("I want to appeal a denial"))[0] == 202
                async with visitor.following() as reader:
                    thread = await Office(slack, process.url, PatientPage(visitor, reader)).thread()
            said: list[str] = []
            for number in range(ROUNDS):
                async with aiohttp.ClientSession(process.url) as http:
                    visitor_now = Visitor(http)
                    visitor_now.token = visitor.token
                    said.append(f"answer {number}")
                    assert (await visitor_now.say(said[-1]))[0] == 202
                for reply in range(REPLIES):
                    await slack.say(DANA, f"reply {number * REPLIES + reply}", thread)
                await asyncio.sleep(chance.uniform(0, 0.25))
                process.kill()
                await slack.say(DANA, f"while away {number}", thread)
                await asyncio.to_thread(process.start)
            wanted = [
                text
                for number in range(ROUNDS)
                for text in (*(f"reply {number * REPLIES + each}" for each in range(REPLIES)), f"while away {number}")
            ]
            async with aiohttp.ClientSession(process.url) as http:
                visitor_now = Visitor(http)
                visitor_now.token = visitor.token
                async with visitor_now.following() as reader:
                    page = PatientPage(visitor_now, reader)
                    await page.reads(wanted[-1])
            assert [line.text for line in page.lines.values() if line.author == "dana"] == wanted

            async def answers() -> list[str]:
                return [seen.text for seen in seen_in(await slack.in_thread(thread)) if seen.text.startswith("answer")]

            await until(answers, lambda told: len(told) >= len(said), "every answer of the patient in the thread")
            assert await answers() == said
        finally:
            process.kill()
