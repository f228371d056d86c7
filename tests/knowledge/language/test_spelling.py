import pytest

from knowledge.language.spelling import Spelling

SPELLING = Spelling(
    {"deductible": 5, "insurance": 9, "payment": 7, "receipt": 2, "claim": 20, "claims": 1, "appeal": 3}
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("deductable", "deductible"),
        ("dedutible", "deductible"),
        ("insurence", "insurance"),
        ("paymnet", "payment"),
        ("apeal", "appeal"),
        ("clam", "claim"),
    ],
)
def test_a_slip_finds_the_word_that_the_documents_use(written: str, meant: str) -> None:
    assert SPELLING.nearest(written) == meant


@pytest.mark.parametrize("written", ["recipe", "lasagna", "fax", "world", "c1aim", ""])
def test_another_word_is_not_taken_for_a_slip(written: str) -> None:
    assert SPELLING.nearest(written) is None


def test_of_two_words_as_near_the_more_frequent_is_meant() -> None:
    assert Spelling({"bills": 1, "billy": 4}).nearest("billx") == "billy"
