"""A number that is not found: other spellings, one question, then a person; never `there is no such claim`."""

from datetime import date

import pytest

from actions.results import Outcome
from bot.domain.conversation import State
from bot.domain.escalation import Reason
from bot.domain.messages import Surface
from bot.domain.policy import ClaimNumberFormat, IdentityPolicy
from bot.engine.claim_facts import searched_for
from bot.engine.claim_numbers import variants
from tests.fakes.billing import JANE, record
from tests.fakes.claims import claim
from tests.fakes.offices import ESCALATION, OFFICE, office
from tests.fakes.turns import PROOF, Talk

TWO = (*OFFICE.claim_numbers, ClaimNumberFormat(r"\d{5}[A-Z]", "45012A", "five digits and one letter"))
NOT_FOUND = (
    "I could not find claim 77777-Z with what I have. A claim can be too new to show, or the number can be off by a "
    "digit. Could you compare it with your letter and send it once more? If it stays the same, a person will look."
)


async def test_it_is_asked_about_once_and_then_a_person_takes_it() -> None:
    talk = Talk(surface=Surface.STAFF)
    first = await talk.say("status of 77777-Z")
    assert first.said.text == NOT_FOUND
    assert first.said.handoff is None
    assert first.said.suggestions == ("Talk to a person",)
    second = await talk.say("77777-Z, that is what it says")
    assert second.said.handoff is not None
    assert second.said.handoff.reason is Reason.CLAIM_NOT_FOUND
    assert second.said.text.endswith(ESCALATION["en"])


async def test_a_number_that_is_found_makes_the_next_miss_a_first_one() -> None:
    talk = Talk(surface=Surface.STAFF)
    await talk.say("status of 77777-Z", "sorry, 45012-A")
    assert not talk.conversation.asked_again
    assert (await talk.say("and 77777-Z?")).said.handoff is None


async def test_a_verified_patient_is_asked_too_and_nothing_waits_for_a_person_yet() -> None:
    talk = Talk()
    await talk.prove()
    turned = await talk.say("claim 77777-Z")
    assert turned.said.text == NOT_FOUND
    assert talk.conversation.state is State.BOT


async def test_what_needs_a_person_anyway_is_not_asked_again() -> None:
    talk = Talk(surface=Surface.STAFF)
    turned = await talk.say("status of 45014-A and 77777-Z")
    assert turned.said.handoff is not None
    assert turned.said.handoff.reason is Reason.DENIED
    talk.billing.endings["45012-A"] = Outcome.UNAVAILABLE
    assert (await talk.say("45012-A")).said.handoff is not None


async def test_a_visit_that_is_not_found_names_no_number() -> None:
    talk = Talk(surface=Surface.STAFF)
    turned = await talk.say("Find a claim for my name is Testcase, born 03/04/1984, seen on 10/05/2026")
    assert turned.said.text.startswith("I could not find a claim for that visit with what I have. Could you")


@pytest.mark.parametrize(
    ("number", "others"),
    [
        ("45012-A", ()),
        ("94-60555-410000", ("9460555410000",)),
        ("E7KLM93XX00", ()),
    ],
)
def test_other_spellings_are_the_offices_own_or_without_separators(number: str, others: tuple[str, ...]) -> None:
    assert variants(number, OFFICE.claim_numbers) == others


def test_an_office_with_two_formats_has_two_spellings() -> None:
    assert variants("45012-A", TWO) == ("45012A",)
    assert variants("45012A", TWO) == ("45012-A",)


async def test_another_spelling_counts_only_where_it_alone_is_found() -> None:
    talk = Talk(surface=Surface.STAFF)
    talk.billing.books["9460555410000"] = record("9460555410000", "P1")
    turned = await talk.say("claim 94-60555-410000")
    assert [v.claim.number for v in turned.said.verdicts] == ["9460555410000"]
    talk.billing.beside["9460555410000"] = ["9460555410000"]
    assert (await talk.say("claim 94-60555-410000")).said.verdicts == ()


async def test_a_number_that_exists_is_asked_for_as_often_as_one_that_does_not() -> None:
    asked = []
    for known in (True, False):
        talk = Talk()
        if known:
            talk.billing.books["94-60555-410000"] = record("94-60555-410000", "P1", JANE)
        await talk.say(f"claim 94-60555-410000. I am Nobody Else, born 03/04/1990, phone ends in 0199, {PROOF[:0]}")
        asked.append([inputs["claim_number"] for _, inputs in talk.billing.asked])
    assert asked[0] == asked[1] == ["94-60555-410000", "9460555410000"]


def test_a_search_by_patient_keeps_only_that_patient() -> None:
    one = claim()
    assert searched_for("Testcase", date(1984, 3, 4), [one]) == (one,)
    assert searched_for("TEST-CASE", None, [one]) == (one,)
    assert searched_for("Otherone", date(1984, 3, 4), [one]) == ()
    assert searched_for("Testcase", date(1985, 3, 4), [one]) == ()


async def test_trying_out_numbers_counts_like_failed_proofs_in_the_same_words() -> None:
    usual = (await Talk().say("where is 45012-A?")).said.text
    talk = Talk(office=office(identity=IdentityPolicy(failures_per_session=2)))
    first = await talk.say("try 45012-A, 45013-A, 45014-A, 45015-A")
    assert first.said.text == usual
    assert first.said.proof_failed
    assert [line.action for line in first.said.audit] == ["identity_probed"]
    second = await talk.say("and 77771-A, 77772-A, 77773-A, 77774-A?")
    assert second.said.handoff is not None
    assert second.said.handoff.reason is Reason.IDENTITY_LOCKED
    assert not (await Talk().say("45012-A, 45013-A and 45014-A")).said.proof_failed


async def test_a_list_over_the_cap_is_said_aloud_before_any_proof_too() -> None:
    numbers = ", ".join(f"450{n}-A" for n in range(10, 22))
    text = (await Talk().say(f"claims {numbers}")).said.text
    assert text.endswith("I looked at the first 10 claim numbers only; please send the others in another message.")
