"""A backup of the real desk while patients write, restored into an empty folder, and the desk goes on from there."""

import asyncio
import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest
import sqlalchemy as sa

from bot.store.database import open_database
from tests.acceptance.conftest import DeskProcess

CHATS = 3


@dataclass(frozen=True)
class Databases:
    """What tells a desk of its database: the one that is backed up, and the empty one that it is restored into."""

    before: Mapping[str, str]
    after: Mapping[str, str]


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    if request.param == "sqlite":
        return Databases({}, {})
    urls = (request.getfixturevalue(name) for name in ("postgres_url", "empty_postgres_url"))
    return Databases(*({"DATABASE_URL": str(url)} for url in urls))


def claimdesk(data: Path, database: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "CLAIMDESK_DATA": str(data), "COLUMNS": "80", **database}
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120, check=False)


async def say(url: str, http: aiohttp.ClientSession, token: str, text: str) -> str:
    message = {"id": str(uuid4()), "text": text}
    headers = {"Authorization": f"Bearer {token}"}
    async with http.post(f"{url}/chat/messages", json=message, headers=headers) as answer:
        assert answer.status == 202, await answer.text()
    return message["id"]


@pytest.fixture
def desk(databases: Databases, tmp_path: Path) -> Iterator[DeskProcess]:
    process = DeskProcess(tmp_path / "data", "demo", 0, **databases.before)
    process.start()
    yield process
    if process.process and process.process.poll() is None:
        process.kill()


async def test_nothing_committed_before_a_backup_under_load_is_lost_and_the_restored_desk_goes_on(
    desk: DeskProcess, databases: Databases, tmp_path: Path
) -> None:
    accepted: list[str] = []
    async with aiohttp.ClientSession() as http:
        tokens = []
        for _ in range(CHATS):
            async with http.post(f"{desk.url}/chat/session", json={}) as answer:
                tokens.append((await answer.json())["token"])

        async def talk(token: str) -> None:
            for number in range(15):
                accepted.append(await say(desk.url, http, token, f"What is a deductible? ({number})"))
                await asyncio.sleep(0.05)

        load = [asyncio.create_task(talk(token)) for token in tokens]
        while len(accepted) < 10:
            await asyncio.sleep(0.02)
        before = list(accepted)
        done = await asyncio.to_thread(claimdesk, desk.data, databases.before, "backup", str(tmp_path / "backup"))
        assert done.returncode == 0, done.stderr
        await asyncio.gather(*load)
    assert len(accepted) > len(before)
    assert await asyncio.to_thread(desk.stop) == 0
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o700

    restored = tmp_path / "restored"
    done = await asyncio.to_thread(claimdesk, restored, databases.after, "restore", str(tmp_path / "backup"))
    assert done.returncode == 0, done.stderr
    assert "The index of the documents." in done.stdout
    assert (
        "is not empty"
        in (await asyncio.to_thread(claimdesk, restored, databases.after, "restore", str(tmp_path / "backup"))).stderr
    )
    again = DeskProcess(restored, "demo", 0, **databases.after)
    await asyncio.to_thread(again.start)
    async with aiohttp.ClientSession() as http:
        last = await say(again.url, http, tokens[0], "And what is a copay?")
        kept = await settled(databases.after.get("DATABASE_URL") or f"sqlite:///{restored}/claimdesk.db")
    assert await asyncio.to_thread(again.stop) == 0
    assert set(before) <= set(kept)
    assert last in kept
    assert len(kept) == len(set(kept))


WAITING = (
    "SELECT (SELECT count(*) FROM inbox WHERE state != 'done') + (SELECT count(*) FROM outbox WHERE state != 'done')"
)


async def settled(url: str) -> list[str]:
    """Return the accepted messages, once all of them are answered and delivered."""
    database = open_database(url)
    try:
        for _ in range(300):
            async with database.reading() as rows:
                waiting = (await rows.execute(sa.text(WAITING))).scalar()
                kept = list((await rows.execute(sa.text("SELECT external_id FROM inbox"))).scalars())
            if not waiting:
                return kept
            await asyncio.sleep(0.1)
    finally:
        await database.close()
    raise AssertionError("the restored desk did not come to rest")
