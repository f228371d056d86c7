"""Correct drafts for the sample office: how many the check lets through, and that none does with one thing changed."""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import pytest

from bot.engine.aliases import Aliases
from bot.engine.prose import Evidence, faults
from bot.engine.quotation import sentences_around
from bot.engine.readings import without_opener
from bot.ports.writer import Fact, Sentence, Written
from tests.fakes.good_drafts import GoodDraft, good_drafts, sample_office
from tests.fakes.library import passage

FLOOR = 0.70
"""Of the drafts, word for word; it only rises. What is refused is sent back once, and then the template is sent."""


Change = Callable[[Sentence], Iterator[str]]


@dataclass(frozen=True)
class Tried:
    """A draft, what the model was given for it, and what the turn found in it."""

    draft: GoodDraft
    language: str
    evidence: Evidence
    findings: tuple[str, ...]

    def refuses(self, sentence: Sentence) -> bool:
        return bool(faults(Written((sentence,)), self.evidence, self.language))

    def faults(self) -> list[str]:
        return faults(Written(tuple(self.written())), self.evidence, self.language)

    def written(self) -> Iterator[Sentence]:
        """Yield each sentence as a patient would read it."""
        for line in self.draft.lines:
            name = holding(line["quote"], list(self.evidence.passages.values()))
            yield Sentence(without_opener(line["text"]), name, line["quote"], tuple(line["facts"]))

    def sentences(self) -> Iterator[Sentence]:
        """Yield each that passes."""
        return (sentence for sentence in self.written() if not self.refuses(sentence))


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> list[Tried]:
    return asyncio.run(_tried(tmp_path_factory.mktemp("data")))


async def _tried(data: Path) -> list[Tried]:
    """Take the turn of each question with its first draft; the others are held to what that one was given."""
    found: list[Tried] = []
    async with sample_office(data) as office:
        for draft in good_drafts():
            if found and draft.ask == found[-1].draft.ask:
                one = replace(found[-1], draft=draft, findings=())
                found.append(replace(one, findings=tuple(one.faults())))
                continue
            turned = await office.take(draft)
            drafting = turned.said.drafting
            assert drafting, draft.ask
            evidence = evidence_of(office.server.asked(0))
            found.append(Tried(draft, turned.said.conversation.language, evidence, drafting.findings[0]))
    return found


def evidence_of(asked: dict[str, Any]) -> Evidence:
    facts = {fact["id"]: Fact(**fact) for fact in asked["facts"]}
    passages = {p["id"]: passage(p["title"], p["section"], p["text"]) for p in asked["passages"]}
    return Evidence(facts, passages, Aliases(("45012-A",)), "p1" if facts else "")


def holding(quote: str, passages: list[Any]) -> str:
    """Return the id under which the passage with these words was handed out."""
    names = [n for n, one in enumerate(passages, start=1) if quote and sentences_around(quote, one)]
    return f"p{names[0]}" if names else ""


def digits(sentence: Sentence) -> Iterator[str]:
    for found in re.finditer(r"(?<!\[claim )\d", text := sentence.text):
        yield f"{text[: found.start()]}{(int(found[0]) + 3) % 10}{text[found.end() :]}"


def replaced(*pairs: tuple[str, str]) -> Change:
    """Put one word in the place of another, each time that it stands there."""

    def changed(sentence: Sentence) -> Iterator[str]:
        for old, new in pairs:
            for found in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", sentence.text):
                yield f"{sentence.text[: found.start()]}{new}{sentence.text[found.end() :]}"

    return changed


def added(*tails: str) -> Change:
    return lambda sentence: (f"{sentence.text.rstrip('.!')} {tail}." for tail in tails)


def figures_traded(sentence: Sentence) -> Iterator[str]:
    """Let two figures that stand apart change places."""
    found = list(re.finditer(r"(?<!\[claim )\$?\d[\d,.]*\d|(?<!\[claim )\d+", text := sentence.text))
    for one, other in pairwise(found):
        if one[0] != other[0]:
            between = text[one.end() : other.start()]
            yield f"{text[: one.start()]}{other[0]}{between}{one[0]}{text[other.end() :]}"


CHANGES: dict[str, Change] = {
    "a digit": digits,
    "two figures": figures_traded,
    "who does it": replaced(
        *[(one, other) for one, other in permutations(("You", "We", "The plan"), 2)],
        *[(one, other) for one, other in permutations(("you", "we", "the plan"), 2)],
        *[(one, other) for one, other in permutations(("Usted", "El plan"), 2)],
        *[(one, other) for one, other in permutations(("usted", "el plan"), 2)],
        ("Your plan", "You"),
        ("Your insurance", "You"),
        ("Northwind Health Plan", "We"),
        ("Our office", "Your plan"),
        ("They", "You"),
    ),
    "denied": replaced(
        ("is", "is not"), ("was", "was not"), ("has", "has not"), ("can", "cannot"), ("está", "no está"),
        ("puede", "no puede"), ("pagó", "no pagó"), ("paid", "never paid"), ("send", "do not send"),
    ),
    "no longer denied": replaced(
        ("not ", ""), ("no ", ""), ("No ", ""), ("isn't", "is"), ("don't", "do"), ("cannot", "can"),
        ("nothing", "something"),
    ),
    "its condition": replaced(
        ("if", "and"), ("unless", "and"), ("only", ""), ("Most ", ""), ("most plans", "plans"), ("may", ""),
        ("usually", ""),
        ("solo", ""), ("podría", "debe"), ("La mayoría de los planes", "Los planes"),
    ),
    "its unit": replaced(
        ("days", "weeks"), ("business days", "days"), ("months", "days"), ("días", "semanas"), ("percent", "days"),
    ),
    "its state": replaced(
        ("paid", "denied"), ("in process", "paid"), ("received", "paid"), ("processed", "paid"),
        ("decided", "received"), ("billed", "paid"), ("paid", "billed"), ("in process", "processed"),
        ("en proceso", "procesado"),
        ("pagado", "denegado"), ("pagó", "negó"), ("accepted", "denied"), ("aceptó", "negó"), ("owe", "paid"),
    ),
    "one more thing": added(
        "and it is free", "today", "within 10 days", "so you can ignore it", "and we refund it", "y es gratis",
        "by you", "and you should appeal",
    ),
}  # fmt: skip


def test_as_many_good_drafts_pass_as_ever(tried: list[Tried], record_property: Callable[[str, object], None]) -> None:
    passed = [one for one in tried if not one.findings]
    refused = "\n".join(f"{one.draft.ask}: {'; '.join(one.findings)}" for one in tried if one.findings)
    record_property("good_drafts_that_pass", f"{len(passed)} of {len(tried)}")
    assert len(tried) >= 120
    assert len(passed) / len(tried) >= FLOOR, refused


@pytest.mark.parametrize("kind", CHANGES)
def test_with_one_thing_changed_none_passes(kind: str, tried: list[Tried]) -> None:
    shown, count = [], 0
    for one in tried:
        for sentence in one.sentences():
            for text in CHANGES[kind](sentence):
                count += 1
                if _said(text) != _said(sentence.text) and not one.refuses(replace(sentence, text=text)):
                    shown.append((sentence.text, text))
    assert count > 10
    assert shown == []


def _said(text: str) -> str:
    return " ".join(text.casefold().split())
