"""Tags as words, and their correction as lines that say the same whenever they come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.tags import Correction, choices, is_correctable, label

TAGS = st.sets(st.sampled_from(choices(["New insurance", "VIP"])))


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("about:claim-status", "claim status"),
        ("code:CO-16", "CO-16"),
        ("payer:northwind-health-plan", "payer northwind health plan"),
        ("own:new-insurance", "new insurance"),
        ("outcome:handed-over", "outcome handed over"),
        ("state:in_process", "state in process"),
        ("lang:es", "es"),
        ("appeal", "appeal"),
    ],
)
def test_a_tag_reads_as_people_say_it(tag: str, words: str) -> None:
    assert label(tag) == words


def test_a_judgement_can_be_corrected_and_what_the_bot_did_cannot() -> None:
    assert all(map(is_correctable, ("about:denial", "code:CO-16", "own:vip", "outcome:resolved", "state:paid")))
    assert not any(map(is_correctable, ("route:docs", "lang:en", "handoff:appeal", "denial", "own:", "own:a b")))


def test_what_can_be_chosen_are_the_subjects_the_offices_own_and_the_outcomes() -> None:
    offered = choices(["New insurance"])
    assert offered[0] == "about:claim-status"
    assert "own:new-insurance" in offered
    assert offered[-1] == "outcome:no-reply"


@given(TAGS, TAGS)
def test_a_correction_survives_being_written_and_leads_to_what_was_wanted(shown: set[str], wanted: set[str]) -> None:
    correction = Correction.between(shown, wanted)
    assert bool(correction) is (shown != wanted)
    if correction:
        assert Correction.read(str(correction)) == correction
    assert (shown | set(correction.added)) - set(correction.removed) == wanted


@pytest.mark.parametrize("text", ["", "about:denial", "+route:docs", "+about:denial\nlang:en", "-payer:<b>"])
def test_what_nobody_may_correct_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no correction of tags"):
        Correction.read(text)


def test_a_correction_says_what_it_does() -> None:
    correction = Correction(("about:denial", "own:vip"), ("about:appeal",))
    assert correction.in_words == "added denial and vip, removed appeal"
    assert Correction((), ("code:CO-16",)).in_words == "removed CO-16"
