"""The check lets a correct answer pass, and stops it when any one fact of it is changed."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.claims import Claim, ClaimState
from bot.engine.answer import Draft, joined, label, status_answer
from bot.engine.check import problems
from tests.fakes.claims import claim
from tests.fakes.library import passage

ZONE = "America/Boise"
WORDING = passage("Protocol", "Protocol › Status › What we tell patients", "We answer within 30 days of 4 steps.")
PAYERS = ["Northwind Health Plan", "Cedar Ridge Mutual", "Plan 9 of 10"]
DAYS = st.none() | st.dates(date(2024, 1, 1), date(2026, 11, 1))
MONEY = st.none() | st.decimals(Decimal(1), Decimal(99999), places=2)

CLAIMS = st.builds(
    claim,
    st.sampled_from(list(ClaimState)),
    number=st.from_regex(r"[0-9]{5}-[A-Z]", fullmatch=True),
    payer=st.none() | st.sampled_from(PAYERS),
    date_of_service=DAYS,
    billed=MONEY,
    paid=MONEY,
    patient_owes=MONEY,
    received_on=DAYS,
    finalized_on=DAYS,
)
LANGUAGES = st.sampled_from(["en", "es"])


def draft_of(claims: list[Claim], language: str) -> Draft:
    return joined(
        status_answer(one, WORDING if n == 1 else None, number=n, language=language, zone=ZONE, staff=n % 2 == 0)
        for n, one in enumerate(claims, start=1)
    )


def wrong(draft: Draft, language: str) -> list[str]:
    return problems(draft, language=language, zone=ZONE)


@settings(max_examples=120, deadline=None)
@given(claims=st.lists(CLAIMS, min_size=1, max_size=3, unique_by=lambda c: c.number), language=LANGUAGES)
def test_a_correct_answer_passes(claims: list[Claim], language: str) -> None:
    assert wrong(draft_of(claims, language), language) == []


@settings(max_examples=250, deadline=None)
@given(one=CLAIMS, language=LANGUAGES, data=st.data())
def test_any_one_changed_digit_stops_the_answer(one: Claim, language: str, data: st.DataObject) -> None:
    draft = draft_of([one], language)
    places = [m.start() for m in re.finditer(r"\d", draft.text)]
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from("0123456789").filter(lambda d: d != draft.text[at]))
    changed = f"{draft.text[:at]}{digit}{draft.text[at + 1 :]}"
    assert wrong(replace(draft, text=changed), language) != []


@settings(max_examples=100, deadline=None)
@given(one=CLAIMS, language=LANGUAGES, other=st.sampled_from(list(ClaimState)))
def test_another_state_stops_the_answer(one: Claim, language: str, other: ClaimState) -> None:
    said, instead = label(one.state, language), label(other, language)
    assume(said not in instead)
    draft = draft_of([one], language)
    changed = draft.text.replace(f": {said}**", f": {instead}**", 1)
    assert wrong(replace(draft, text=changed), language) != []


@settings(max_examples=60, deadline=None)
@given(one=CLAIMS.filter(lambda c: c.payer), language=LANGUAGES, other=st.sampled_from(PAYERS))
def test_another_payer_stops_the_answer(one: Claim, language: str, other: str) -> None:
    assume(one.payer is not None and one.payer != other)
    draft = draft_of([one], language)
    changed = draft.text.replace(str(one.payer), other, 1)
    assert wrong(replace(draft, text=changed), language) != []


@settings(max_examples=60, deadline=None)
@given(
    claims=st.lists(CLAIMS, min_size=2, max_size=2, unique_by=lambda c: (c.number, c.state)),
    language=LANGUAGES,
)
def test_two_claims_cannot_trade_their_states(claims: list[Claim], language: str) -> None:
    first, second = (label(c.state, language) for c in claims)
    assume(claims[0].number != claims[1].number and first not in second and second not in first)
    draft = draft_of(claims, language)
    traded = draft.text.replace(f"{claims[0].number}: {first}", f"{claims[0].number}: {second}")
    traded = traded.replace(f"{claims[1].number}: {second}", f"{claims[1].number}: {first}")
    assert wrong(replace(draft, text=traded), language) != []


TURNS = {"en": ("not {}", "no longer {}", "never really {}"), "es": ("no {}", "nunca fue {}", "todavía no {}")}
ADDED = ["We will call you.", "Le llamaremos.", "It expires soon.", "It takes thirty days.", "Please ask Harborline."]


@settings(max_examples=100, deadline=None)
@given(one=CLAIMS, language=LANGUAGES, data=st.data())
def test_a_state_turned_round_stops_the_answer(one: Claim, language: str, data: st.DataObject) -> None:
    said = label(one.state, language)
    turned = data.draw(st.sampled_from(TURNS[language])).format(said)
    draft = draft_of([one], language)
    assert wrong(replace(draft, text=draft.text.replace(f": {said}**", f": {turned}**", 1)), language) != []


@settings(max_examples=60, deadline=None)
@given(one=CLAIMS, language=LANGUAGES, added=st.sampled_from(ADDED))
def test_a_promise_a_deadline_or_a_name_of_nobody_stops_the_answer(one: Claim, language: str, added: str) -> None:
    draft = draft_of([one], language)
    assert wrong(replace(draft, text=f"{draft.text}\n{added}"), language) != []
