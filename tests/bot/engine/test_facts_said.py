"""What an answer says of a claim, whoever wrote it and in which language."""

from typing import Any

import pytest

from bot.domain.claims import ClaimState
from bot.domain.shadow import FactsSaid
from bot.engine.facts_said import facts_of_bot, facts_said
from tests.fakes.offices import OFFICE, TODAY


def said(text: str) -> FactsSaid:
    return facts_said(text, OFFICE, TODAY)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Hi Wanda, your claim is still in process. The plan received it on October 6, please allow 30 days.",
            {"state": ("in_process",), "date": ("2026-10-06",), "next_step": ("wait",)},
        ),
        ("They received your claim on 10/6.", {"state": ("received",), "date": ("2026-10-06",)}),
        (
            "It was denied because of a missing code; we will resubmit it this week.",
            {"state": ("denied",), "next_step": ("office_corrects",)},
        ),
        ("Your claim was not denied, it is pending.", {"state": ("in_process",)}),
        (
            "Northwind paid $186.40 on 11/9, and you owe $20.15. We'll send you a statement.",
            {
                "state": ("paid",),
                "amount": ("186.40", "20.15"),
                "date": ("2026-11-09",),
                "next_step": ("pay", "statement_comes"),
            },
        ),
        (
            "El seguro pagó $1,186.40 el 9 de noviembre de 2026. Usted debe $20.15.",
            {"state": ("paid",), "amount": ("1186.40", "20.15"), "date": ("2026-11-09",), "next_step": ("pay",)},
        ),
        ("Su reclamo está en proceso, no tiene que hacer nada.", {"state": ("in_process",), "next_step": ("wait",)}),
        (
            "Fue denegado. Puede apelar; llame a su seguro.",
            {"state": ("denied",), "next_step": ("appeal", "call_plan")},
        ),
        ("It has not been paid yet, they are still reviewing it.", {"state": ("in_process",)}),
        ("They paid nothing, it went to your deductible.", {"state": ("processed_no_payment",)}),
        (
            "The plan is waiting for information from you, please fill out their form by January 3rd.",
            {"state": ("needs_info_patient",), "date": ("2027-01-03",), "next_step": ("send_information",)},
        ),
        ("Your claim was rejected and needs a correction.", {"state": ("needs_correction",)}),
        ("I can't find your claim with the plan.", {"state": ("not_found",)}),
        ("It is pended with the payer.", {"state": ("in_process",)}),
        ("I'm looking into it, one moment.", {}),
        ("You don't need to send us anything, and please do not pay the bill yet.", {"next_step": ("wait",)}),
        ("There's nothing you need to do; we are following up with the plan.", {"next_step": ("wait",)}),
        ("No hace falta que haga nada.", {"next_step": ("wait",)}),
        (
            "The plan is working on it. You do not need to do anything. We send a statement after they answered.",
            {"state": ("in_process",), "next_step": ("statement_comes", "wait")},
        ),
        ("Your visit was on 02/30, thank you.", {}),
    ],
)
def test_the_facts_of_an_answer_are_read(text: str, facts: dict[str, Any]) -> None:
    assert said(text) == FactsSaid(**facts)


def test_a_date_with_its_year_is_read_once() -> None:
    assert said("Paid on November 9, 2025.").date == ("2025-11-09",)


def test_the_bots_states_are_those_that_were_looked_up() -> None:
    text = (
        "Claim 45012-A: In process\n- Received by the plan: October 6, 2026\n- Insurance paid: $186.40\n\n"
        "_Checked in our billing system on November 23, 2026._"
    )
    facts = facts_of_bot(text, [ClaimState.IN_PROCESS], OFFICE, TODAY)
    assert (facts.state, facts.amount, facts.date) == (("in_process",), ("186.40",), ("2026-10-06",))
    assert facts_of_bot("A claim that was denied can be appealed.", [], OFFICE, TODAY).state == ("denied",)
