"""Identity and what only a person may answer are decided without a model, whatever a model says.

Every sentence of every routing list is taken twice, without a model and with one that proposes to lower it. What asked
for proof, went to a person, or was refused as steering or answered with safety words stays the same to the letter.
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.domain.messages import Surface
from bot.domain.routes import Route, Why
from bot.engine.turn import Turned
from bot.llm.model import OpenAICompatible
from bot.llm.usage import PassingUsage
from tests.fakes.manual_clock import ManualClock
from tests.fakes.offices import NOW, OFFICE
from tests.fakes.scripted_model import Play, ScriptedModel, answer, form, scripted_model
from tests.fakes.turns import Talk

LISTS = Path(__file__).parent / "routing"
FIXED = {Why.EMERGENCY, Why.CRISIS, Why.MEDICAL_ADVICE, Why.INJECTION}
LOWERING = cycle(("nothing_of_ours", "documents", "own_claim"))


def texts() -> Iterator[str]:
    for file in [*sorted(LISTS.glob("*utterances.yml")), LISTS / "held_out.yml", LISTS / "out_of_scope.yml"]:
        listed = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        for case in listed["utterances"] if isinstance(listed, dict) else listed:
            yield case["text"]


def lowering(asked: dict[str, Any]) -> Play:
    """Propose the least, with numbers nobody named; write nothing."""
    if asked["tools"][-1]["function"]["name"] == "Answer":
        return answer(answered=False)
    return form("Understanding", need=next(LOWERING), language="en", claims=["45012-A", "[claim 1]"])


@pytest.fixture
async def model() -> AsyncIterator[tuple[ScriptedModel, OpenAICompatible]]:
    async with scripted_model() as server:
        opened = OpenAICompatible(OFFICE, "scripted", "k", server.url, ManualClock(NOW), PassingUsage())
        server.understanding = None
        server.play(lowering)
        yield server, opened
        await opened.close()


def decided(turned: Turned) -> tuple[Any, ...]:
    said = turned.said
    return turned.decision, said.text, said.identity, said.handoff, said.conversation.verified, said.looked


@pytest.mark.parametrize("surface", [Surface.PATIENT, Surface.STAFF])
async def test_decisions_for_a_person_and_for_proof_are_the_same_with_a_model(
    surface: Surface,
    model: tuple[ScriptedModel, OpenAICompatible],
    record_property: Callable[[str, object], None],
) -> None:
    server, opened = model
    different, counted, sentences = [], Counter[str](), list(dict.fromkeys(texts()))
    for text in sentences:
        without = await Talk(surface=surface).say(text)
        with_model = await Talk(surface=surface, model=opened).say(text)
        binding = without.decision.route in {Route.HANDOFF, Route.IDENTITY_CHECK} or without.decision.why in FIXED
        counted[without.decision.route.value] += binding
        if binding and decided(without) != decided(with_model):
            different.append((text, without.decision, with_model.decision))
        assert with_model.said.conversation.verified is None
    name = f"decisions_with_a_model_{surface.value}"
    record_property(name, f"{counted.total()} of {len(sentences)} binding, {len(different)} different")
    assert different == []
    assert counted["handoff"] > 100
    assert server.requests
