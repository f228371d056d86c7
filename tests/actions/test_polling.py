"""Systems that answer later: HTTP 202 or a pending answer, and where to ask again."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from actions.results import Outcome
from tests.actions.scripted_billing import ASKED, FOUND, Desk, ScriptedBilling, lookup, says

NUMBER = {"claim_number": ASKED}
BY_ID = {"url": "${env:BILLING_URL}/results/{id}", "take": {"id": "requestId"}, "every": 2}


async def test_a_pending_answer_is_followed_to_its_result(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({"requestId": "a/b 7"}, 202), says({}, 202), says(FOUND)]
    result = await desk.runner(lookup(poll=BY_ID)).run("lookup", NUMBER)
    assert (result.outcome, result.attempts, desk.pauses.seconds) == (Outcome.FOUND, 3, [2, 2])
    assert [asked.path for asked in billing.asked] == ["/claims/45012-A", *["/results/a%2Fb%207"] * 2]
    assert {asked.headers["X-Key"] for asked in billing.asked} == {"a-secret-key"}


async def test_the_location_header_is_followed_where_the_file_names_no_address(
    desk: Desk, billing: ScriptedBilling
) -> None:
    later = {"Location": "/jobs/7?x=1", "Retry-After": "4"}
    billing.script = [lambda _: web.Response(status=202, headers=later), says(FOUND)]
    result = await desk.runner(lookup(poll={})).run("lookup", NUMBER)
    assert (result.outcome, billing.asked[1].path, desk.pauses.seconds) == (Outcome.FOUND, "/jobs/7?x=1", [4])


async def test_a_link_of_the_answer_is_followed(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({"next": "../jobs/7?x=%2F"}, 202), says({"next": f"{billing.url}/jobs/8"}, 202), says(FOUND)]
    result = await desk.runner(lookup(poll={"url": "{link}", "take": {"link": "next"}})).run("lookup", NUMBER)
    assert result.outcome is Outcome.FOUND
    assert [asked.path for asked in billing.asked[1:]] == ["/jobs/7?x=%2F", "/jobs/8"]


async def test_a_post_is_followed_by_a_get_without_its_body(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({"requestId": 7}, 202), says(FOUND)]
    request = {"method": "POST", "form": {"n": "{claim_number}"}}
    await desk.runner(lookup(request=request, poll=BY_ID)).run("lookup", NUMBER)
    assert [(asked.method, asked.body) for asked in billing.asked] == [("POST", "n=45012-A"), ("GET", "")]


async def test_pending_when_is_for_answers_that_say_so_in_their_body(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({"state": "working", "requestId": "7"}), says({**FOUND, "state": "done"})]
    file = lookup(poll=BY_ID, mapping={"pending_when": "state == 'working'"})
    assert (await desk.runner(file).run("lookup", NUMBER)).outcome is Outcome.FOUND


async def test_the_key_is_never_taken_to_another_system(desk: Desk, billing: ScriptedBilling) -> None:
    elsewhere = "https://elsewhere.example.invalid/7"
    billing.script = [says({"next": elsewhere}, 202, Location=elsewhere)]
    for poll in ({}, {"url": "{link}", "take": {"link": "next"}}):
        result = await desk.runner(lookup(poll=poll)).run("lookup", NUMBER)
        assert result.outcome is Outcome.FAILED
        assert "another system" in result.detail
    assert len(billing.asked) == 2


@pytest.mark.parametrize(
    "body", [{}, {"requestId": ".."}, {"requestId": None}, {"requestId": ["7"]}, {"requestId": True}]
)
async def test_a_pending_answer_that_leads_nowhere_is_a_failure(
    desk: Desk, billing: ScriptedBilling, body: dict[str, Any]
) -> None:
    billing.script = [says(body, 202)]
    result = await desk.runner(lookup(poll=BY_ID)).run("lookup", NUMBER)
    assert (result.outcome, len(billing.asked)) == (Outcome.FAILED, 1)


async def test_a_pending_answer_of_another_shape_is_a_failure(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({"ids": 7}, 202)]
    result = await desk.runner(lookup(poll={**BY_ID, "take": {"id": "join('-', ids)"}})).run("lookup", NUMBER)
    assert result.outcome is Outcome.FAILED


async def test_without_a_poll_a_202_is_pending(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({}, 202)]
    assert (await desk.runner().run("lookup", NUMBER)).outcome is Outcome.PENDING


async def test_what_is_pending_at_the_deadline_is_pending(desk: Desk, billing: ScriptedBilling) -> None:
    async def silent(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    billing.script = [says({"requestId": "7"}, 202), silent]
    file = lookup(poll={**BY_ID, "every": 0.05}, timeout={"connect": 0.1, "total": 0.2})
    assert (await desk.runner(file).run("lookup", NUMBER)).outcome is Outcome.PENDING


async def test_a_poll_beyond_the_deadline_is_not_begun(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({"requestId": "7"}, 202, **{"Retry-After": "600"})]
    result = await desk.runner(lookup(poll=BY_ID)).run("lookup", NUMBER)
    assert (result.outcome, len(billing.asked)) == (Outcome.PENDING, 1)


async def test_a_poll_that_fails_is_tried_again(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({"requestId": "7"}, 202), says({}, 504), says(FOUND)]
    request = {"method": "POST", "form": {"n": "{claim_number}"}}
    result = await desk.runner(lookup(request=request, poll=BY_ID)).run("lookup", NUMBER)
    assert (result.outcome, result.attempts) == (Outcome.FOUND, 3)
