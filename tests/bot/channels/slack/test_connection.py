"""Signed requests through the real HTTP application, and a socket that is opened while Slack is not there."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from io import BytesIO
from itertools import chain, repeat

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier

from bot.channels.slack.connection import LARGEST, PATH, Connection, signed_routes
from bot.channels.slack.pulse import Pulse
from bot.http import create_app, serving
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import APP_TOKEN, SECRET
from tests.fakes.slack_faults import BROKEN, FaultProxy
from tests.fakes.socket_line import SocketLine, socket_line


async def _nothing() -> Mapping[str, float]:
    return {}


class CountedPulse(Pulse):
    beats = 0

    def beat(self) -> None:
        super().beat()
        self.beats += 1


@pytest.fixture
def pulse() -> CountedPulse:
    return CountedPulse()


@pytest.fixture
async def http(edge: Edge, pulse: CountedPulse) -> AsyncIterator[aiohttp.ClientSession]:
    app = create_app(signed_routes(edge.app, pulse), probes={}, counters=_nothing)
    async with serving(app, "127.0.0.1", 0) as url, aiohttp.ClientSession(url) as session:
        yield session


async def posted(http: aiohttp.ClientSession, body: str, secret: str = SECRET) -> int:
    stamp = str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body) or ""
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature,
    }
    async with http.post(PATH, data=BytesIO(body.encode()), headers=headers) as answer:
        return answer.status


async def test_slack_proves_its_address_with_a_challenge(http: aiohttp.ClientSession) -> None:
    assert await posted(http, json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"})) == 200


async def test_a_large_event_is_taken_where_other_routes_refuse_one(http: aiohttp.ClientSession, edge: Edge) -> None:
    event = edge.reply(blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 200_000}}])
    assert await posted(http, json.dumps({"type": "event_callback", "event": event})) == 200
    assert edge.told == [("message", "Your claim is paid.")]


async def test_a_request_beyond_all_measure_is_refused(http: aiohttp.ClientSession, edge: Edge) -> None:
    assert await posted(http, "x" * (LARGEST + 1)) == 413


async def test_a_forged_request_is_turned_away_and_is_no_sign_of_slack(
    http: aiohttp.ClientSession, edge: Edge, pulse: CountedPulse
) -> None:
    body = json.dumps({"type": "event_callback", "event": edge.reply()})
    assert await posted(http, body, "another secret") == 401
    assert edge.accepted == []
    assert pulse.beats == 0
    await posted(http, json.dumps({"type": "event_callback", "event": edge.reply()}))
    assert (pulse.beats, pulse.age < 60) == (1, True)


async def test_a_socket_needs_no_route_and_no_slack_at_the_start(edge: Edge) -> None:
    connection = Connection(edge.app, "xapp-invented", "http://127.0.0.1:1/api/", Pulse())

    async def never() -> None:
        raise AssertionError("nobody is there")

    assert connection.routes() == []
    async with connection.open(never):
        pass


@pytest.fixture
async def line(proxy: FaultProxy) -> AsyncIterator[SocketLine]:
    async with socket_line(proxy) as running:
        yield running


async def test_a_socket_on_which_slack_says_nothing_for_long_is_replaced_also_after_a_refusal(
    edge: Edge, proxy: FaultProxy, line: SocketLine, pulse: CountedPulse
) -> None:
    connection = Connection(edge.app, APP_TOKEN, f"{proxy.api}/", pulse, silence=0.2, apart=0.05)
    proxy.then("apps.connections.open", None, BROKEN)
    async with connection.open(_ready):
        await line.tried(3)
    assert pulse.greetings >= 2
    assert proxy.calls.count("apps.connections.open") >= 4


async def _ready() -> None:
    """Slack has greeted a socket."""


@pytest.mark.parametrize(
    ("written_ago", "heard_ago", "unheard"),
    [(30, 60, True), (30, 29, False), (30, 35, False)],
    ids=["silence since", "heard since", "clocks differ"],
)
def test_a_message_was_kept_from_us_when_nothing_was_heard_since_it_was_written(
    written_ago: float, heard_ago: float, *, unheard: bool
) -> None:
    times = chain([0.0], repeat(heard_ago))
    pulse = Pulse(now=lambda: next(times))
    pulse.came(written_ago)
    assert (pulse.missed.is_set(), pulse.counters["claimdesk_slack_unheard"]) == (unheard, int(unheard))


@pytest.mark.parametrize("told", [True, False])
async def test_a_message_that_may_be_on_its_way_is_judged_when_it_should_have_come(*, told: bool) -> None:
    seconds = [0.0]
    pulse = Pulse(late=0.01, now=lambda: seconds[0])
    seconds[0] = 60.0
    pulse.came(0.001)
    assert not pulse.missed.is_set()
    if told:
        pulse.beat()
    await asyncio.sleep(0.05)
    assert pulse.missed.is_set() is not told
