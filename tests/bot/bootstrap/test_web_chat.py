"""Whether a patient could chat, on the real desk and on ones that fail."""

from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.bootstrap.health.web_chat import web_findings
from bot.bootstrap.opened import opened
from bot.bootstrap.parts import Place, open_place
from bot.bootstrap.server import running
from bot.http import serving
from bot.settings import Settings
from scheduler.health_check import Finding

NOBODY = "http://127.0.0.1:1"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return open_place(Settings.model_validate({"CLAIMDESK_DATA": tmp_path, "CLAIMDESK_PORT": 1}))


async def findings(place: Place, at: str, *pages: str) -> list[Finding]:
    office = place.folder.office
    web_policy = replace(office.web, allowed_origins=pages)
    place = replace(place, folder=replace(place.folder, office=replace(office, web=web_policy)))
    async with opened(place) as parts:
        return list(await web_findings(replace(parts, serving=at)))


async def test_a_desk_that_serves_is_well_and_nothing_is_left_of_the_try(place: Place) -> None:
    async with running(place, demo=False, port=0) as url:
        [found] = await findings(place, url)
    assert found.well, found
    assert found.says.startswith("script, session and events, there and back in")
    async with opened(place) as parts, parts.store.read() as work:
        assert await work.timeline.head("web") == 0


async def test_a_running_desk_that_does_not_answer_is_a_finding_and_a_command_beside_none_is_not(place: Place) -> None:
    [own] = await findings(place, NOBODY)
    assert (own.well, own.says) == (False, "does not answer")
    assert own.cure == "See what the log of claimdesk serve says, and start it again"
    [beside] = await findings(place, "")
    assert (beside.well, beside.says) == (True, f"was not tried: no claimdesk serve answers at {NOBODY}")


async def script(_: web.Request) -> web.Response:
    return web.Response(text="//", content_type="text/javascript")


async def session(_: web.Request) -> web.Response:
    return web.json_response({"token": "t"}, status=201)


async def odd(_: web.Request) -> web.Response:
    return web.Response(text="not JSON", status=201)


SCRIPT, SESSION = web.get("/widget.js", script), web.post("/chat/session", session)


@pytest.mark.parametrize(
    ("routes", "says"),
    [
        ([], "the script of the chat is not served (404)"),
        ([SCRIPT], "no session can be started (404)"),
        ([SCRIPT, web.post("/chat/session", odd)], "failed (ContentTypeError)"),
        ([SCRIPT, SESSION], "the answers of a session do not come (404)"),
    ],
)
async def test_the_step_that_fails_is_named(place: Place, routes: list[web.RouteDef], says: str) -> None:
    app = web.Application()
    app.add_routes(routes)
    async with serving(app, "127.0.0.1", 0) as url:
        [found] = await findings(place, url)
    assert (found.well, found.says) == (False, says)


async def test_the_pages_that_hold_the_chat_are_looked_at_too(place: Place) -> None:
    async def broken(_: web.Request) -> web.Response:
        return web.Response(status=503)

    app, sick = web.Application(), web.Application()
    sick.add_routes([web.get("/", broken)])
    async with serving(app, "127.0.0.1", 0) as well, serving(sick, "127.0.0.1", 0) as down:
        _, *pages = await findings(place, "", well, down, NOBODY)
    assert [(page.well, page.says) for page in pages] == [
        (True, "answers 404"),
        (False, "answers 503"),
        (False, "cannot be reached (ClientConnectorError)"),
    ]
    assert pages[1].part == "page 127.0.0.1"
    assert pages[1].cure == "See whether the site is up; patients find the chat on it"
