"""Secrets in what people are shown."""

from actions.masking import masked
from actions.results import Outcome
from tests.actions.scripted_billing import ASKED, Desk, ScriptedBilling, lookup, says


def test_a_secret_is_hidden_however_it_was_encoded() -> None:
    secret = 'k&y "7"'
    text = 'raw k&y "7" url k%26y%20%227%22 form k%26y+%227%22 json k&y \\"7\\"'
    assert masked(text, {secret: "KEY"}) == "raw •••KEY url •••KEY form •••KEY json •••KEY"


def test_a_longer_secret_is_hidden_before_one_that_it_begins_with() -> None:
    assert masked("abc abcdef", {"abc": "SHORT", "abcdef": "LONG"}) == "•••SHORT •••LONG"


async def test_settings_are_hidden_wherever_a_request_holds_them(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [says({"requestId": "7"}, 202), says({}, 400)]
    file = lookup(
        request={
            "method": "POST",
            "query": {"tenant": "${env:TENANT}"},
            "headers": {"X-Key": "Key ${env:BILLING_KEY}"},
            "json": {"account": "${env:ACCOUNT}"},
        },
        poll={"url": "${env:BILLING_URL}/${env:TENANT}/{id}", "take": {"id": "requestId"}},
    )
    secrets = {"TENANT": "tenant nine", "ACCOUNT": 'acc"ount'}
    runner = desk.runner(file, **secrets)
    result = await runner.run("lookup", {"claim_number": ASKED}, capture=True)
    assert (result.outcome, len(billing.asked)) == (Outcome.FAILED, 2)
    assert result.exchange is not None
    assert result.exchange.request.startswith(f"GET {billing.url}/•••TENANT/7\n")
    assert "X-Key: Key •••BILLING_KEY" in result.exchange.request
    billing.script = [says({}, 400)]
    first = (await runner.run("lookup", {"claim_number": ASKED}, capture=True)).exchange
    assert first is not None
    assert "?tenant=•••TENANT\n" in first.request
    assert '{"account": "•••ACCOUNT"}' in first.request
