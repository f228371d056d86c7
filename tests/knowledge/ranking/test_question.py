import pyarrow as pa
import pytest

from knowledge.index.lexicon import Lexicon
from knowledge.ranking.question import Question, QuestionReader

CHUNKS = [
    ["deductible", "plan", "pays"],
    ["payment", "plans", "monthly"],
    ["insurance", "days", "claim"],
    ["explanation", "benefits", "claim"],
]
READER = QuestionReader(Lexicon(pa.chunked_array([CHUNKS], pa.list_(pa.string()))))


def asked(text: str) -> Question:
    return READER.read(text)


def test_small_talk_carries_no_concept() -> None:
    assert asked("hi, could you please tell me about this? thanks!").concepts == ()


def test_a_phrase_of_the_field_is_one_concept() -> None:
    [concept] = asked("explanation of benefits").concepts
    assert concept.asked == ("explan", "benefit")
    assert len(concept.own) == 2


def test_an_abbreviation_is_looked_for_by_its_words() -> None:
    [concept] = asked("EOB?").concepts
    assert concept.own == frozenset()
    assert len(concept.phrases) == 1
    assert set(asked("EOB?").text.split()) == {"explanation", "benefits"}


def test_a_repeated_word_counts_once() -> None:
    assert len(asked("claim claims CLAIM").concepts) == 1


def test_an_unknown_word_is_the_most_telling_and_a_number_is_none() -> None:
    claim, unicorn = asked("claim unicorn 4711").concepts
    assert unicorn.weight > claim.weight
    assert not unicorn.looked_for


def test_a_guessed_spelling_counts_less_than_the_word_itself() -> None:
    [right], [guessed] = asked("insurance").concepts, asked("insurrence").concepts
    assert guessed.own == right.own
    assert guessed.weight < right.weight


@pytest.mark.parametrize("text", ["CO-16", "co16"])
def test_a_code_is_no_concept(text: str) -> None:
    question = asked(f"what does {text} mean")
    assert (question.codes, question.concepts, question.text) == (("CO-16",), (), "")
