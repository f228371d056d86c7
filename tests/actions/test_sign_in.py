"""OAuth2 client credentials: one token for many look-ups, a fresh one when it is refused."""

import asyncio
import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest
from aiohttp import web

from actions.results import Outcome
from tests.actions.scripted_billing import ASKED, FOUND, Desk, ScriptedBilling, lookup, says, sends

NUMBER = {"claim_number": ASKED}
SECRETS = {"CLIENT_ID": "desk", "CLIENT_SECRET": "s3cret value"}
SIGN_IN = {
    "token_url": "${env:BILLING_URL}/token",
    "client_id": "${env:CLIENT_ID}",
    "client_secret": "${env:CLIENT_SECRET}",
    "scope": "hipaa",
}


class TokenOffice:
    """Gives out numbered tokens and takes only the latest, or none."""

    def __init__(self, billing: ScriptedBilling) -> None:
        self.given = 0
        self.accepts: Callable[[str], bool] = lambda token: token == f"token-{self.given}"
        self.token_answer: Callable[[], dict[str, Any]] = lambda: {"expires_in": 300}
        billing.script = [self.answer]

    def answer(self, request: web.Request) -> web.Response:
        if request.path == "/token":
            self.given += 1
            return web.json_response({"access_token": f"token-{self.given}", **self.token_answer()})
        accepted = self.accepts(request.headers["Authorization"].removeprefix("Bearer "))
        return web.json_response(FOUND) if accepted else web.json_response({}, status=401)


@pytest.fixture
def tokens(billing: ScriptedBilling) -> TokenOffice:
    return TokenOffice(billing)


async def test_one_token_serves_many_look_ups(desk: Desk, billing: ScriptedBilling, tokens: TokenOffice) -> None:
    runner = desk.runner(lookup(oauth2=SIGN_IN), **SECRETS)
    results = await asyncio.gather(*(runner.run("lookup", {"claim_number": f"4501{n}-A"}) for n in range(5)))
    assert {result.outcome for result in results} == {Outcome.FOUND}
    assert tokens.given == 1
    assert dict(parse_qsl(billing.asked[0].body)) == {
        "grant_type": "client_credentials",
        "scope": "hipaa",
        "client_id": "desk",
        "client_secret": "s3cret value",
    }


async def test_the_secret_can_go_in_the_header(desk: Desk, billing: ScriptedBilling, tokens: TokenOffice) -> None:
    await desk.runner(lookup(oauth2={**SIGN_IN, "send_in": "header"}), **SECRETS).run("lookup", NUMBER)
    expected = base64.b64encode(b"desk:s3cret%20value").decode()
    assert billing.asked[0].headers["Authorization"] == f"Basic {expected}"
    assert "s3cret" not in billing.asked[0].body


async def test_a_token_is_renewed_before_it_runs_out(desk: Desk, tokens: TokenOffice) -> None:
    runner = desk.runner(lookup(oauth2=SIGN_IN), **SECRETS)
    await runner.run("lookup", NUMBER)
    desk.clock.forward(269)
    await runner.run("lookup", NUMBER)
    assert tokens.given == 1
    desk.clock.forward(1)
    await runner.run("lookup", NUMBER)
    assert tokens.given == 2


async def test_a_refused_token_is_renewed_once(desk: Desk, tokens: TokenOffice) -> None:
    runner = desk.runner(lookup(oauth2=SIGN_IN), **SECRETS)
    tokens.accepts = lambda token: token == "token-2"
    result = await runner.run("lookup", NUMBER)
    assert (result.outcome, result.attempts, tokens.given) == (Outcome.FOUND, 2, 2)
    tokens.accepts = lambda _: False
    result = await runner.run("lookup", NUMBER)
    assert (result.outcome, result.attempts, tokens.given) == (Outcome.FAILED, 2, 3)


@pytest.mark.parametrize(
    ("status", "outcome", "asked"),
    [(400, Outcome.FAILED, 1), (401, Outcome.FAILED, 1), (429, Outcome.UNAVAILABLE, 3), (503, Outcome.UNAVAILABLE, 3)],
)
async def test_a_sign_in_that_fails_says_whether_it_is_down(
    desk: Desk, billing: ScriptedBilling, status: int, outcome: Outcome, asked: int
) -> None:
    billing.script = [says({"error": "invalid_client"}, status)]
    result = await desk.runner(lookup(oauth2=SIGN_IN), **SECRETS).run("lookup", NUMBER)
    assert (result.outcome, result.attempts, len(billing.asked)) == (outcome, 0, asked)
    assert "sign-in" in result.detail
    assert "s3cret" not in result.detail


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"access_token": "t", "expires_in": "soon"}', b"<html>"])
async def test_a_sign_in_that_answers_nonsense_is_a_failure(desk: Desk, billing: ScriptedBilling, body: bytes) -> None:
    billing.script = [sends(body)]
    result = await desk.runner(lookup(oauth2=SIGN_IN), **SECRETS).run("lookup", NUMBER)
    assert result.outcome is Outcome.FAILED


async def test_a_sign_in_that_cannot_be_reached_is_unavailable(desk: Desk) -> None:
    file = lookup(oauth2={**SIGN_IN, "token_url": "http://127.0.0.1:9/token"})
    result = await desk.runner(file, **SECRETS).run("lookup", NUMBER)
    assert result.outcome is Outcome.UNAVAILABLE


async def test_look_ups_whose_tokens_are_refused_together_renew_once(desk: Desk, tokens: TokenOffice) -> None:
    runner = desk.runner(lookup(oauth2={**SIGN_IN, "scope": ""}), **SECRETS)
    await runner.run("lookup", NUMBER)
    tokens.accepts = lambda token: token == "token-2"
    results = await asyncio.gather(*(runner.run("lookup", {"claim_number": f"4501{n}-A"}) for n in range(4)))
    assert {result.outcome for result in results} == {Outcome.FOUND}
    assert tokens.given == 2


async def test_the_token_is_masked_where_people_look(desk: Desk, tokens: TokenOffice) -> None:
    result = await desk.runner(lookup(oauth2=SIGN_IN), **SECRETS).run("lookup", NUMBER, capture=True)
    assert result.exchange is not None
    assert "Authorization: Bearer •••token" in result.exchange.request
    assert "token-1" not in repr(result)


async def test_a_missing_client_secret_is_told_at_the_start(desk: Desk) -> None:
    (problem,) = desk.runner(lookup(oauth2=SIGN_IN), CLIENT_ID="desk").problems()
    assert "CLIENT_SECRET" in problem.problem
