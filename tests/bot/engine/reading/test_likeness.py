"""A text is most like the subject whose examples share its words, or the pieces of misspelt ones."""

import pytest

from bot.engine.reading import Example, Likeness, Subject, examples_of, reading

_S = Subject
FEW = Likeness(
    [
        Example(_S.DISPUTE, "you charged me twice"),
        Example(_S.DISPUTE, "the charge is wrong"),
        Example(_S.STATUS, "where is claim <claim>"),
        Example(_S.STATUS, "has the plan paid <claim>"),
        Example(_S.SMALL_TALK, "hello"),
    ]
)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("They CHARGED me twice!", _S.DISPUTE),
        ("overcharged", _S.DISPUTE),
        ("did the plan pay <claim>", _S.STATUS),
        ("helo", _S.SMALL_TALK),
    ],
)
def test_a_text_is_most_like_the_examples_that_share_its_words(text: str, subject: Subject) -> None:
    shares = FEW.read(text).shares

    assert max(shares, key=lambda each: shares[each]) is subject
    assert sum(shares.values()) == pytest.approx(1)


def test_what_no_example_knows_is_like_nothing() -> None:
    nothing = FEW.read("zzz qqq")

    assert nothing.known == 0
    assert nothing.shares == pytest.approx({_S.DISPUTE: 1 / 3, _S.STATUS: 1 / 3, _S.SMALL_TALK: 1 / 3})
    assert FEW.read("").known == 0


def test_it_says_how_much_of_a_text_it_knows() -> None:
    assert FEW.read("the charge is wrong").known == 1
    assert 0 < FEW.read("the pizza is wrong").known < 1


def test_every_subject_has_examples_of_its_own() -> None:
    """A sentence under two subjects would say nothing, and an identifier left in would be compared by its digits."""
    lines = [line for subject in Subject for line in examples_of(subject)]

    assert min(len(examples_of(subject)) for subject in Subject) >= 30
    assert sorted({line for line in lines if lines.count(line) > 1}) == []


def test_the_packaged_examples_are_read_once() -> None:
    assert reading() is reading()
