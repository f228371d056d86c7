"""One run: what is sent, what is refused before, what is shared and what is remembered."""

import asyncio
from decimal import Decimal

import pytest
from aiohttp import web

from actions.results import Outcome
from tests.actions.scripted_billing import ASKED, CLAIM, FOUND, Desk, ScriptedBilling, lookup, says

NUMBER = {"claim_number": ASKED}


async def test_a_claim_is_found_with_its_mapped_fields_only(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({"claims": [{**CLAIM, "diagnosis": "private"}]})]
    result = await desk.runner().run("lookup", NUMBER)
    assert result.outcome is Outcome.FOUND
    assert result.records == ({"claim_number": ASKED, "category": "P1", "patient_key": "PT-1"},)
    assert (result.source, result.as_of, result.attempts) == ("our billing system", desk.clock.time, 1)


async def test_the_request_carries_the_key_and_an_id_to_ask_about_later(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({}, 400)]
    result = await desk.runner().run("lookup", NUMBER)
    (asked,) = billing.asked
    assert (asked.method, asked.path, asked.headers["X-Key"]) == ("GET", "/claims/45012-A", "a-secret-key")
    assert asked.headers["X-Request-ID"] in result.detail


async def test_inputs_are_encoded_into_the_address(desk: Desk, billing: ScriptedBilling) -> None:
    free = {"claim_number": {"example": ASKED, "message": "Which claim?"}}
    file = lookup(inputs=free, request={"query": {"no": "{claim_number}", "fixed": "a&b"}})
    await desk.runner(file).run("lookup", {"claim_number": "A/1 #2'3"})
    assert billing.asked[0].path == "/claims/A%2F1%20%232%273?no=A%2F1%20%232%273&fixed=a%26b"


async def test_json_bodies_are_built_and_never_pasted_together(desk: Desk, billing: ScriptedBilling) -> None:
    body = {"search": {"number": "{claim_number}", "label": "claim {claim_number}", "limit": 5, "all": None}}
    request = {"method": "POST", "json": body, "safe_to_retry": True}
    await desk.runner(lookup(request=request)).run("lookup", NUMBER)
    assert billing.asked[0].body == (
        '{"search": {"number": "45012-A", "label": "claim 45012-A", "limit": 5, "all": null}}'
    )


async def test_what_was_not_given_is_left_out_of_the_question(desk: Desk, billing: ScriptedBilling) -> None:
    inputs = {
        "claim_number": {"example": ASKED, "message": "?"},
        "day": {"type": "date", "required": False, "example": "2026-10-02", "message": "?", "format": "MM/DD/YYYY"},
    }
    request = {"method": "POST", "json": {"a": "{claim_number}", "b": "{day}", "c": ["{day}", "x"]}}
    runner = desk.runner(lookup(inputs=inputs, request=request))
    await runner.run("lookup", NUMBER)
    await runner.run("lookup", {**NUMBER, "day": "2026-01-09", "unasked": "stays here"})
    assert [asked.body for asked in billing.asked] == [
        '{"a": "45012-A", "c": ["x"]}',
        '{"a": "45012-A", "b": "01/09/2026", "c": ["01/09/2026", "x"]}',
    ]


@pytest.mark.parametrize(
    "number",
    [
        "",
        "   ",
        "45012",
        "45012-A'); DROP TABLE claims;--",
        "45012-A\u202e",
        "45012-A%00",
        "45012-A\n45013-A",
        "9" * 51,
    ],
)
async def test_an_input_that_does_not_fit_is_not_sent(desk: Desk, billing: ScriptedBilling, number: str) -> None:
    result = await desk.runner().run("lookup", {"claim_number": number})
    assert (result.outcome, result.invalid) == (Outcome.INVALID_INPUT, ("claim_number", "Five digits and a letter."))
    assert billing.asked == []
    assert not number.strip() or number not in result.detail


@pytest.mark.parametrize("value", ["..", ".", "-", "a\\b", "a;b", "${env:BILLING_KEY}", "{claim_number}", "a\tb"])
async def test_an_input_without_a_pattern_still_has_to_be_harmless(
    desk: Desk, billing: ScriptedBilling, value: str
) -> None:
    free = {"claim_number": {"example": ASKED, "message": "Which claim?"}}
    result = await desk.runner(lookup(inputs=free)).run("lookup", {"claim_number": value})
    assert (result.outcome, billing.asked) == (Outcome.INVALID_INPUT, [])


async def test_an_unknown_action_fails_and_does_not_raise(desk: Desk) -> None:
    result = await desk.runner().run("no_such_action", {})
    assert result.outcome is Outcome.FAILED


async def test_a_missing_setting_is_told_at_the_start_and_fails_each_run(desk: Desk, billing: ScriptedBilling) -> None:
    runner = desk.runner(BILLING_KEY="")
    (problem,) = runner.problems()
    assert (problem.problem, problem.file) == ("the setting BILLING_KEY is not set", f"{desk.folder.name}/lookup.yml")
    assert problem.line is not None
    result = await runner.run("lookup", NUMBER)
    assert (result.outcome, billing.asked) == (Outcome.FAILED, [])
    assert "BILLING_KEY" in result.detail


