from dataclasses import replace

import pytest

from bot.domain.claims import Claim, ClaimState
from bot.domain.messages import Citation
from bot.engine.answer import Draft, documents_answer, joined, status_answer
from bot.engine.check import problems
from knowledge.passages import Passage
from tests.fakes.claims import claim, paid
from tests.fakes.library import passage

ZONE = "America/Boise"
WORDING = passage("Protocol", "Protocol › Paid › What we tell patients", "We send a statement.\nIt takes 30 days.")


def draft_of(one: Claim, wording: Passage | None = WORDING, *, number: int = 1, language: str = "en") -> Draft:
    return status_answer(one, wording, number=number, language=language, zone=ZONE, staff=False)


def wrong(draft: Draft, language: str = "en") -> list[str]:
    return problems(draft, language=language, zone=ZONE)


def changed(draft: Draft, old: str, new: str) -> Draft:
    assert old in draft.text
    return replace(draft, text=draft.text.replace(old, new, 1))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("state", list(ClaimState))
@pytest.mark.parametrize("staff", [True, False])
def test_every_answer_by_template_passes(state: ClaimState, language: str, staff: bool) -> None:
    one = replace(paid(), state=state)
    draft = status_answer(one, WORDING, number=1, language=language, zone=ZONE, staff=staff)
    assert wrong(draft, language) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_several_answers_together_pass(language: str) -> None:
    both = [draft_of(claim(), None, language=language), draft_of(paid(), language=language)]
    assert wrong(joined(both), language) == []


def test_quotations_of_documents_pass() -> None:
    passages = [WORDING, passage("Plans 2026", "Plans 2026 › Part 7", "No interest.")]
    assert wrong(documents_answer(passages, "how long", language="en")) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("45013-A", "45014-A", "a claim is not named"),
        ("Paid**", "Denied**", "the status word “denied” has no source"),
        ("Paid**", "Received**", "a claim is named without its state"),
        ("Northwind", "Northwood", "a claim is named without its own payer"),
        ("$186.40", "$186.41", "the figure $186.41 has no source"),
        ("paid: $186.40", "paid: $240.00", "“Insurance paid” does not say this"),
        ("October 2,", "October 9,", "the day 2026-10-09 has no source"),
        ("November 9, 2026", "October 6, 2026", "“Decided” does not say this"),
        ("November 9, 2026", "11/12/2026", "the day 2026-11-12 has no source"),
        ("11:00", "10:00", "the figure 10 has no source"),
        ("[1]", "[2]", "[2] is cited but is no source"),
        (" [1]", "", "source [1] is never cited"),
        ("30 days", "3 days", "a quotation stands in no cited passage"),
        ("It takes 30", "0", "a quotation stands in no cited passage"),
    ],
)
def test_one_wrong_fact_stops_the_answer(old: str, new: str, says: str) -> None:
    assert says in wrong(changed(draft_of(paid()), old, new))


def test_a_spanish_answer_is_held_to_spanish_words() -> None:
    draft = draft_of(claim(), None, language="es")
    assert wrong(changed(draft, "En proceso", "En proceso, denegado"), "es") == [
        "the status word “denegado” has no source"
    ]


def test_one_claims_state_cannot_stand_beside_another_claim() -> None:
    text = joined([draft_of(claim(), None), draft_of(paid())])
    swapped = changed(changed(text, "In process**", "Paid**"), "45013-A: Paid", "45013-A: In process")
    assert "the status word “paid” has no source" in wrong(swapped)
    assert "a claim is named without its state" in wrong(swapped)


def test_a_citation_must_quote_its_own_passage() -> None:
    draft = draft_of(paid())
    invented = replace(draft.citations[0], quote="We send two statements.")
    elsewhere = replace(draft.citations[0], passage_id="elsewhere")
    for citation in (invented, elsewhere):
        assert wrong(replace(draft, citations=(citation,))) == ["[1] quotes what its passage does not say"]


def test_a_blank_line_of_a_quotation_needs_no_source() -> None:
    draft = Draft("> We send a statement. [1]\n>", (Citation(1, WORDING.id, "", "", "", None, "\n"),), (), (WORDING,))
    assert wrong(draft) == []


def test_figures_in_the_bots_own_words_about_documents_need_a_heading() -> None:
    draft = documents_answer([WORDING], "how long", language="en")
    assert wrong(replace(draft, text=f"It takes 12 days.\n{draft.text}")) == ["the figure 12 has no source"]


def test_an_unknown_language_is_held_to_the_english_words() -> None:
    draft = changed(draft_of(claim(), None), "In process**", "In process, denied**")
    assert wrong(draft, "fr") == ["the status word “denied” has no source"]
