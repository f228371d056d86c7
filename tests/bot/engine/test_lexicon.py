import pytest

from bot.engine.lexicon import concepts, fold, language_of, mentions
from bot.engine.vocabulary import CORE_WORDS, IN_CLAUSE, IN_MESSAGE, IN_SENTENCE, STEMS, Concept


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("¿Dónde ESTÁ mi reclamo?", "¿donde esta mi reclamo?"),
        ("clam staus", "claim status"),
        ("insurence", "insurance"),
        ("it’s", "it's"),
        ("a statue by the sea", "a statue by the sea"),
        ("deductable", "deductible"),
        ("laims", "laims"),
    ],
)
def test_text_is_folded_and_misspelt_words_of_the_field_are_put_right(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_core_word_is_never_changed() -> None:
    for word in CORE_WORDS:
        assert fold(word) == word


def test_a_text_can_be_about_several_things() -> None:
    assert {Concept.APPEAL, Concept.DENIAL, Concept.OWN} <= concepts("i want to appeal my denial")


def test_every_concept_has_words() -> None:
    together = {rule.concept for rule in (*IN_CLAUSE, *IN_SENTENCE, *IN_MESSAGE)}
    assert set(STEMS) | together == set(Concept)


@pytest.mark.parametrize(("text", "said"), [("hurt at work", True), ("hurting at work", False), ("Trabajó", False)])
def test_an_offices_words_are_whole_words(text: str, said: bool) -> None:
    assert mentions(fold(text), ("hurt at work", "trabajo de")) is said


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("¿dónde está mi reclamo?", "en", "es"),
        ("where is my claim", "es", "en"),
        ("45012-A", "es", "es"),
        ("45012-A", "en", "en"),
    ],
)
def test_the_language_is_told_by_small_words_or_stays(text: str, before: str, language: str) -> None:
    assert language_of(fold(text), before) == language
