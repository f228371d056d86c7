"""Reading whole answers: what any JSON leads to."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.expressions import Expression, ExpressionError
from actions.mapping import AnswerReader, MappingMiss
from actions.records import INDISPENSABLE
from actions.reply import Reply
from actions.results import Outcome
from actions.spec import AnswerMapping
from actions.verdict import judge

READER = AnswerReader(
    AnswerMapping.model_validate(
        {
            "items": "claims",
            "error_when": "claims[?code == 'E0']",
            "unavailable_when": "claims[?code == 'E1']",
            "pending_when": "state == 'working'",
            "not_found_when": "claims[?code == 'D0'] && !(claims[?code != 'D0'])",
            "fields": {
                "claim_number": {"path": "number"},
                "category": {"path": "code"},
                "patient_key": {"path": "who"},
                "paid": {"path": "paid"},
                "payer": {"path": "payer", "required": True},
                "reason_codes": {"path": "reasons[].join('-', [group, reason])"},
            },
        }
    )
)
CLAIM = {"number": "1", "code": "F1", "who": "PT-1", "payer": "Northwind Health Plan"}

WORDS = st.sampled_from(["claims", "number", "code", "who", "paid", "payer", "state", "working", "D0", "E1", "F1", ""])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False) | WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=15,
)


@given(JSON)
def test_any_json_gives_whole_records_or_a_miss(answer: Any) -> None:
    try:
        mapped = READER.records(answer)
    except MappingMiss:
        return
    assert mapped.records
    assert all(record[name] is not None for record in mapped.records for name in {*INDISPENSABLE, "payer"})


@given(st.lists(st.sampled_from(["D0", "F1", "P1", "E0", "E1", "Z9"]), max_size=4))
def test_not_found_is_said_only_when_every_entry_says_so(codes: list[str]) -> None:
    answer = {"claims": [{**CLAIM, "code": code} for code in codes]}
    assert READER.says_not_found(answer) == (bool(codes) and set(codes) == {"D0"})


@given(st.binary(max_size=60), st.integers(200, 599))
def test_no_bytes_under_any_status_make_a_verdict_raise(body: bytes, status: int) -> None:
    verdict = judge(Reply(status, {"content-type": "application/json"}, body), READER)
    assert verdict.outcome is not Outcome.FOUND


def test_a_field_that_is_missing_is_empty_and_one_that_is_junk_is_named() -> None:
    mapped = READER.records({"claims": [CLAIM, {**CLAIM, "paid": "10XXX.89"}]})
    assert [record["paid"] for record in mapped.records] == [None, None]
    assert mapped.unreadable == ("paid",)


def test_a_single_claim_need_not_stand_in_a_list() -> None:
    assert len(READER.records({"claims": CLAIM}).records) == 1


@pytest.mark.parametrize("lack", ["number", "code", "who", "payer"])
def test_a_record_without_what_it_must_have_is_a_miss(lack: str) -> None:
    with pytest.raises(MappingMiss, match="is missing"):
        READER.records({"claims": [{**CLAIM, lack: None}]})


def test_a_path_that_does_not_fit_is_a_miss_and_quotes_nothing() -> None:
    with pytest.raises(MappingMiss) as miss:
        READER.records({"claims": [{**CLAIM, "reasons": [{"group": "CO", "reason": "secret-7"}, {"group": 7}]}]})
    assert "reason_codes" in str(miss.value)
    assert "secret-7" not in str(miss.value)


def test_items_that_do_not_fit_are_a_miss() -> None:
    broken = AnswerMapping.model_validate({"items": "keys(claims)", "fields": {"claim_number": {"path": "number"}}})
    with pytest.raises(MappingMiss, match="items"):
        AnswerReader(broken).records({"claims": []})


@pytest.mark.parametrize(
    ("expression", "document", "found"),
    [
        ("sum(@)", [Decimal("0.1"), 1, None], Decimal("1.1")),
        ("to_number(@)", "186.40", Decimal("186.40")),
        ("to_number(@)", "junk", None),
        ("to_number(@)", True, None),
        ("abs(@)", Decimal("-2.5"), Decimal("2.5")),
        ("paid > `0`", {"paid": Decimal("0.01")}, True),
    ],
)
def test_expressions_reckon_exactly(expression: str, document: Any, found: Any) -> None:
    assert Expression(expression).of(document) == found


@pytest.mark.parametrize(("expression", "document"), [("abs(@)", "x"), ("sum(@)", ["x"]), ("length(@)", None)])
def test_an_expression_that_does_not_fit_says_so(expression: str, document: Any) -> None:
    with pytest.raises(ExpressionError, match="does not fit"):
        Expression(expression).of(document)
