"""Values of answers: exact, canonical, or unreadable; never guessed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import values
from actions.values import UNREADABLE, Reading

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("186.40", "186.40"),
        ("0", "0"),
        ("1101", "1101"),
        (".5", "0.5"),
        ("$1,240.00", "1240.00"),
        ("-12.5", "-12.5"),
        (" 20 ", "20"),
        (1101, "1101"),
        (Decimal("186.40"), "186.40"),
    ],
)
def test_an_amount_keeps_every_digit(written: Any, amount: str) -> None:
    found = values.money(written)
    assert (found, str(found)) == (Decimal(amount), amount)


@pytest.mark.parametrize(
    "written",
    ["10XXX.89", "1,24.00", "1.2.3", "$", "-", ".", "1e5", "NaN", "Infinity", "12 50", "１２", True, [], {}, "1" * 13],
)
def test_a_junk_amount_is_unreadable(written: Any) -> None:
    assert values.money(written) is UNREADABLE


@pytest.mark.parametrize("reader", [values.text, values.money, values.day, values.code, values.phone_last4])
@pytest.mark.parametrize("nothing", [None, "", "   "])
def test_nothing_is_told_apart_from_junk(reader: values.Reader, nothing: Any) -> None:
    assert reader(nothing, ("YYYY-MM-DD",)) is None


@given(st.decimals(min_value=0, max_value=999_999_999, places=2), st.sampled_from(["{}", "${}", "{:,}", "-{}"]))
def test_any_amount_is_read_as_it_was_written(amount: Decimal, form: str) -> None:
    assert values.money(form.format(amount)) == (-amount if form.startswith("-") else amount)


@given(st.text(max_size=30))
def test_an_amount_is_never_made_out_of_other_digits(text: str) -> None:
    found = values.money(text)
    if isinstance(found, Decimal):
        assert set(text) <= set("0123456789.,-$ ") | {mark for mark in text if mark.isspace()}
    else:
        assert found in {None, UNREADABLE}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("co16", "CO-16"),
        ("CO 16", "CO-16"),
        ("CO-B7", "CO-B7"),
        ("pr-1", "PR-1"),
        ("n290", "N290"),
        ("ma130", "MA130"),
        ("f3n", "F3N"),
        ("rq", "RQ"),
        ("P1", "P1"),
        ("Z9", "Z9"),
        ("In Review", "In Review"),
        ("paid", "paid"),
        (4, "4"),
    ],
)
def test_a_code_gets_its_canonical_form_and_a_word_stays(written: Any, code: str) -> None:
    assert values.code(written) == code


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (None, ()),
        ("", ()),
        ([], ()),
        (["co16", "CO-16", "n290"], ("CO-16", "N290")),
        ("CO-16, PR-1; N290", ("CO-16", "PR-1", "N290")),
        ([None, "PR 2"], ("PR-2",)),
        (["CO-16", {}], UNREADABLE),
        ({"code": "CO-16"}, UNREADABLE),
    ],
)
def test_codes_come_as_a_list_without_doubles(written: Any, codes: Reading) -> None:
    assert values.codes(written) == codes


@pytest.mark.parametrize(
    ("written", "found"),
    [("(208) 555-0142", "0142"), ("2085550142", "0142"), (142, UNREADABLE), ("none", UNREADABLE), ("0142", "0142")],
)
def test_the_last_four_digits_of_a_telephone_number(written: Any, found: Reading) -> None:
    assert values.phone_last4(written) == found


def test_a_date_is_read_in_the_formats_of_its_field() -> None:
    assert values.day(20261002, ("YYYYMMDD",)) == date(2026, 10, 2)
    assert values.day("10/2/2026", ("YYYYMMDD",)) is UNREADABLE
    assert values.day([], ("YYYYMMDD",)) is UNREADABLE


def test_a_text_is_one_line_and_not_a_novel() -> None:
    assert values.text("Northwind \n Health  Plan") == "Northwind Health Plan"
    assert values.text("x" * 201) is UNREADABLE
    assert values.text(False) is UNREADABLE


@given(JSON)
def test_no_value_breaks_a_reader(value: Any) -> None:
    for reader in (values.text, values.money, values.day, values.code, values.codes, values.phone_last4):
        found = reader(value, ("YYYY-MM-DD",))
        assert found is None or found is UNREADABLE or isinstance(found, str | Decimal | date | tuple)
