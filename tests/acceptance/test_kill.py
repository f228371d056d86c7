"""`kill -9` at random points under load: whatever was accepted ends once, in order, and no reply is lost."""

import asyncio
import json
import random
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest

from bot.office import sample_office
from tests.acceptance.conftest import DeskProcess

ROUNDS = 30
CHATS = 4
SETTLE_SECONDS = 60.0


@dataclass
class Chat:
    """One patient who asks the bot, or, once `thread` is set, talks with a specialist."""

    token: str
    address: str = ""
    thread: str = ""
    asked: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)


@pytest.fixture
def desk(tmp_path: Path) -> DeskProcess:
    office = tmp_path / "office"
    shutil.copytree(sample_office(), office)
    rules = office / "office.yml"
    rules.write_text(rules.read_text().replace("messages_per_minute: 20 ", "messages_per_minute: 60000 "))
    return DeskProcess(tmp_path / "data", CLAIMDESK_OFFICE=str(office))


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        yield session


async def test_nothing_accepted_is_lost_doubled_or_reordered_by_thirty_kills(
    desk: DeskProcess, client: aiohttp.ClientSession, record_property: Callable[[str, object], None]
) -> None:
    seed = random.SystemRandom().randrange(10**6)
    dice = random.Random(seed)
    desk.start()
    chats = [await _new_chat(desk, client, with_person=number % 2 == 0) for number in range(CHATS)]
    for _ in range(ROUNDS):
        load = [asyncio.create_task(_talk(desk, client, chat)) for chat in chats]
        await asyncio.sleep(dice.uniform(0.05, 0.8))
        await asyncio.to_thread(desk.kill)
        for task in load:
            task.cancel()
        await asyncio.gather(*load, return_exceptions=True)
        await asyncio.to_thread(desk.start)
    await _settled(desk)
    assert await asyncio.to_thread(desk.stop) == 0

    counts: Counter[str] = Counter()
    with sqlite3.connect(desk.data / "claimdesk.db") as database:
        for chat in chats:
            counts += _examine(database, chat, f"seed {seed}")
        assert _ids(database, "SELECT id FROM outbox WHERE state NOT IN ('done')") == []
        assert _ids(database, "SELECT id FROM inbox WHERE state != 'done'") == []
    record_property("accepted", dict(counts))
    assert counts["patient"] > ROUNDS
    assert counts["specialist"] > ROUNDS


async def _new_chat(desk: DeskProcess, client: aiohttp.ClientSession, *, with_person: bool) -> Chat:
    async with client.post(f"{desk.url}/chat/session", json={}) as answer:
        chat = Chat((await answer.json())["token"])
    if not with_person:
        await _send(desk, client, chat, "What is a deductible?")
        return chat
    before = await _threads(desk, client)
    await _send(desk, client, chat, "I want to talk to a person")
    while not chat.thread:
        chat.thread = next(iter(await _threads(desk, client) - before), "")
        await asyncio.sleep(0.02)
    return chat


async def _threads(desk: DeskProcess, client: aiohttp.ClientSession) -> set[str]:
    async with client.get(f"{desk.url}/desk/api/cases") as answer:
        return {case["thread"] for case in (await answer.json())["cases"]}


async def _talk(desk: DeskProcess, client: aiohttp.ClientSession, chat: Chat) -> None:
    while True:
        await _send(desk, client, chat, f"What is a deductible? ({len(chat.asked)})")
        if chat.thread:
            await _reply(desk, client, chat)
        await asyncio.sleep(0.005)


async def _send(desk: DeskProcess, client: aiohttp.ClientSession, chat: Chat, text: str) -> None:
    """Only what was answered with a yes is counted on; what broke off may have been kept or not."""
    message = {"id": str(uuid4()), "text": text}
    headers = {"Authorization": f"Bearer {chat.token}"}
    async with client.post(f"{desk.url}/chat/messages", json=message, headers=headers) as answer:
        assert answer.status == 202, await answer.text()
    chat.asked.append(message["id"])


async def _reply(desk: DeskProcess, client: aiohttp.ClientSession, chat: Chat) -> None:
    deed = {"id": str(uuid4()), "specialist": "Dana Whitfield", "text": f"Reply {len(chat.answered)}"}
    async with client.post(f"{desk.url}/desk/api/cases/{chat.thread}/message", json=deed) as answer:
        assert answer.status == 202, await answer.text()
    chat.answered.append(deed["id"])


async def _settled(desk: DeskProcess) -> None:
    end = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < end:
        with sqlite3.connect(desk.data / "claimdesk.db") as database:
            waiting = _ids(database, "SELECT id FROM inbox WHERE state = 'waiting'")
            waiting += _ids(database, "SELECT id FROM outbox WHERE state = 'waiting'")
        if not waiting:
            return
        await asyncio.sleep(0.2)
    raise AssertionError("the desk did not come to rest")


def _ids(database: sqlite3.Connection, sql: str, *values: str) -> list[str]:
    return [row[0] for row in database.execute(sql, values)]


def _examine(database: sqlite3.Connection, chat: Chat, why: str) -> Counter[str]:
    """Compare what was accepted with what each side saw."""
    [address] = _ids(database, "SELECT address FROM timeline WHERE key = ?", chat.asked[0])
    shown = _ids(
        database, "SELECT key FROM timeline WHERE channel='web' AND address=? AND kind='message' ORDER BY seq", address
    )
    authors = [
        (json.loads(data)["author"]["kind"], key)
        for key, data in database.execute(
            "SELECT key, data FROM timeline WHERE channel='web' AND address=? AND kind='message' ORDER BY seq",
            (address,),
        )
    ]
    said = [key for kind, key in authors if kind == "patient"]
    assert [key for key in said if key in set(chat.asked)] == chat.asked, why
    assert len(shown) == len(set(shown)), why
    ended = _ids(database, "SELECT external_id FROM inbox WHERE state = 'done'")
    assert Counter(key for key in ended if key in set(said)) == Counter(said), why
    if not chat.thread:
        turns = _ids(
            database, "SELECT id FROM transcript WHERE author_kind='bot' AND conversation="
            "(SELECT id FROM conversations WHERE address=?)", address,
        )  # fmt: skip
        assert len([1 for kind, _ in authors if kind == "bot"]) == len(turns), why
        assert 0 < len(turns) <= len(said), why
        return Counter(patient=len(said), bot=len(turns))
    _same_order(database, chat, address, why)
    return Counter(patient=len(said), specialist=len(chat.answered))


def _same_order(database: sqlite3.Connection, chat: Chat, address: str, why: str) -> None:
    """The patient reads the specialist's replies, and the desk the patient's messages, once and in order."""
    replies = "SELECT external_id FROM transcript WHERE author_kind='specialist' AND conversation=? ORDER BY seq"
    [conversation] = _ids(database, "SELECT id FROM conversations WHERE address=?", address)
    kept = _ids(database, replies, conversation)
    assert [key for key in kept if key in set(chat.answered)] == chat.answered, why
    order = "SELECT id FROM transcript WHERE author_kind=? AND conversation=? ORDER BY seq"
    seen = "SELECT key FROM timeline WHERE channel=? AND address=? AND kind='message' ORDER BY seq"
    for author, channel, place in (("specialist", "web", address), ("patient", "console", chat.thread)):
        written = _ids(database, order, author, conversation)
        read = [key for key in _ids(database, seen, channel, place) if key in set(written)]
        assert read == written, f"{why}: {author}"
