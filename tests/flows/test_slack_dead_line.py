"""A socket to Slack dies without being closed: it is noticed, and what was written meanwhile arrives once, in order."""

import re
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter

import aiohttp
import pytest

from bot.bootstrap.health.hearing import hearing
from bot.channels.slack import connection
from bot.channels.slack.catch_up import CatchUp
from bot.channels.slack.connection import PING, Connection
from bot.channels.slack.pulse import Pulse
from bot.settings import Settings
from tests.fakes.local_slack import DANA, LocalSlack, free_port, local_slack
from tests.fakes.slack_faults import fault_proxy
from tests.fakes.slack_office import Office, slack_office, until
from tests.fakes.socket_line import SocketLine, socket_line

LATE = 0.2


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    with local_slack(tmp_path_factory.mktemp("slack")) as running:
        yield running


@pytest.fixture(params=["stuck", "deaf", "unanswered"])
def way(request: pytest.FixtureRequest) -> str:
    """How the line dies."""
    return str(request.param)


@pytest.fixture
async def desk(
    slack: LocalSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> AsyncIterator[tuple[Office, SocketLine]]:
    """The office on a line that can die. All is quicker than in earnest; only where pings tell, they come often."""
    ping = PING if way == "deaf" else 0.4
    monkeypatch.setattr("bot.bootstrap.slack.Connection", partial(Connection, ping=ping, apart=0.2))
    monkeypatch.setattr("bot.bootstrap.slack.CatchUp", partial(CatchUp, every=1.0, pause=0))
    monkeypatch.setattr("bot.bootstrap.slack.Pulse", partial(Pulse, late=LATE))
    monkeypatch.setattr(connection, "TIMEOUT", 0.5)
    await slack.forget()
    async with (
        fault_proxy(slack.api) as api,
        socket_line(api) as line,
        slack_office(slack, tmp_path, api=api.api) as office,
    ):
        yield office, line


async def metrics(office: Office) -> dict[str, float]:
    async with aiohttp.ClientSession() as http, http.get(f"{office.url}/metrics") as answer:
        lines = (await answer.text()).splitlines()
    return {name: float(value) for name, value in (line.split() for line in lines)}


async def doctor(office: Office) -> str:
    """Return what `claimdesk doctor` adds to its line about Slack."""
    port = office.url.rpartition(":")[2]
    return await hearing(Settings.model_validate({"CLAIMDESK_DATA": office.data, "CLAIMDESK_PORT": port}))


async def test_a_desk_that_does_not_run_is_not_asked(tmp_path: Path) -> None:
    settings = Settings.model_validate({"CLAIMDESK_DATA": tmp_path, "CLAIMDESK_PORT": free_port()})
    assert await hearing(settings) == ""


def shown(office: Office) -> list[str]:
    return [line.text for line in office.page.lines.values() if line.author == "dana"]


async def test_what_was_written_while_the_line_was_dead_arrives_once_and_in_order(
    desk: tuple[Office, SocketLine], way: str, record_property: Callable[[str, object], None]
) -> None:
    office, line = desk
    slack = office.slack
    await office.page.say("I want to appeal a denial")
    thread = await office.thread()
    regretted = await slack.say(DANA, "reply 0, for another case", thread)
    await office.page.reads("reply 0")
    await office.marked(regretted, "white_check_mark")

    line.breaks(deaf=way == "deaf")
    line.unanswered = way == "unanswered"
    died = perf_counter()
    await until(lambda: metrics(office), lambda seen: seen["claimdesk_slack_event_age_seconds"] > 2 * LATE, "silence")
    first = await slack.say(DANA, "reply 1", thread)
    await slack.say(DANA, "note: between us", thread)
    await slack.say(DANA, "reply 2", thread)
    await slack.edit(DANA, first, "reply 1, corrected")
    await slack.delete(DANA, regretted)
    if way == "unanswered":
        await line.tried(3)
        line.unanswered = False
    await office.page.reads("reply 2")
    await until(lambda: metrics(office), lambda seen: seen["claimdesk_slack_sockets"] > 1, "a new socket")
    record_property(f"slack line {way}: until there is a new socket, s", round(perf_counter() - died, 1))

    await slack.say(DANA, "reply 3", thread)
    await office.page.reads("reply 3")
    await office.page.shows(lambda seen: seen.removed, "the deletion")
    assert sum(each.swallowed for each in line.lines) > 0
    assert shown(office) == ["", "reply 1, corrected", "reply 2", "reply 3"]
    if way == "deaf":
        assert re.search(r"\(2 sockets since the start\), and had to read \d messages?", await doctor(office))
