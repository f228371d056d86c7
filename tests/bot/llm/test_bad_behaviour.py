"""Whatever the endpoint does, the patient gets the answer of the templates, and the trace says why."""

import json
from typing import Any

import pytest

from bot.domain.policy import ModelPolicy
from bot.llm.model import OpenAICompatible
from bot.llm.usage import PassingUsage
from tests.fakes.manual_clock import ManualClock
from tests.fakes.offices import NOW, OFFICE
from tests.fakes.scripted_model import Play, Script, ScriptedModel, answer, calls, refusal, text
from tests.fakes.turns import Talk

GOOD = {"text": "Your plan is still working on [claim 1].", "passage": "p1", "quote": "still working on your claim"}


def telling(asked: dict[str, Any]) -> Play:
    """Answer with the internal reference of the system prompt, spelled out with blanks."""
    canary = asked["messages"][0]["content"].partition("never to be written: ")[2].split()[0]
    return answer({**GOOD, "text": " ".join(canary)})


BEHAVIOURS: dict[str, tuple[Script, str]] = {
    "malformed JSON in the form": (calls(("Answer", '{"answered": tru')), "the model did not keep to the form"),
    "a form with other fields": (calls(("Answer", {"text": "paid"})), "the model did not keep to the form"),
    "an answer that is no JSON": (Play(raw="<html>busy</html>"), "could not be used"),
    "an answer that is JSON of another kind": (Play(raw='{"choices": []}'), "could not be used"),
    "words instead of the form": (text("Your claim was paid $9,999.00."), "the model did not keep to the form"),
    "a refusal": (refusal(), "the model refused"),
    "too many requests": (Play(status=429), "the model's server answered 429"),
    "a broken server": (Play(status=500), "the model's server answered 500"),
    "a wrong key": (Play(status=401), "the model's server answered 401"),
    "silence": (Play({"content": "late"}, seconds=5), "the model did not answer in time"),
    "an answer cut in the middle": (Play({"content": "x" * 500}, cut=True), "or its answer broke off"),
    "a redirect to elsewhere": (Play(status=302), "the model's server answered 302"),
    "its own instructions": (telling, "the model told its instructions"),
    "two forms at once": (calls(("Answer", {"answered": False}), ("Answer", {"answered": True})), "keep to the form"),
}


@pytest.fixture
def policy() -> ModelPolicy:
    return ModelPolicy(seconds_per_call=1, seconds_per_turn=2)


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
async def test_the_patient_reads_what_they_read_without_a_model(
    behaviour: str, server: ScriptedModel, model: OpenAICompatible
) -> None:
    without = (await Talk().prove()).said
    play, why = BEHAVIOURS[behaviour]
    server.play(play)

    turned = await Talk(model=model).prove()

    assert (turned.said.text, turned.said.citations) == (without.text, without.citations)
    assert turned.said.drafting
    assert why in turned.said.drafting.refused
    assert "Jane" not in turned.said.drafting.refused
    assert turned.model[-1].outcome == turned.said.drafting.refused


async def test_a_server_that_is_not_there_leaves_the_template() -> None:
    model = OpenAICompatible(OFFICE, "scripted", "k", "http://127.0.0.1:9/v1", ManualClock(NOW), PassingUsage())
    turned = await Talk(model=model).prove()
    await model.close()

    assert "could not be reached" in turned.model[0].outcome


async def test_a_form_written_as_text_is_read(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(text(json.dumps({"answered": True, "sentences": [GOOD]})))

    turned = await Talk(model=model).prove()

    assert "Your plan is still working on 45012-A [1]." in turned.said.text


async def test_a_server_that_counts_nothing_is_counted_for(server: ScriptedModel, model: OpenAICompatible) -> None:
    good = answer(GOOD)
    server.play(Play(good.message, usage=False))

    [step] = (await Talk(model=model).prove()).model

    assert step.tokens_in > 100
    assert step.tokens_out > 10


async def test_the_reference_never_stands_in_a_trace(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(lambda asked: answer({**GOOD, "text": asked["messages"][0]["content"]}))

    [step] = (await Talk(model=model).prove()).model

    canary = server.requests[0]["messages"][0]["content"].partition("never to be written: ")[2].split()[0]
    assert canary not in f"{step.sent}{step.came}"
    assert step.outcome == "the model told its instructions"
