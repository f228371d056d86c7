"""A patient asks about claims: who they must be, and what they hear."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from actions.results import Outcome
from bot.domain.conversation import Awaiting, IdentityAnswers, State
from bot.domain.escalation import Reason
from bot.domain.policy import IdentityPolicy
from bot.domain.routes import Route, Why
from bot.engine import notices
from tests.fakes.offices import ESCALATION, office
from tests.fakes.turns import PROOF, Talk

ASKED = (
    "To protect your privacy I need to know who you are before I say anything about a claim. Please send me your last "
    "name, your date of birth and the last four digits of your phone number or your insurance member ID."
)
STATUS = """**Claim 45012-A: In process**
- Insurance: Northwind Health Plan
- Date of service: October 2, 2026
- Billed: $240.00
- Received by the plan: October 6, 2026

> The plan is still working on your claim. Most plans answer within 30 days. [1]

_Checked in our billing system on November 23, 2026, 11:00 AM MST._"""
PAID = """**Claim 45013-A: Paid**
- Insurance: Northwind Health Plan
- Date of service: October 2, 2026
- Billed: $240.00
- Insurance paid: $186.40
- You may owe: $20.15
- Received by the plan: October 6, 2026
- Decided: November 9, 2026

> The plan has paid its part. We send a statement for what is left within 14 days. [1]

