"""Dictated claim numbers become figures, and the office's own formats say whether they mean anything."""

import pytest

from bot.domain.policy import ClaimNumberFormat
from bot.domain.recognition import EntityKind
from bot.engine.spoken_numbers import find_spoken_claim_numbers

FORMATS = [ClaimNumberFormat(pattern=r"[0-9]{5}-[A-Z]", example="45012-A", words="five digits and a letter")]


def found(text: str) -> list[tuple[EntityKind, str, str]]:
    return [(e.kind, e.text, e.canonical) for e in find_spoken_claim_numbers(text, FORMATS, [])]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("four five oh one two dash a", "four five oh one two dash a"),
        ("claim fifty six oh seven two dash B as in boy, please", "fifty six oh seven two dash B as in boy"),
        ("it is forty-five, zero twelve, hyphen C", "forty-five, zero twelve, hyphen C"),
        ("cuatro cinco cero uno dos guion A", "cuatro cinco cero uno dos guion A"),
        ("45 oh twelve A", "45 oh twelve A"),
    ],
)
def test_a_dictated_number_is_worth_a_question(text: str, said: str) -> None:
    [(kind, where, canonical)] = found(text)

    assert (kind, where) == (EntityKind.POSSIBLE_CLAIM, said)
    assert canonical in {"45012-A", "56072-B", "45012-C"}


def test_typed_figures_with_the_word_for_the_hyphen_are_a_claim_number() -> None:
    assert found("66025 dash A for me") == [(EntityKind.CLAIM, "66025 dash A", "66025-A")]


@pytest.mark.parametrize("text", ["I waited two hours, a lot", "seven eight nine dash B", "66025 A", "one a day"])
def test_other_numbers_in_words_mean_nothing(text: str) -> None:
    assert found(text) == []


def test_what_another_kind_has_taken_stays_taken() -> None:
    assert list(find_spoken_claim_numbers("66025 dash A", FORMATS, [(0, 5)])) == []
