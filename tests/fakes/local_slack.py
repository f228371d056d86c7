"""The local Slack server: an npm package that speaks Slack's Web API, events and Socket Mode on this machine.

It is installed once into a cache folder and started for the tests. It forgets message metadata, never answers 429
and drops events while nobody is connected.
"""

import hashlib
import json
import random
import re
import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from tests.fakes.npm_packages import installed

PACKAGE = "local-slack-linux-x64@0.1.8"
SHA256 = "3332007b797969d835f694b463ac526f7ef1fc66afac93f950f585105fe4815f"
TEAM, BOT, DANA, FRAN = "T01TEST", "U0BOT", "U01DANA", "U02FRAN"
FRONT, DESK = "C01FRONT", "C02DESK"
_BY_CHANCE = re.compile(r"c_[0-9a-f]{20}|[0-9a-f]{32}|(?<=file-)[0-9a-f]{8}|\b\d{10}(?:\.\d{6})?\b|(?<=/p)\d{16}")
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-test-token", "xapp-test-token", "test-signing-secret"


def program() -> Path:
    """Return the server's program, installed if need be; skips where that is not possible, and fails in CI."""
    folder = installed(PACKAGE)
    path = folder / "bin" / "local-slack"
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        shutil.rmtree(folder.parent.parent)
        raise AssertionError("the local Slack server is not the one that was looked at; it was removed")
    return path


@dataclass(frozen=True)
class LocalSlack:
    """One running server, and what people do on it."""

    url: str
    requests_to: str

    @property
    def api(self) -> str:
        return f"{self.url}/api"

    async def say(self, user: str, text: str, thread: str = "", channel: str = DESK) -> str:
        body = {"channel": channel, "user": user, "text": text} | ({"thread_ts": thread} if thread else {})
        ts: str = (await self._control("message", **body))["message"]["ts"]
        return ts

    async def upload(
        self, user: str, thread: str, name: str, content: bytes, text: str = "", channel: str = DESK
    ) -> str:
        """Share a file, in a thread if one is named, and return the message's ts."""
        fields = {"channel": channel, "user": user, "text": text} | ({"thread_ts": thread} if thread else {})
        form = aiohttp.FormData(fields, quote_fields=False)
        form.add_field("file", content, filename=name, content_type="application/octet-stream")
        async with aiohttp.ClientSession() as http, http.post(f"{self.url}/_control/upload", data=form) as answer:
            said: dict[str, Any] = await answer.json()
        assert answer.status == 200, said
        ts: str = said["message"]["ts"]
        return ts

    async def file(self, file: Mapping[str, Any]) -> bytes:
        """Return the bytes of a file as the app could read it."""
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        async with aiohttp.ClientSession(headers=headers) as http, http.get(file["url_private"]) as answer:
            return await answer.read()

    async def edit(self, user: str, ts: str, text: str) -> None:
        await self._control("edit-message", channel=DESK, user=user, ts=ts, text=text)

    async def delete(self, user: str, ts: str) -> None:
        await self._control("delete-message", channel=DESK, user=user, ts=ts)

    async def react(self, user: str, ts: str, name: str) -> None:
        await self._control("reaction", channel=DESK, ts=ts, user=user, name=name)

    async def press(self, user: str, ts: str, button: str, value: str = "") -> None:
        action = {"type": "button", "action_id": button, "block_id": "deeds", "value": value}
        await self._control("interact", channel=DESK, messageTs=ts, user=user, action=action)

    async def command(self, user: str, text: str, channel: str = FRONT) -> None:
        await self._control("command", channel=channel, user=user, command="/claim", text=text, appId="A01APP")

    async def shortcut(self, user: str, name: str, *message: str) -> None:
        """Choose a shortcut, on a message if its channel and ts are named; `tests.fakes.slack_shortcuts` carries it."""
        text = " ".join([name, *message])
        await self._control("command", channel=FRONT, user=user, command="/shortcut", text=text, appId="A01APP")

    async def log(self) -> str:
        """Return everything that went over the line, as one text."""
        async with aiohttp.ClientSession() as http, http.get(f"{self.url}/_control/log") as answer:
            return await answer.text()

    async def direct(self, user: str) -> str:
        """Return the channel of the app's direct messages with somebody."""
        async with (
            aiohttp.ClientSession(headers={"Authorization": f"Bearer {BOT_TOKEN}"}) as http,
            http.post(f"{self.api}/conversations.open", json={"users": user}) as answer,
        ):
            channel: str = (await answer.json())["channel"]["id"]
        return channel

    async def press_whisper(self, user: str, whisper: Mapping[str, Any], button: str, channel: str = FRONT) -> None:
        """Press a button of something that only `user` sees."""
        [found] = [
            element
            for block in whisper["blocks"]
            for element in block.get("elements", ())
            if element.get("action_id") == button
        ]
        action = {"type": "button", "action_id": button, "value": found["value"]}
        await self._control("interact", channel=channel, messageTs=whisper["ts"], user=user, action=action)

    async def open_home(self, user: str) -> None:
        await self._control("open-home", user=user, appId="A01APP")

    async def submit(self, user: str, values: Mapping[str, Any]) -> None:
        """Send the form that is open for `user`."""
        async with aiohttp.ClientSession() as http, http.ws_connect(f"{self.url}/ui") as page:
            await page.send_json({"t": "view_submit", "user": user, "values": values})
            await page.receive(5)

    async def messages(self, channel: str = DESK) -> list[dict[str, Any]]:
        async with aiohttp.ClientSession() as http, http.get(f"{self.url}/_control/messages/{channel}") as answer:
            found: list[dict[str, Any]] = (await answer.json())["messages"]
        return found

    async def in_thread(self, thread: str) -> list[dict[str, Any]]:
        """Return what is below a thread's first message; whispers are left out."""
        return [
            m
            for m in await self.messages()
            if m.get("thread_ts") == thread and m["ts"] != thread and m.get("subtype") != "ephemeral"
        ]

    async def whispers(self) -> list[tuple[str, str]]:
        """Return what was shown to one person only: whom, and what."""
        return [(m["ephemeral_to"], m["text"]) for m in await self.messages() if m.get("subtype") == "ephemeral"]

    async def sent_by_bot(self) -> str:
        """Return everything that our calls carried, as one text. In ids and times any digits may stand by chance."""
        async with aiohttp.ClientSession() as http, http.get(f"{self.url}/_control/log") as answer:
            log = (await answer.json())["log"]
        sent = [line.get("detail") for line in log if line["direction"] == "from_bot"]
        return _BY_CHANCE.sub("·", json.dumps(sent, ensure_ascii=False))

    async def forget(self) -> None:
        await self._control("reset")

    async def _control(self, deed: str, **body: Any) -> dict[str, Any]:
        async with aiohttp.ClientSession() as http, http.post(f"{self.url}/_control/{deed}", json=body) as answer:
            said: dict[str, Any] = await answer.json()
        assert answer.status == 200, said
        return said


