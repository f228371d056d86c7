import pytest

from knowledge.language.glossary import LONGEST, glossary, subject
from knowledge.language.words import stems


@pytest.mark.parametrize(
    ("asked", "document"),
    [
        ("EOB", "explanation of benefits"),
        ("explanation of benefits", "EOB"),
        ("COB", "coordination of benefits"),
        ("DOS", "date of service"),
        ("coins", "coinsurance"),
        ("pcp", "primary care physician"),
        ("denied", "denial"),
        ("installments", "payment plan"),
        ("reclamo", "claim"),
        ("seguro", "insurance"),
        ("plazo", "deadline"),
        ("apelar", "appeal"),
        ("deducible", "deductible"),
        ("factura", "bill"),
        ("plan de pagos", "payment plan"),
        ("cuanto tarda", "days"),
    ],
)
def test_a_word_of_the_asker_is_looked_for_as_a_word_of_the_field(asked: str, document: str) -> None:
    assert subject(document) in glossary()[stems(asked)]


def test_spanish_is_understood_but_not_looked_for_in_documents() -> None:
    assert subject("seguro") not in glossary()[stems("insurance")]


def test_no_entry_is_longer_than_what_a_question_is_searched_for() -> None:
    assert max(map(len, glossary())) <= LONGEST
