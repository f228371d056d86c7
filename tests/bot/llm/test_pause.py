"""A model that gives no answer is left alone for a while: patients do not wait for it again and again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from time import perf_counter

import pytest

from bot.domain.policy import ModelPolicy
from bot.engine.turn import Turned
from bot.engine.why import trace_of
from bot.llm.model import OpenAICompatible
from bot.llm.usage import PassingUsage
from tests.fakes.manual_clock import ManualClock
from tests.fakes.offices import NOW, office
from tests.fakes.scripted_model import Play, ScriptedModel, answer, refusal
from tests.fakes.turns import Talk

GOOD = {"text": "Your plan is still working on [claim 1].", "passage": "p1", "quote": "still working on your claim"}
Ask = Callable[..., Awaitable[Turned]]


@pytest.fixture
def policy() -> ModelPolicy:
    return ModelPolicy(seconds_per_call=1, pause_after_failures=2, pause_seconds=60)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
async def ask(server: ScriptedModel, policy: ModelPolicy, clock: ManualClock) -> AsyncIterator[Ask]:
    model = OpenAICompatible(office(model=policy), "scripted", "k", server.url, clock, PassingUsage())

    async def asking(text: str = "") -> Turned:
        talk = Talk(model=model)
        return await (talk.say(text) if text else talk.prove())

    yield asking
    await model.close()


def why(turned: Turned) -> str:
    return turned.model[-1].outcome


async def test_after_failures_in_a_row_nobody_waits(server: ScriptedModel, ask: Ask) -> None:
    server.play(Play({"content": "late"}, seconds=5))
    first, second = [why(await ask()) for _ in range(2)]
    started = perf_counter()

    third = await ask()

    assert (first, second) == ("the model did not answer in time",) * 2
    assert why(third) == "not asked: the model gave no answer 2 times in a row, and is tried again in 60 seconds"
    assert trace_of(third)["model"]["refused"] == why(third)
    assert (third.said.text, len(server.requests)) == ((await Talk().prove()).said.text, 2)
    assert perf_counter() - started < 0.5


async def test_after_the_pause_one_message_tries_again(server: ScriptedModel, ask: Ask, clock: ManualClock) -> None:
    server.play(Play(status=503))
    for _ in range(2):
        await ask()
    clock.advance(timedelta(seconds=61))
    assert why(await ask()) == "the model's server answered 503"
    assert "and is tried again in 60 seconds" in why(await ask())

    clock.advance(timedelta(seconds=61))
    server.play(answer(GOOD))

    assert [why(await ask()) for _ in range(2)] == ["answered", "answered"]


@pytest.mark.parametrize("play", [refusal(), Play(status=400), Play(raw="<html>busy</html>")])
async def test_a_model_that_answers_badly_is_asked_again(play: Play, server: ScriptedModel, ask: Ask) -> None:
    """What is wrong with one answer, or with what was asked, says nothing of the next."""
    server.play(play)
    for _ in range(3):
        await ask()

    assert len(server.requests) == 3


async def test_a_turn_waits_once_for_a_silent_model(server: ScriptedModel, ask: Ask) -> None:
    server.understanding = None
    server.play(Play(status=500))

    turned = await ask("Tell me please what is written about paying a balance in monthly parts and interest")

    assert [step.outcome for step in turned.model] == [
        "the model's server answered 500",
        "not asked again for this message: the model gave no answer",
    ]
    assert len(server.requests) == 1


async def test_a_call_that_brought_nothing_costs_what_was_sent(server: ScriptedModel, ask: Ask) -> None:
    server.play(Play(status=500))

    [step] = (await ask()).model

    assert step.calls == 1
    assert step.tokens_in > 300


async def test_a_call_that_nobody_waits_for_any_more_says_nothing_of_the_model(server: ScriptedModel, ask: Ask) -> None:
    server.play(Play({"content": "late"}, seconds=0.8))
    for asked in range(1, 4):
        turn = asyncio.ensure_future(ask())
        while len(server.requests) < asked:
            await asyncio.sleep(0.01)
        turn.cancel()
        await asyncio.gather(turn, return_exceptions=True)
    server.play(answer(GOOD))

    assert why(await ask()) == "answered"
