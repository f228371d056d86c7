"""What a model may cost, in one turn and in one day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.policy import ModelPolicy
from bot.engine.why import trace_of
from bot.llm.model import OpenAICompatible
from bot.llm.usage import PassingUsage
from bot.ports.usage import Used
from tests.fakes.manual_clock import ManualClock
from tests.fakes.offices import NOW, office
from tests.fakes.scripted_model import ScriptedModel, answer
from tests.fakes.turns import Talk

TODAY = date(2026, 11, 23)
INVENTED = {"text": "Your insurance paid $9,999.00.", "facts": ["claim 1.state"]}


async def refused(server: ScriptedModel, usage: PassingUsage, **changes: Any) -> str:
    policy = replace(ModelPolicy(), **changes)
    model = OpenAICompatible(office(model=policy), "scripted", "k", server.url, ManualClock(NOW), usage)
    server.play(answer(INVENTED))
    turned = await Talk(model=model).prove()
    await model.close()
    assert turned.said.drafting
    return turned.said.drafting.refused


@pytest.mark.parametrize(
    ("limits", "why", "calls"),
    [
        ({"calls_per_turn": 1}, "the calls for this message were used up", 1),
        ({"tokens_per_turn": 120}, "the tokens for this message were used up", 1),
        ({"calls_per_day": 1}, "the model's budget for today was used up", 1),
        ({"tokens_per_day": 120}, "the model's budget for today was used up", 1),
        ({"calls_per_day": 0}, "the model's budget for today was used up", 0),
    ],
)
async def test_a_limit_ends_the_models_part(
    limits: dict[str, int], why: str, calls: int, server: ScriptedModel
) -> None:
    assert await refused(server, PassingUsage(), **limits) == why
    assert len(server.requests) == calls


async def test_the_time_of_a_turn_ends_too(server: ScriptedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, *[31.0] * 9])
    monkeypatch.setattr("bot.llm.meter.perf_counter", lambda: next(times))

    assert await refused(server, PassingUsage()) == "the time for this message was used up"
    assert len(server.requests) == 1


async def test_every_call_is_added_to_its_day(server: ScriptedModel) -> None:
    usage = PassingUsage()

    await refused(server, usage)

    assert await usage.of(TODAY) == Used(2, 240)
    assert await usage.of(date(2026, 11, 24)) == Used()


async def test_the_trace_shows_each_step_with_its_cost(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(answer(INVENTED))

    shown = trace_of(await Talk(model=model).prove())["model"]

    assert shown["refused"] == "its drafts did not pass the check"
    assert shown["findings"][0][0] == "sentence 1: the figure $9,999.00 has no source"
    assert [(s["task"], s["tokens_in"], s["tokens_out"], s["outcome"]) for s in shown["steps"]] == [
        ("write", 100, 20, "answered"),
        ("repair", 100, 20, "answered"),
    ]
    assert "[claim 1]" in shown["steps"][0]["sent"]
    assert trace_of(await Talk().prove())["model"] is None
