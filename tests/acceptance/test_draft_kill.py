"""`kill -9` between a press on a draft and the patient, and while a word is owed: each arrives once."""

import asyncio
import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import pytest

from bot.office import sample_office
from tests.acceptance.conftest import DeskProcess
from tests.fakes.chat_visitor import Visitor

ROUNDS = 3
QUESTION = "Where is claim 45012-A? I am Rosa Delgado, born 12 March 1984, phone ending 0142"
WAIT = 30.0


@pytest.fixture
def process(tmp_path: Path) -> Iterator[DeskProcess]:
    office = shutil.copytree(sample_office(), tmp_path / "office")
    rules = office / "office.yml"
    rules.write_text(rules.read_text("utf-8").replace("\n  default: live ", "\n  default: supervised "), "utf-8")
    started = DeskProcess(tmp_path / "data", CLAIMDESK_OFFICE=str(office))
    started.start()
    yield started
    started.kill()


def events(process: DeskProcess, channel: str, kind: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(process.data / "claimdesk.db")) as database:
        found = database.execute(
            "SELECT address, data FROM timeline WHERE channel = ? AND kind = ? ORDER BY seq", (channel, kind)
        ).fetchall()
    return [{"address": address, **json.loads(data)} for address, data in found]


async def seen(process: DeskProcess, channel: str, kind: str, count: int, **wanted: str) -> list[dict[str, Any]]:
    """Return the events that are as wanted, waiting until there are so many."""

    def found() -> list[dict[str, Any]]:
        return [one for one in events(process, channel, kind) if all(one[name] == is_ for name, is_ in wanted.items())]

    async with asyncio.timeout(WAIT):
        while len(found()) < count:
            await asyncio.sleep(0.02)
    return found()


async def ask(process: DeskProcess) -> None:
    async with aiohttp.ClientSession(process.url) as http:
        visitor = Visitor(http)
        await visitor.begin()
        assert (await visitor.say(QUESTION))[0] == 202


async def press(process: DeskProcess, draft: dict[str, Any]) -> None:
    deed = {"id": str(uuid4()), "specialist": "Dana Whitfield", "target": draft["handle"]}
    async with (
        aiohttp.ClientSession(process.url) as http,
        http.post(f"/desk/api/cases/{draft['address']}/send_draft", json=deed) as answer,
    ):
        assert answer.status == 202


async def test_a_press_survives_a_kill_and_the_answer_arrives_once(process: DeskProcess) -> None:
    chance = random.Random(7)
    for number in range(1, ROUNDS + 1):
        await ask(process)
        drafts = await seen(process, "console", "draft", number, state="open")
        await press(process, drafts[-1])
        await asyncio.sleep(chance.uniform(0, 0.06))  # the kill comes anywhere between the press and the patient
        process.kill()
        await asyncio.to_thread(process.start)
        await press(process, drafts[-1])
        await seen(process, "console", "draft", number, state="sent")
    await seen(process, "console", "fate", ROUNDS, state="delivered")
    shown = [one for one in events(process, "web", "message") if "Checked by Dana Whitfield" in one["text"]]
    assert len({one["address"] for one in shown}) == len(shown) == ROUNDS


async def test_a_word_that_fell_due_while_nobody_ran_is_said_once(process: DeskProcess) -> None:
    await ask(process)
    await seen(process, "console", "draft", 1)
    process.kill()
    with closing(sqlite3.connect(process.data / "claimdesk.db")) as database, database:
        database.execute("UPDATE drafts SET due_at = '2026-01-01 00:00:00.000000'")
    await asyncio.to_thread(process.start)
    await seen(process, "web", "message", 3)
    process.kill()
    await asyncio.to_thread(process.start)
    told = [one["text"] for one in events(process, "web", "message") if "Nobody from our billing team" in one["text"]]
    assert len(told) == 1
