import string

import pytest

from bot.engine import notices
from bot.engine.notices import FIELDS, in_list, say

SENTENCES = {
    n: value for n, value in vars(notices).items() if n.isupper() and isinstance(value, dict) and n != "FIELDS"
} | FIELDS
"""What is said to patients; colleagues are spoken to in one language."""


@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_says_the_same_in_both_languages(name: str) -> None:
    english, spanish = SENTENCES[name]["en"], SENTENCES[name]["es"]
    assert english.strip()
    assert spanish.strip()
    assert _parts(spanish) <= _parts(english)


def _parts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_a_language_that_is_missing_reads_english() -> None:
    assert say(notices.THANKS, "fr") == notices.THANKS["en"]


@pytest.mark.parametrize(
    ("items", "language", "last", "joined"),
    [
        (["a"], "en", "and", "a"),
        (["a", "b"], "en", "or", "a or b"),
        (["a", "b", "c"], "en", "and", "a, b and c"),
        (["a", "b", "c"], "es", "and", "a, b y c"),
        (["a", "b"], "es", "or", "a o b"),
        (["a", "b"], "fr", "and", "a and b"),
    ],
)
def test_items_are_joined_as_a_person_would(items: list[str], language: str, last: str, joined: str) -> None:
    assert in_list(items, language, last=last) == joined
