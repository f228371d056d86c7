"""Signed requests through the real HTTP application, and a socket that is opened while Slack is not there."""

import json
import time
from collections.abc import AsyncIterator, Mapping
from io import BytesIO

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier

from bot.channels.slack.connection import LARGEST, PATH, Connection, Pulse, signed_routes
from bot.http import create_app, serving
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import SECRET


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
    connection = Connection(edge.app, "xapp-invented", "http://127.0.0.1:1/api/")

    async def never() -> None:
        raise AssertionError("nobody is there")

    assert connection.routes() == []
    async with connection.open(never):
        pass
