"""In its own words the bot says no more of a claim than its state: not turned round, promised, dated or named anew."""

from dataclasses import replace

import pytest

from bot.domain.claims import ClaimState
from bot.engine.answer import status_answer
from bot.engine.check import problems
from bot.engine.own_words import own_word_problems
from tests.fakes.claims import claim
from tests.fakes.turns import Talk

ZONE = "America/Boise"


def wrong(line: str, label: str = "Denied", *known: str) -> list[str]:
    return list(own_word_problems(line, [label], known))


@pytest.mark.parametrize(
    "line",
    [
        "Claim 45012-A was not denied",
        "**Claim 45012-A: Not Denied**",
        "It hasn't been denied",
        "Claim 45012-A was never really denied",
        "Reclamo 45012-A nunca fue denied",
        "It is denied, not",
        "Denied yet",
        "undenied",
    ],
)
def test_a_state_turned_round_is_found(line: str) -> None:
    assert wrong(line) == ["a state is turned round"]


@pytest.mark.parametrize("label", ["Processed without payment", "Not found by the payer", "Could not be read"])
def test_a_state_that_is_itself_a_negation_is_fine_and_its_own_negation_is_not(label: str) -> None:
    assert wrong(f"Claim 45012-A: {label}", label) == []
    assert wrong(f"Claim 45012-A: not {label}", label) == ["a state is turned round"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("It was approved and declined", "“declined” is a state without a source"),
        ("We will call you", "“We will” is a promise without a source"),
        ("The plan will pay this", "“The plan will” is a promise without a source"),
        ("I promise", "“promise” is a promise without a source"),
        ("Le llamaremos", "“Le llamaremos” is a promise without a source"),
        ("Appeal no later than then", "“no later than” is a deadline without a source"),
        ("It takes thirty days", "“thirty days” is a number in words without a source"),
        ("Tarda dos o tres semanas", "“tres semanas” is a number in words without a source"),
        ("It was sent to Harborline", "the name Harborline has no source"),
    ],
)
def test_what_only_a_source_or_a_case_may_say_is_found(line: str, what: str) -> None:
    assert what.casefold() in [problem.casefold() for problem in wrong(line)]


def test_a_name_of_the_facts_may_stand() -> None:
    assert wrong("It was sent to Harborline", "Denied", "Harborline Insurance") == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("state", list(ClaimState))
def test_no_template_says_any_of_this(state: ClaimState, language: str) -> None:
    draft = status_answer(claim(state), None, number=1, language=language, zone=ZONE, staff=True)
    assert problems(draft, language=language, zone=ZONE) == []
    turned = replace(draft, text=draft.text.replace("**", "not ", 1).replace(": ", ": not ", 1))
    assert "a state is turned round" in problems(turned, language=language, zone=ZONE)


async def test_a_failed_check_is_counted_by_its_tag_and_goes_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.engine.status.problems", lambda *_, **__: ["the figure 7 has no source"])
    talk = Talk()
    turned = await talk.prove()
    assert "check:failed" in turned.tags
    assert turned.said.handoff is not None
    assert "7" not in turned.said.text.replace("45012-A", "")


async def test_no_tag_where_nothing_failed() -> None:
    assert "check:failed" not in (await Talk().prove()).tags
