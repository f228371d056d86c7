"""Servers that speak OpenAI's API each in their own way: vLLM, Ollama, LiteLLM, Azure, and models that think aloud."""

import json
from typing import Any

import pytest

from bot.llm.model import OpenAICompatible
from tests.fakes.scripted_model import Play, ScriptedModel, answer, calls, text
from tests.fakes.turns import Talk

SENTENCE = {"text": "Your plan is still working on [claim 1].", "passage": "p1", "quote": "still working on your claim"}
FORM = {"answered": True, "sentences": [SENTENCE]}
WRITTEN = json.dumps(FORM)
SHOWN = "Your plan is still working on 45012-A [1]."


def called(arguments: Any, **more: Any) -> Play:
    """Call the form with arguments of whatever type, as some servers do."""
    call = {"id": "call_0", "type": "function", "function": {"name": "Answer", "arguments": arguments}, **more}
    return Play({"content": None, "tool_calls": [call]})


WAYS: dict[str, Play] = {
    "plain JSON": text(WRITTEN),
    "JSON in a fence": text(f"```json\n{WRITTEN}\n```"),
    "JSON after words": text(f"Here is the answer:\n\n{WRITTEN}\n\nI hope this helps."),
    "JSON after thinking aloud": text(f"<think>The {{user}} asks for a status.</think>\n{WRITTEN}"),
    "content in parts": Play({"content": [{"type": "text", "text": WRITTEN}]}),
    "a call written as text": text(json.dumps({"name": "Answer", "arguments": FORM})),
    "a call with parameters": text(json.dumps({"name": "Answer", "parameters": FORM})),
    "arguments that are an object": called(FORM),
    "arguments encoded twice": called(json.dumps(WRITTEN)),
    "a call without an id": called(WRITTEN, id=None),
    "nulls where nothing is said": called(json.dumps({"answered": True, "sentences": [SENTENCE | {"facts": None}]})),
    "one fact not in a list": called(
        json.dumps(
            {"answered": "true", "sentences": [SENTENCE, {"text": "It is in process.", "facts": "claim 1.state"}]}
        )
    ),
    "words beside the call": Play({"content": "I will answer.", **calls(("Answer", FORM)).message}),
    "thoughts beside the call": Play({"reasoning_content": "Let me see.", **answer(SENTENCE).message}),
    "a call that says stop": Play({**answer(SENTENCE).message}, finish="stop"),
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_good_answer_is_read_however_it_is_wrapped(
    way: str, server: ScriptedModel, model: OpenAICompatible
) -> None:
    server.play(WAYS[way])

    turned = await Talk(model=model).prove()

    assert [(step.task, step.outcome) for step in turned.model] == [("write", "answered")]
    assert SHOWN in turned.said.text


@pytest.mark.parametrize(
    ("play", "why"),
    [
        (Play({"content": ""}, finish="length"), "the model's answer was cut off at 4000 tokens"),
        (Play({"content": '{"answered": tr'}, finish="length"), "the model's answer was cut off at 4000 tokens"),
        (Play({"content": None}, finish="content_filter"), "the model refused"),
        (Play({"content": "[1, 2]"}), "the model did not keep to the form"),
        (Play({"content": "{{{"}), "the model did not keep to the form"),
        (called("not JSON"), "the model did not keep to the form"),
    ],
)
async def test_what_cannot_be_read_is_told_by_its_reason(
    play: Play, why: str, server: ScriptedModel, model: OpenAICompatible
) -> None:
    server.play(play)

    [step] = (await Talk(model=model).prove()).model

    assert step.outcome == why


def refusing(*names: str) -> Any:
    """Answer 400 as long as one of these parameters is sent, naming the first, as servers do that do not know it."""

    def play(asked: dict[str, Any]) -> Play:
        known = next((name for name in names if name in asked), None)
        if known is None:
            return answer(SENTENCE)
        error = {"message": f"Unrecognized request argument supplied: {known}", "param": known}
        return Play(status=400, raw=json.dumps({"error": error}))

    return play


async def test_a_parameter_that_a_server_does_not_know_is_left_out_from_then_on(
    server: ScriptedModel, model: OpenAICompatible
) -> None:
    server.play(refusing("store", "max_completion_tokens", "tool_choice"))

    first = await Talk(model=model).prove()
    sent = len(server.requests)
    second = await Talk(model=model).prove()

    assert SHOWN in first.said.text
    assert SHOWN in second.said.text
    assert (sent, len(server.requests)) == (4, 5)
    assert not {"store", "max_completion_tokens", "tool_choice"} & server.requests[-1].keys()
    assert [step.calls for step in (*first.model, *second.model)] == [1, 1]


async def test_a_request_that_is_refused_for_what_it_asks_is_not_sent_again(
    server: ScriptedModel, model: OpenAICompatible
) -> None:
    server.play(refusing("messages"))

    [step] = (await Talk(model=model).prove()).model

    assert (step.outcome, len(server.requests)) == ("the model's server answered 400", 1)


async def test_nothing_is_asked_of_a_server_that_reasoning_models_refuse(
    server: ScriptedModel, model: OpenAICompatible
) -> None:
    server.play(answer(SENTENCE))

    await Talk(model=model).prove()

    assert not {"temperature", "top_p", "max_tokens", "n", "stop", "parallel_tool_calls"} & server.requests[0].keys()