@contextmanager
def local_slack(folder: Path, *, requests_to: str = "", port: int = 0) -> Iterator[LocalSlack]:
    """Run a server inside the block: with Socket Mode, or sending signed requests to an address."""
    path = program()
    port = port or free_port()
    config = folder / f"slack-{port}.json"
    config.write_text(json.dumps(_config(requests_to)))
    with (folder / f"slack-{port}.log").open("a") as log:
        process = subprocess.Popen(
            [path, "--config", config, "--port", str(port), "--base-host", "127.0.0.1"], stdout=log, stderr=log
        )
    try:
        server = LocalSlack(f"http://127.0.0.1:{port}", requests_to)
        _until_there(server.url, process)
        yield server
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    """Return a port below those that outgoing connections take, or one of them might before it is listened at."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as taken, suppress(OSError):
            taken.bind(("127.0.0.1", port))
            return port


def _config(requests_to: str) -> dict[str, Any]:
    app = {
        "appId": "A01APP",
        "botUserId": BOT,
        "botName": "claimdesk",
        "botToken": BOT_TOKEN,
        "appToken": APP_TOKEN,
        "signingSecret": SECRET,
        **({"mode": "events", "requestUrl": requests_to} if requests_to else {"mode": "socket"}),
    }
    return {
        "workspace": {"name": "Billing Office", "domain": "billing", "teamId": TEAM},
        "app": app,
        "users": [
            {"id": DANA, "name": "dana", "real_name": "Dana Biller", "email": "dana@example.com"},
            {"id": FRAN, "name": "fran", "real_name": "Fran Frontdesk", "email": "fran@example.com"},
        ],
        "channels": [
            {"id": FRONT, "name": "front-desk", "members": [DANA, FRAN, BOT]},
            {"id": DESK, "name": "billing-desk", "is_private": True, "members": [DANA, BOT]},
        ],
    }


def _until_there(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        with suppress(OSError):
            urllib.request.urlopen(f"{url}/_control/state", timeout=5).close()
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    raise AssertionError("the local Slack server did not start")