@pytest.mark.parametrize(
    "url",
    ["http://billing.example.invalid", "billing.example.invalid", "https://", "https://me:pw@billing.example.invalid"],
)
async def test_patient_data_goes_to_safe_addresses_only(desk: Desk, url: str) -> None:
    runner = desk.runner(BILLING_URL=url)
    assert len(runner.problems()) == 1
    assert (await runner.run("lookup", NUMBER)).outcome is Outcome.FAILED


async def test_a_key_with_a_line_break_is_refused_without_showing_it(desk: Desk) -> None:
    (problem,) = desk.runner(BILLING_KEY="half\r\nX-Evil: 1").problems()
    assert "line break" in problem.problem
    assert "Evil" not in str(problem)


async def test_look_ups_of_the_same_claim_at_the_same_time_share_one_request(
    desk: Desk, billing: ScriptedBilling
) -> None:
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(_: web.Request) -> web.Response:
        arrived.set()
        await go_on.wait()
        return web.json_response(FOUND)

    billing.script = [slowly]
    runner = desk.runner()
    first = asyncio.create_task(runner.run("lookup", NUMBER))
    await arrived.wait()
    second = asyncio.create_task(runner.run("lookup", NUMBER))
    await asyncio.sleep(0)
    first.cancel()
    go_on.set()
    assert (await second).outcome is Outcome.FOUND
    assert len(billing.asked) == 1
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_an_answer_is_kept_with_the_moment_at_which_it_was_true(desk: Desk, billing: ScriptedBilling) -> None:
    runner = desk.runner(lookup(cache_seconds=60))
    first = await runner.run("lookup", NUMBER)
    desk.clock.forward(59)
    second = await runner.run("lookup", NUMBER)
    assert (second.records, second.as_of, second.attempts) == (first.records, first.as_of, 0)
    desk.clock.forward(1)
    third = await runner.run("lookup", NUMBER)
    assert (third.as_of, len(billing.asked)) == (desk.clock.time, 2)


async def test_a_failure_is_not_kept(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({}, 403), says(FOUND)]
    runner = desk.runner(lookup(cache_seconds=60))
    assert (await runner.run("lookup", NUMBER)).outcome is Outcome.FAILED
    assert (await runner.run("lookup", NUMBER)).outcome is Outcome.FOUND


async def test_nothing_is_kept_unless_the_file_says_so(desk: Desk, billing: ScriptedBilling) -> None:
    runner = desk.runner()
    await runner.run("lookup", NUMBER)
    await runner.run("lookup", NUMBER)
    assert len(billing.asked) == 2


async def test_capture_shows_the_exchange_with_secrets_masked(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({**FOUND, "echo": "a-secret-key"})]
    runner = desk.runner(lookup(cache_seconds=60))
    await runner.run("lookup", NUMBER)
    result = await runner.run("lookup", NUMBER, capture=True)
    assert len(billing.asked) == 2
    assert result.exchange is not None
    assert "X-Key: •••BILLING_KEY" in result.exchange.request
    assert billing.url in result.exchange.request
    assert result.exchange.response.startswith("HTTP 200\ncontent-type: application/json")
    assert '"echo": "•••BILLING_KEY"' in result.exchange.response
    assert "a-secret-key" not in repr(result)


async def test_capture_says_so_when_no_answer_came(desk: Desk) -> None:
    runner = desk.runner(BILLING_URL="http://127.0.0.1:9")
    result = await runner.run("lookup", NUMBER, capture=True)
    assert result.exchange is not None
    assert result.exchange.response == "(no answer: it could not be reached)"


async def test_closing_breaks_off_what_is_under_way(desk: Desk, billing: ScriptedBilling) -> None:
    arrived = asyncio.Event()

    async def never(_: web.Request) -> web.Response:
        arrived.set()
        await asyncio.Event().wait()
        raise AssertionError

    billing.script = [never]
    runner = desk.runner()
    run = asyncio.create_task(runner.run("lookup", NUMBER))
    await arrived.wait()
    await runner.close()
    assert (await run).outcome is Outcome.UNAVAILABLE
    assert (await runner.run("lookup", NUMBER)).outcome is Outcome.UNAVAILABLE
    assert len(billing.asked) == 1


async def test_amounts_are_exact(desk: Desk, billing: ScriptedBilling) -> None:
    fields = {**lookup()["mapping"]["fields"], "paid": {"path": "lines[].paid | sum(@)"}}
    billing.script = [says({"claims": [{**CLAIM, "lines": [{"paid": 0.1}, {"paid": 0.2}]}]})]
    result = await desk.runner(lookup(mapping={"fields": fields})).run("lookup", NUMBER)
    assert result.records[0]["paid"] == Decimal("0.3")


async def test_a_claim_of_another_patient_in_the_answer_is_handed_on_as_what_it_is(
    desk: Desk, billing: ScriptedBilling
) -> None:
    billing.script = [says({"claims": [CLAIM, {"number": "45090-B", "code": "P1", "who": "PT-3"}]})]
    result = await desk.runner().run("lookup", NUMBER)
    assert [(record["claim_number"], record["patient_key"]) for record in result.records] == [
        (ASKED, "PT-1"),
        ("45090-B", "PT-3"),
    ]
