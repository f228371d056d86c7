"""Everything that a billing system can answer, and how each ends. Only a clear answer is found or not found."""

import asyncio
import gzip
import json
import socket
from typing import Any

import pytest
from aiohttp import web

from actions.results import Outcome
from tests.actions.scripted_billing import ASKED, CLAIM, FOUND, Answer, Desk, ScriptedBilling, lookup, says, sends

NUMBER = {"claim_number": ASKED}
PRIVATE = "Rosa Delgado 1984-03-12"


@pytest.mark.parametrize(
    ("status", "outcome", "asked"),
    [
        (204, Outcome.FAILED, 1),
        (301, Outcome.FAILED, 1),
        (400, Outcome.FAILED, 1),
        (401, Outcome.FAILED, 1),
        (403, Outcome.FAILED, 1),
        (404, Outcome.FAILED, 1),
        (408, Outcome.UNAVAILABLE, 3),
        (418, Outcome.FAILED, 1),
        (422, Outcome.FAILED, 1),
        (429, Outcome.UNAVAILABLE, 3),
        (500, Outcome.FAILED, 3),
        (502, Outcome.UNAVAILABLE, 3),
        (503, Outcome.UNAVAILABLE, 3),
        (504, Outcome.UNAVAILABLE, 3),
    ],
)
async def test_each_status_has_its_outcome_and_its_tries(
    desk: Desk, billing: ScriptedBilling, status: int, outcome: Outcome, asked: int
) -> None:
    billing.script = [says({"error": PRIVATE}, status, Location="https://elsewhere.example.invalid/")]
    result = await desk.runner().run("lookup", NUMBER)
    assert (result.outcome, result.attempts, len(billing.asked)) == (outcome, asked, asked)
    assert result.detail.startswith("our billing system: ")
    assert result.records == ()
    assert not any(word in result.detail for word in [*PRIVATE.split(), ASKED])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (sends(b"<html>sign in</html>", "text/html"), "a web page"),
        (sends(b"", "application/json"), "empty"),
        (sends(b'{"claims": [{"num'), "broken JSON"),
        (sends(b'{"claims": [NaN]}'), "broken JSON"),
        (sends(b'{"claims": "\xff"}'), "broken JSON"),
        (sends(b"[" * 200_000), "broken JSON"),
        (sends(json.dumps(FOUND).encode(), "text/plain"), "not JSON"),
        (sends(b'{"claims": "' + b"x" * 1_100_000 + b'"}'), "larger than 1 MB"),
        (says({"claims": []}), "items found nothing"),
        (says({}), "items found nothing"),
        (says([]), "items found nothing"),
        (says(None), "items found nothing"),
        (says({"claims": "none"}), "items found nothing"),
        (says({"claims": [{**CLAIM, "code": None}]}), "required field category is missing"),
        (says({"claims": [{**CLAIM, "code": {}}]}), "required field category is unreadable"),
        (says({"claims": [CLAIM, {}]}), "required field claim_number is missing"),
    ],
)
async def test_an_answer_that_makes_no_sense_is_a_failure_and_never_not_found(
    desk: Desk, billing: ScriptedBilling, answer: Answer, words: str
) -> None:
    billing.script = [answer]
    result = await desk.runner().run("lookup", NUMBER)
    assert (result.outcome, result.records, len(billing.asked)) == (Outcome.FAILED, (), 1)
    assert words in result.detail


async def test_a_small_answer_that_unpacks_to_a_huge_one_is_refused(desk: Desk, billing: ScriptedBilling) -> None:
    packed = gzip.compress(b'{"claims": "' + b"x" * 20_000_000 + b'"}')
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    billing.script = [lambda _: web.Response(body=packed, headers=headers)]
    result = await desk.runner().run("lookup", NUMBER)
    assert result.outcome is Outcome.FAILED
    assert "larger than 1 MB" in result.detail


