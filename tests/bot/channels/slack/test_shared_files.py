"""A specialist's file: fetched at once under the app's token, which goes nowhere else."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.channels.slack.api import SlackApi
from bot.channels.slack.events import SharedFile
from bot.channels.slack.shared_files import NO_SCOPE, NOT_GIVEN, SharedFiles
from bot.domain.errors import RetryLater
from bot.http import serving
from bot.store.unit_of_work import SqlStore
from tests.fakes.local_slack import BOT_TOKEN
from tests.fakes.manual_clock import ManualClock

PDF = b"%PDF-1.7 a letter"
LARGEST = 1000
CLOCK = ManualClock()
JUST_NOW = f"{CLOCK.now().timestamp():.6f}"


@dataclass
class FileServer:
    """Serves one answer at `/file`; `tokens` are the credentials that came with each request."""

    url: str = ""
    status: int = 200
    body: bytes = PDF
    headers: dict[str, str] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)

    async def serve(self, request: web.Request) -> web.Response:
        self.tokens.append(f"{request.path} {request.headers.get('Authorization', '')}")
        return web.Response(status=self.status, body=self.body, headers=self.headers)

    async def info(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "file": shared(self, deferred=False)})


@pytest.fixture
async def server() -> AsyncIterator[FileServer]:
    files = FileServer()
    app = web.Application()
    app.router.add_get("/api/files.info", files.info)
    app.router.add_get("/{path:.*}", files.serve)
    async with serving(app, "127.0.0.1", 0) as files.url:
        yield files


@pytest.fixture
def files(server: FileServer, one_store: SqlStore) -> SharedFiles:
    return SharedFiles(SlackApi(BOT_TOKEN, f"{server.url}/api/"), one_store, CLOCK, LARGEST)


def shared(server: FileServer, *, deferred: bool = False, **more: Any) -> dict[str, Any]:
    known = {"file_access": "check_file_info"} if deferred else {"url_private_download": f"{server.url}/file"}
    return {"id": "F1", "name": "letter.pdf", "size": 17, **known} | more


async def refusal(files: SharedFiles, file: dict[str, Any]) -> str:
    fetched = await files.fetch([SharedFile.of(file)], JUST_NOW)
    assert fetched.attachments == ()
    [why] = fetched.refused
    return why


@pytest.mark.parametrize("deferred", [False, True])
async def test_a_file_is_fetched_and_kept(
    files: SharedFiles, server: FileServer, one_store: SqlStore, *, deferred: bool
) -> None:
    [letter] = (await files.fetch([SharedFile.of(shared(server, deferred=deferred))], JUST_NOW)).attachments
    assert (letter.name, letter.type, letter.size) == ("letter.pdf", "application/pdf", len(PDF))
    async with one_store.read() as work:
        assert await work.files.read(letter.id) == PDF
    assert server.tokens == [f"/file Bearer {BOT_TOKEN}"]


async def test_the_token_follows_no_redirect(files: SharedFiles, server: FileServer) -> None:
    server.status, server.headers = 302, {"Location": f"{server.url}/elsewhere"}
    assert await refusal(files, shared(server)) == f"“letter.pdf” {NO_SCOPE}"
    assert server.tokens == [f"/file Bearer {BOT_TOKEN}"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"<!DOCTYPE html><title>Sign in</title>", {"Content-Type": "text/html"}),
        (b"\n <html><body>Sign in", {"Content-Type": "application/octet-stream"}),
    ],
)
async def test_a_login_page_is_a_missing_scope_and_no_file(
    files: SharedFiles, server: FileServer, body: bytes, headers: dict[str, str]
) -> None:
    server.body, server.headers = body, headers
    assert await refusal(files, shared(server)) == f"“letter.pdf” {NO_SCOPE}"


@pytest.mark.parametrize(
    "address", ["https://docs.example.com/d/1", "http://files.slack.com/f", "https://evilslack.com/f", ""]
)
async def test_the_token_goes_to_slack_only(files: SharedFiles, server: FileServer, address: str) -> None:
    why = await refusal(files, shared(server, url_private_download=address))
    assert "is only a link to another site" in why


def test_slacks_own_hosts_are_slacks() -> None:
    api = SlackApi(BOT_TOKEN)
    assert api.is_slacks("https://files.slack.com/files-pri/T1-F1/download/letter.pdf")
    assert not api.is_slacks("https://files.slack.com.evil.example/letter.pdf")


@pytest.mark.parametrize(("size", "body"), [(LARGEST + 1, PDF), (17, b"%PDF-" + bytes(LARGEST))])
async def test_a_file_that_is_too_large_is_not_taken_whatever_slack_says_of_it(
    files: SharedFiles, server: FileServer, size: int, body: bytes
) -> None:
    server.body = body
    assert await refusal(files, shared(server, size=size)) == "“letter.pdf” is larger than 1 KB"


async def test_a_program_does_not_pass(files: SharedFiles, server: FileServer) -> None:
    server.body = b"MZ\x90\x00"
    assert await refusal(files, shared(server)) == "“letter.pdf” is neither a PDF, a picture nor plain text"


async def test_a_file_that_is_gone_is_said_so(files: SharedFiles, server: FileServer) -> None:
    server.status = 404
    assert await refusal(files, shared(server)) == "“letter.pdf” was deleted in Slack"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_while_slack_is_in_trouble_the_file_waits(files: SharedFiles, server: FileServer, status: int) -> None:
    server.status = status
    with pytest.raises(RetryLater):
        await files.fetch([SharedFile.of(shared(server))], JUST_NOW)


async def test_while_slack_is_away_the_file_waits(files: SharedFiles, server: FileServer) -> None:
    file = SharedFile.of(shared(server, url_private_download="http://127.0.0.1:9/file"))
    with pytest.raises(RetryLater):
        await files.fetch([file], JUST_NOW)


async def test_a_file_that_slack_does_not_give_for_minutes_keeps_nothing_back(
    files: SharedFiles, server: FileServer
) -> None:
    server.status = 500
    earlier = f"{(CLOCK.now() - timedelta(minutes=6)).timestamp():.6f}"
    fetched = await files.fetch([SharedFile.of(shared(server))], earlier)
    assert (fetched.attachments, fetched.refused) == ((), (f"“letter.pdf” {NOT_GIVEN}",))
