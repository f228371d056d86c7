import pytest

from bot.engine.remembered import meant

LIST = ("45012-A", "45013-A", "45014-A")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("what about the next one?", "45013-A"),
        ("and the other one", "45013-A"),
        ("the first one please", "45012-A"),
        ("y el segundo?", "45013-A"),
        ("the third one", "45014-A"),
        ("and the last one on that list?", "45014-A"),
        ("that one again", "45012-A"),
        ("el mismo", "45012-A"),
    ],
)
def test_a_claim_is_meant_by_its_place_in_the_list(text: str, claim: str) -> None:
    assert meant(text, LIST) == (claim,)


def test_of_a_single_claim_every_other_word_means_it_but_never_one_that_is_not_there() -> None:
    assert meant("the next one", LIST[:1]) == LIST[:1]
    assert meant("the last one", LIST[:1]) == LIST[:1]
    assert meant("the third one", LIST[:1]) == ()
    assert meant("the next one", ()) == ()