async def test_json_with_a_mark_or_another_json_kind_is_json(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [sends(b"\xef\xbb\xbf" + json.dumps(FOUND).encode(), "application/fhir+json; charset=utf-8")]
    assert (await desk.runner().run("lookup", NUMBER)).outcome is Outcome.FOUND


async def test_not_found_is_a_good_answer_that_says_so(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({"claims": [{"code": "D0"}]})]
    assert (await desk.runner().run("lookup", NUMBER)).outcome is Outcome.NOT_FOUND


async def test_a_404_is_not_found_only_where_the_file_recognises_it(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({"error": "NO_SUCH_CLAIM"}, 404), says({"error": "NO_SUCH_PAGE"}, 404)]
    runner = desk.runner(lookup(mapping={"not_found_when": "error == 'NO_SUCH_CLAIM'"}))
    assert (await runner.run("lookup", NUMBER)).outcome is Outcome.NOT_FOUND
    assert (await runner.run("lookup", NUMBER)).outcome is Outcome.FAILED


async def test_the_systems_own_error_is_a_failure(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({**FOUND, "fault": True})]
    result = await desk.runner(lookup(mapping={"error_when": "fault"})).run("lookup", NUMBER)
    assert (result.outcome, result.attempts) == (Outcome.FAILED, 1)


@pytest.mark.parametrize("status", [200, 400, 500])
async def test_a_payer_that_is_down_is_asked_again_and_then_unavailable(
    desk: Desk, billing: ScriptedBilling, status: int
) -> None:
    billing.script = [says({"claims": [{**CLAIM, "code": "E1"}]}, status)]
    result = await desk.runner(lookup(mapping={"unavailable_when": "claims[?code == 'E1']"})).run("lookup", NUMBER)
    assert (result.outcome, result.attempts) == (Outcome.UNAVAILABLE, 3)


async def test_a_condition_that_does_not_fit_the_answer_is_a_failure(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says(FOUND)]
    result = await desk.runner(lookup(mapping={"not_found_when": "length(matches) == `0`"})).run("lookup", NUMBER)
    assert result.outcome is Outcome.FAILED
    assert "not_found_when" in result.detail


async def test_a_condition_that_does_not_fit_an_error_leaves_the_status_to_speak(
    desk: Desk, billing: ScriptedBilling
) -> None:
    billing.script = [says({"error": "x"}, 503)]
    file = lookup(mapping={"unavailable_when": "length(matches) == `0`"})
    assert (await desk.runner(file).run("lookup", NUMBER)).outcome is Outcome.UNAVAILABLE


async def test_a_refused_connection_is_unavailable(desk: Desk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        runner = desk.runner(BILLING_URL=f"http://127.0.0.1:{taken.getsockname()[1]}")
        result = await runner.run("lookup", NUMBER)
    assert (result.outcome, result.attempts) == (Outcome.UNAVAILABLE, 3)


async def test_a_post_is_repeated_only_when_it_never_arrived_or_is_safe(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({}, 503)]
    once = {**lookup(request={"method": "POST", "form": {"n": "{claim_number}"}}), "name": "once"}
    safe = {**lookup(request={"method": "POST", "safe_to_retry": True}), "name": "safe"}
    runner = desk.runner(once, safe)
    assert (await runner.run("once", NUMBER)).attempts == 1
    assert (await runner.run("safe", NUMBER)).attempts == 3
    away = desk.runner(once, BILLING_URL="http://127.0.0.1:9")
    assert (await away.run("once", NUMBER)).attempts == 3


async def test_silence_ends_at_the_deadline(desk: Desk, billing: ScriptedBilling) -> None:
    async def silent(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    billing.script = [silent]
    result = await desk.runner(lookup(timeout={"connect": 0.1, "total": 0.1})).run("lookup", NUMBER)
    assert result.outcome is Outcome.UNAVAILABLE
    assert "did not answer within 0.1 seconds" in result.detail


async def test_a_body_that_never_ends_ends_at_the_deadline(desk: Desk, billing: ScriptedBilling) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        await response.write(b'{"claims": [')
        await asyncio.Event().wait()
        return response

    billing.script = [endless]
    result = await desk.runner(lookup(timeout={"connect": 0.1, "total": 0.1})).run("lookup", NUMBER)
    assert result.outcome is Outcome.UNAVAILABLE


async def test_a_connection_that_breaks_off_is_tried_again(desk: Desk, billing: ScriptedBilling) -> None:
    async def breaks_off(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "500"})
        await response.prepare(request)
        await response.write(b'{"claims": [')
        assert request.transport is not None
        request.transport.abort()
        return response

    billing.script = [breaks_off, says(FOUND)]
    result = await desk.runner().run("lookup", NUMBER)
    assert (result.outcome, result.attempts) == (Outcome.FOUND, 2)


@pytest.mark.parametrize(("scheme", "words"), [("http", "proper HTTP"), ("https", "certificate")])
async def test_a_server_that_speaks_something_else_is_a_failure(desk: Desk, scheme: str, words: str) -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.invalid ESMTP\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        result = await desk.runner(BILLING_URL=f"{scheme}://127.0.0.1:{port}").run("lookup", NUMBER)
    assert (result.outcome, result.attempts) == (Outcome.FAILED, 1)
    assert words in result.detail


async def test_retries_wait_longer_each_time_and_as_long_as_they_are_asked_to(
    desk: Desk, billing: ScriptedBilling
) -> None:
    billing.script = [says({}, 503), says({}, 429, **{"Retry-After": "2"}), says(FOUND)]
    result = await desk.runner().run("lookup", NUMBER)
    first, second = desk.pauses.seconds
    assert result.outcome is Outcome.FOUND
    assert 0.25 <= first <= 0.5
    assert second == 2


async def test_a_wait_beyond_the_deadline_is_not_begun(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({}, 429, **{"Retry-After": "3600"})]
    result = await desk.runner().run("lookup", NUMBER)
    assert (result.outcome, result.attempts, desk.pauses.seconds) == (Outcome.UNAVAILABLE, 1, [])


@pytest.mark.parametrize("value", [None, True, 5, "x", [[]], [None], {"claims": {"claims": []}}])
async def test_no_json_makes_a_run_raise(desk: Desk, billing: ScriptedBilling, value: Any) -> None:
    billing.script = [says(value), says({"claims": value})]
    runner = desk.runner()
    for _ in range(2):
        assert (await runner.run("lookup", NUMBER)).outcome is Outcome.FAILED
