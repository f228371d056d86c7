"""A backup of the real desk while patients write, restored into an empty folder, and the desk goes on from there."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import aiohttp

from tests.acceptance.conftest import DeskProcess

CHATS = 3


def claimdesk(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "CLAIMDESK_DATA": str(data), "COLUMNS": "80"}
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120, check=False)


async def say(url: str, http: aiohttp.ClientSession, token: str, text: str) -> str:
    message = {"id": str(uuid4()), "text": text}
    headers = {"Authorization": f"Bearer {token}"}
    async with http.post(f"{url}/chat/messages", json=message, headers=headers) as answer:
        assert answer.status == 202, await answer.text()
    return message["id"]


async def test_nothing_committed_before_a_backup_under_load_is_lost_and_the_restored_desk_goes_on(
    desk: DeskProcess, tmp_path: Path
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
        done = await asyncio.to_thread(claimdesk, desk.data, "backup", str(tmp_path / "backup"))
        assert done.returncode == 0, done.stderr
        await asyncio.gather(*load)
    assert len(accepted) > len(before)
    assert await asyncio.to_thread(desk.stop) == 0
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o700

    restored = tmp_path / "restored"
    done = await asyncio.to_thread(claimdesk, restored, "restore", str(tmp_path / "backup"))
    assert done.returncode == 0, done.stderr
    assert "The index of the documents." in done.stdout
    assert "is not empty" in (await asyncio.to_thread(claimdesk, restored, "restore", str(tmp_path / "backup"))).stderr
    again = DeskProcess(restored)
    await asyncio.to_thread(again.start)
    async with aiohttp.ClientSession() as http:
        last = await say(again.url, http, tokens[0], "And what is a copay?")
        kept = await settled(restored)
    assert await asyncio.to_thread(again.stop) == 0
    assert set(before) <= set(kept)
    assert last in kept
    assert len(kept) == len(set(kept))


async def settled(data: Path) -> list[str]:
    """Return the accepted messages, once all of them are answered and delivered."""
    for _ in range(300):
        with sqlite3.connect(data / "claimdesk.db") as rows:
            [(waiting,)] = rows.execute(
                "SELECT (SELECT count(*) FROM inbox WHERE state != 'done') + (SELECT count(*) FROM outbox "
                "WHERE state != 'done')"
            )
            kept = [row[0] for row in rows.execute("SELECT external_id FROM inbox")]
        rows.close()
        if not waiting:
            return kept
        await asyncio.sleep(0.1)
    raise AssertionError("the restored desk did not come to rest")