_Checked in our billing system on November 23, 2026, 11:00 AM MST._"""


async def test_an_unknown_visitor_hears_nothing_but_who_are_you() -> None:
    talk = Talk()
    turned = await talk.say("What's the status of claim 45012-A?")
    assert turned.said.text == ASKED
    assert (turned.decision.route, turned.said.identity) == (Route.IDENTITY_CHECK, "asked")
    assert talk.billing.asked == []


async def test_what_is_still_missing_is_asked_for_until_nothing_is() -> None:
    talk = Talk()
    await talk.say("Where is my claim?")
    assert (await talk.say("Testcase")).said.text == (
        "Thank you. I still need the claim number, or the date of your visit, your date of birth and the last four "
        "digits of your phone number or your insurance member ID."
    )
    assert (await talk.say("45012-A, 03/04/1984")).said.text == (
        "Thank you. I still need the last four digits of your phone number or your insurance member ID."
    )
    assert (await talk.say("0142")).said.text == STATUS


async def test_a_proof_opens_the_claim_with_the_offices_words_and_their_source() -> None:
    talk = Talk()
    await talk.say("status of 45012-A please")
    turned = await talk.say("Testcase 03/04/1984 0142")
    assert turned.said.text == STATUS
    assert [(c.number, c.title, c.page) for c in turned.said.citations] == [(1, "Claim Status Routing Protocol", 2)]
    assert (turned.decision.route, turned.said.identity) == (Route.LOOKUP, "confirmed")
    assert talk.conversation.verified is not None
    assert talk.conversation.verified.initials == "J. T."
    assert talk.conversation.awaiting is None
    assert [line.action for line in turned.said.audit] == ["claim_disclosed"]


async def test_details_volunteered_in_the_first_message_save_every_question() -> None:
    talk = Talk()
    assert (await talk.prove()).said.text == STATUS


@pytest.mark.parametrize(
    "proof",
    [
        "TESTCASE 3/4/84 0142",
        "jane testcase, march 4 1984, member id ZZZ-4471902",
        "My name is Jane Testcase. DOB 1984-03-04. Phone 208-555-0142.",
        "Testcase, 03041984, zzz4471902",
        "Testcase, Jane; 03/04/1984; 0142",
        "last name testcase, born 4 March 1984, last four 0142",
    ],
)
async def test_the_same_proof_counts_however_it_is_written(proof: str) -> None:
    talk = Talk()
    await talk.say("45012-A")
    assert (await talk.say(proof)).said.text == STATUS


async def test_a_whole_proof_without_any_words_is_understood_at_once() -> None:
    assert (await Talk().say("45012-A, Jane Testcase, 03/04/1984, 0142")).said.text == STATUS


async def test_a_patient_who_has_no_number_is_found_by_the_day_of_the_visit() -> None:
    talk = Talk()
    turned = await talk.say(f"What about my claim? I was seen on 10/02/2026. I am {PROOF}")
    assert talk.billing.asked[-1] == (
        "find_claim",
        {"last_name": "Testcase", "date_of_birth": "1984-03-04", "date_of_service": "2026-10-02"},
    )
    assert STATUS.splitlines()[0] in turned.said.text
    assert PAID.splitlines()[0] in turned.said.text


async def test_a_visit_and_a_bare_proof_are_told_apart() -> None:
    talk = Talk()
    await talk.say("where is my claim?")
    turned = await talk.say("Testcase, 10/02/2026, 03/04/1984, 0142")
    assert turned.said.identity == "confirmed"
    assert talk.billing.asked[-1][1]["date_of_service"] == "2026-10-02"


async def test_a_known_patient_asks_about_other_claims_of_theirs_at_once() -> None:
    talk = Talk()
    await talk.prove()
    turned = await talk.say("and 45013-A?")
    assert turned.said.text == PAID
    assert turned.decision.route is Route.LOOKUP


async def test_a_proof_that_was_idle_too_long_is_gone() -> None:
    talk = Talk()
    await talk.prove()
    talk.clock.advance(timedelta(minutes=20))
    assert (await talk.say("45013-A")).decision.route is Route.LOOKUP
    talk.clock.advance(timedelta(minutes=20, seconds=1))
    turned = await talk.say("45013-A")
    assert turned.said.text == ASKED
    assert talk.conversation.verified is None


async def test_a_proof_that_was_begun_and_left_is_gone_as_well() -> None:
    talk = Talk()
    await talk.say("45012-A", "Testcase 03/04/1984")
    talk.clock.advance(timedelta(minutes=21))
    await talk.say("hello")
    assert talk.conversation.awaiting is None


WRONG = [
    "Testcase 03/04/1984 0143",
    "Testcase 03/05/1984 0142",
    "Samples 03/04/1984 0142",
    "Testcase 03/04/1984 member id ZZZ-4471903",
    "Sample-Price 07/01/1990 0177",
]


@pytest.mark.parametrize("proof", WRONG)
async def test_a_wrong_proof_reads_the_same_whether_or_not_the_claim_exists(proof: str) -> None:
    heard = []
    for number in ("45012-A", "77777-Z"):
        talk = Talk()
        await talk.say(f"claim {number}")
        turned = await talk.say(proof)
        heard.append((turned.said.text.encode(), turned.said.suggestions, turned.said.citations, turned.tags))
        assert turned.said.proof_failed
        assert turned.said.conversation.verified is None
    assert heard[0] == heard[1]
    assert heard[0][0] == notices.NO_MATCH["en"].encode()


async def test_after_a_wrong_proof_everything_is_asked_again() -> None:
    talk = Talk()
    await talk.say("45012-A", "Testcase 03/04/1984 0143")
    assert (await talk.say("0142")).said.identity == "asked"
    assert (await talk.say("Testcase 03/04/1984")).said.text == STATUS


async def test_the_third_wrong_proof_goes_to_a_person_and_no_fourth_is_compared() -> None:
    talk = Talk()
    turned = await talk.say("45012-A", *(["Testcase 03/04/1984 9999"] * 3))
    assert turned.said.text == f"{notices.LOCKED['en']} {ESCALATION['en']}"
    assert turned.said.handoff is not None
    assert turned.said.handoff.reason is Reason.IDENTITY_LOCKED
    assert talk.conversation.state is State.WAITING
    again = await talk.say("claim 45012-A", "Testcase 03/04/1984 0142")
    assert again.said.identity == "locked"
    assert again.said.conversation.verified is None
    assert again.said.verdicts == ()


class LockedLedger:
    async def locked(self, claim_numbers: object, origin: str) -> bool:
        return True


async def test_a_claim_number_that_was_tried_too_often_elsewhere_is_locked_even_for_the_right_proof() -> None:
    talk = Talk(ledger=LockedLedger())
    turned = await talk.say("45012-A", "Testcase 03/04/1984 0142")
    assert turned.said.identity == "locked"
    assert not turned.said.proof_failed
    assert turned.said.verdicts == ()


@pytest.mark.parametrize("outcome", [Outcome.UNAVAILABLE, Outcome.FAILED, Outcome.PENDING])
async def test_a_proof_that_could_not_be_compared_is_no_failure_and_goes_to_a_person(outcome: Outcome) -> None:
    talk = Talk()
    talk.billing.endings["45012-A"] = outcome
    turned = await talk.say("45012-A", "Testcase 03/04/1984 0142")
    assert turned.said.text == f"{notices.FAILED_TURN['en']} {ESCALATION['en']}"
    assert turned.said.handoff is not None
    assert turned.said.handoff.reason is Reason.LOOKUP_FAILED
    assert not turned.said.proof_failed


async def test_an_office_may_ask_for_first_names_and_for_less() -> None:
    policy = IdentityPolicy(required=("first_name", "date_of_birth"), one_of=())
    talk = Talk(office=office(identity=policy))
    await talk.say("45012-A")
    assert (await talk.say("03/04/1984")).said.text == "Thank you. I still need your first name."
    assert (await talk.say("my first name is Jane")).said.identity == "confirmed"


async def test_another_patients_claim_reads_like_one_that_does_not_exist() -> None:
    heard: list[object] = []
    for number in ("45090-B", "77777-Z"):
        talk = Talk()
        await talk.prove()
        again = (await talk.say(f"and claim {number}?")).said.text
        heard.append(again.replace(number, "#"))
        turned = await talk.say(f"yes, claim {number}")
        assert turned.said.handoff is not None
        heard.append(
            (turned.said.text.replace(number, "#"), turned.said.handoff.reason, turned.tags, turned.said.audit)
        )
        assert turned.said.verdicts == ()
    assert heard[:2] == heard[2:]


async def test_another_patients_claim_that_comes_along_is_dropped_before_anything_sees_it() -> None:
    talk = Talk()
    talk.billing.beside["45013-A"] = ["45090-B", "45012-A"]
    await talk.prove()
    turned = await talk.say("45013-A")
    assert turned.said.text == PAID
    assert [claim.number for one in turned.said.looked for claim in one.claims] == ["45013-A"]
    assert [one.dropped for one in turned.said.looked] == [2]


async def test_of_two_patients_claims_only_the_proved_ones_are_shown() -> None:
    talk = Talk()
    turned = await talk.say(f"45012-A and 45090-B. {PROOF}")
    assert STATUS in turned.said.text
    assert "777.77" not in turned.said.text
    assert "Harborline" not in turned.said.text
    assert talk.conversation.recent_claims == ("45012-A",)


async def test_several_claims_in_one_state_share_one_source() -> None:
    talk = Talk()
    await talk.prove()
    talk.billing.books["45019-A"] = talk.billing.books["45012-A"] | {"claim_number": "45019-A"}
    turned = await talk.say("45012-A, 45019-A and 45013-A")
    assert [c.number for c in turned.said.citations] == [1, 2]
    assert turned.said.text.count("[1]") == 2
    assert talk.conversation.recent_claims == ("45012-A", "45019-A", "45013-A")


async def test_too_many_claims_are_cut_and_that_is_said() -> None:
    talk = Talk()
    await talk.prove()
    turned = await talk.say("claims " + ", ".join(f"450{n}-A" for n in range(12, 24)))
    assert turned.said.text.endswith(notices.TOO_MANY["en"].format(most=10))
    assert len(turned.said.looked) == 10


@pytest.mark.parametrize(
    ("number", "reason", "says"),
    [
        ("45014-A", Reason.DENIED, "Denied"),
        ("45015-A", Reason.NEEDS_CORRECTION, "Needs correction"),
        ("45016-A", Reason.NEEDS_REVIEW, "Processed"),
        ("45017-A", Reason.NEEDS_REVIEW, "Could not be read"),
        ("45018-A", Reason.PAYER_UNAVAILABLE, "Payer unavailable"),
        ("77777-Z", Reason.CLAIM_NOT_FOUND, "I could not find claim 77777-Z"),
    ],
)
async def test_what_needs_a_person_gets_the_offices_message(number: str, reason: Reason, says: str) -> None:
    talk = Talk()
    await talk.prove()
    talk.conversation = replace(talk.conversation, asked_again=True)
    turned = await talk.say(f"claim {number}")
    assert turned.said.handoff is not None
    assert turned.said.handoff.reason is reason
    assert turned.said.handoff.patient == "J. T."
    assert turned.said.text.endswith(ESCALATION["en"])
    assert says in turned.said.text
    assert talk.conversation.state is State.WAITING


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome.UNAVAILABLE, Reason.PAYER_UNAVAILABLE),
        (Outcome.PENDING, Reason.PAYER_UNAVAILABLE),
        (Outcome.FAILED, Reason.LOOKUP_FAILED),
    ],
)
async def test_a_look_up_that_did_not_work_is_never_called_not_found(outcome: Outcome, reason: Reason) -> None:
    talk = Talk()
    await talk.prove()
    talk.billing.endings["45013-A"] = outcome
    turned = await talk.say("claim 45013-A")
    assert turned.said.text == f"I could not check claim 45013-A just now.\n\n{ESCALATION['en']}"
    assert turned.said.handoff is not None
    assert turned.said.handoff.reason is reason


async def test_a_number_that_the_action_refuses_is_asked_about_again() -> None:
    talk = Talk()
    await talk.prove()
    talk.billing.endings["1234567890123"] = Outcome.INVALID_INPUT
    turned = await talk.say("claim 1234567890123")
    assert turned.said.handoff is None
    assert turned.said.text.startswith("“1234567890123” doesn't look like one of our claim numbers.")


async def test_a_denial_says_neither_codes_nor_amounts_paid_to_a_patient() -> None:
    talk = Talk()
    await talk.prove()
    turned = await talk.say("45014-A")
    assert "CO-16" not in turned.said.text
    assert "N290" not in turned.said.text
    assert turned.said.handoff is not None
    assert "…14-A: Denied (F2, CO-16, N290), Cedar Ridge Mutual" in turned.said.handoff.summary


async def test_the_next_one_is_the_second_of_those_just_answered() -> None:
    talk = Talk()
    await talk.prove()
    await talk.say("45012-A and 45013-A")
    turned = await talk.say("what about the next one?")
    assert turned.said.text == PAID
    assert turned.decision.why is Why.OWN_CLAIM


async def test_a_known_patient_without_a_number_is_asked_which() -> None:
    talk = Talk()
    await talk.prove()
    turned = await talk.say("what is the status of my other claim?")
    assert turned.said.text == ("Which claim is it? It has five digits, a hyphen and one letter, for example 45012-A.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("W123456789", "Is W123456789 a claim number? If so, write “claim W123456789”."),
        ("claim 45012", "“45012” doesn't look like one of our claim numbers."),
    ],
)
async def test_an_unclear_number_is_asked_about_before_anything_is_looked_up(text: str, says: str) -> None:
    talk = Talk()
    turned = await talk.say(text)
    assert turned.said.text.startswith(says)
    assert talk.billing.asked == []


async def test_what_was_said_of_oneself_before_counts_and_is_not_called_asked() -> None:
    answers = IdentityAnswers(last_name="Testcase", date_of_birth=date(1984, 3, 4), phone_last4="0142")
    talk = Talk(awaiting=Awaiting((), None, answers, asked=0))
    assert (await talk.say("where is 45012-A?")).said.text == STATUS


async def test_what_the_bot_asks_for_comes_with_names_for_fields_until_it_is_known() -> None:
    talk = Talk()
    asked = await talk.say("Where is my claim?")
    assert [ask.name for ask in asked.said.asks] == ["claim", "last_name", "date_of_birth", "phone_last4", "member_id"]
    assert asked.said.asks[1].words == "your last name"
    more = await talk.say("45012-A, born 03/04/1984")
    assert [ask.name for ask in more.said.asks] == ["last_name", "phone_last4", "member_id"]
    assert (await talk.say("Testcase, phone ends in 0142")).said.asks == ()


async def test_after_a_proof_that_did_not_match_everything_is_asked_again() -> None:
    turned = await Talk().say("Where is claim 45012-A? I am Jane Testcase, born 03/04/1984, phone ends in 0143")
    assert [ask.name for ask in turned.said.asks][:2] == ["claim", "last_name"]
