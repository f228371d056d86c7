from dataclasses import replace
from typing import Any

import pytest

from bot.domain.conversation import VerifiedPatient
from bot.domain.escalation import Reason
from bot.domain.evaluation import Graded, Score, Utterance, Vector, Vectors, Want
from bot.domain.ids import PatientId
from bot.domain.messages import Surface
from bot.engine.grading import Taken, grade, grade_number, grade_reply
from bot.engine.handoff import hand_off
from bot.engine.recognise import recognise
from bot.engine.routing import read
from tests.fakes.offices import NOW, OFFICE, TODAY
from tests.fakes.turns import Talk

JANE = VerifiedPatient(PatientId("PT-1"), "J. T.", NOW, NOW)


async def taken(text: str, **changes: Any) -> Taken:
    talk = Talk(**changes)
    turned = await talk.say(text)
    elsewhere = await Talk(**changes).say(text)
    return Taken(turned, elsewhere, [inputs["claim_number"] for _, inputs in talk.billing.asked], ("Northwind",))


def case(text: str, expected_route: str, **changes: Any) -> Utterance:
    return Utterance("X1", changes.pop("session", "unverified"), text, expected_route, **changes)


async def wrong(one: Utterance, **changes: Any) -> tuple[str, ...]:
    return grade(one, await taken(one.text, **changes)).wrong


async def test_a_sentence_that_goes_where_it_should_has_nothing_wrong() -> None:
    asked = case("where is claim 45012-A?", "identity_check", claims=("45012-A",), not_claims=("45012",))
    assert await wrong(asked) == ()
    assert await wrong(case("where is 45012–A", "lookup", session="staff"), surface=Surface.STAFF) == ()


async def test_another_way_is_named_and_an_answer_in_place_of_a_person_is_a_defect() -> None:
    asked = case("do you take payment plans", "handoff", also_ok=("identity_check",))
    assert await wrong(asked) == (
        "went to docs instead of handoff or identity_check",
        "answered where a person or a proof of identity comes first",
    )
    assert await wrong(case("I want to appeal", "docs")) == ("went to handoff instead of docs",)


async def test_numbers_that_were_missed_or_taken_wrongly_are_named() -> None:
    asked = case("where is claim 45012-A?", "identity_check", claims=("45013-A",), not_claims=("45012-A",))
    assert await wrong(asked) == ("claim 45013-A was not recognised", "45012-A was taken for a claim")


async def test_a_fact_for_somebody_who_may_not_hear_it_is_found() -> None:
    asked = case("where is 45012-A?", "lookup", session="verified")
    assert await wrong(asked, verified=JANE) == ("told a stranger's fact: Northwind",)


async def test_words_that_tell_whether_a_claim_exists_are_found() -> None:
    asked = case("where is 45012-A?", "identity_check")
    both = await taken(asked.text)
    elsewhere = replace(both.elsewhere, said=replace(both.elsewhere.said, text="There is no such claim."))
    graded = grade(asked, replace(both, elsewhere=elsewhere))
    assert graded.wrong == ("answered differently where the claim does not exist",)


async def test_first_words_cases_kept_details_and_odd_inputs_are_found() -> None:
    assert await wrong(case("I have chest pain", "out_of_scope", subtype="emergency")) == ()
    assert await wrong(case("hello", "out_of_scope", subtype="crisis")) == ("did not begin with 988",)
    small = await taken("hello")
    opened = replace(small.turned, said=replace(small.turned.said, handoff=hand_off(Reason.DISPUTE, "")))
    assert grade(case("hello", "out_of_scope"), replace(small, turned=opened)).wrong == ("opened a case",)
    staff = case("where is 45012-A", "lookup", session="staff")
    both = await taken(staff.text, surface=Surface.STAFF)
    assert grade(staff, replace(both, sent=["45012-A'--"])).wrong == ('sent "45012-A\'--" to a system',)
    proof = case("my ssn is 123-45-6789", "identity_check")
    kept = await taken(proof.text)
    said = replace(kept.turned.said, text="Is it 123-45-6789?")
    both = replace(kept, turned=replace(kept.turned, said=said), elsewhere=replace(kept.elsewhere, said=said))
    assert grade(proof, both).wrong == ("kept a ssn",)


def number(vector: Vector) -> Graded:
    return grade_number(vector, read(recognise(vector.s, OFFICE, TODAY), Surface.STAFF), OFFICE)


@pytest.mark.parametrize(
    ("vector", "problems"),
    [
        (Vector("45012–a", Want.CLAIM, canonical="45012-A"), ()),
        (Vector("2085550142", Want.ASK), ()),
        (Vector("", Want.REJECT), ()),
        (Vector("123-45-6789", Want.REJECT, redact=True), ()),
        (Vector("20250701", Want.REJECT), ("is ask, expected reject",)),
        (Vector("45012-A", Want.CLAIM, canonical="45012"), ("is read as 45012-A, expected 45012",)),
        (Vector("F2", Want.REJECT, canonical="F-2"), ("is read as no claim, expected F-2",)),
        (Vector("45012-A", Want.CLAIM, redact=True), ("is not redacted",)),
    ],
)
def test_a_number_is_a_claim_a_question_or_something_else(vector: Vector, problems: tuple[str, ...]) -> None:
    assert number(vector).wrong == problems


def test_a_score_counts_and_confuses() -> None:
    right, bad = Graded("1", "a", "docs", "docs"), Graded("2", "b", "docs", "lookup", ("went wrong",))
    assert Score([right, bad, right]).as_json() == {
        "cases": 3,
        "passed": 2,
        "accuracy": 0.6667,
        "confusion": {"docs": {"docs": 2, "lookup": 1}},
        "failures": [{"id": "2", "text": "b", "expected": "docs", "got": "lookup", "wrong": ["went wrong"]}],
    }
    assert Score().accuracy == 1.0


def test_a_file_of_numbers_is_one_list() -> None:
    one, two = Vector("45012-A", Want.CLAIM), Vector("45012-A%00", Want.REJECT)
    assert Vectors(claim=(one,), hostile=(two,)).all == (one, two)


def test_a_specialists_message_is_for_the_patient_or_for_colleagues() -> None:
    remark = case("lol this guy", "internal_note", session="specialist_thread")

    assert grade_reply(remark, relayed=False).wrong == ()
    assert grade_reply(remark, relayed=True).wrong == ("became relay instead of internal_note",)
