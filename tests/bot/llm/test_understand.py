"""A message that the rules do not understand, asked of a model over HTTP."""

from typing import Any

import pytest

from bot.domain.escalation import Reason
from bot.domain.routes import Route, Why
from bot.llm.model import OpenAICompatible
from tests.fakes.scripted_model import Play, ScriptedModel, answer, form
from tests.fakes.turns import Talk

UNCLEAR = "the thing you people mailed makes no sense to anybody in this house"


@pytest.fixture(autouse=True)
def scripted(server: ScriptedModel) -> None:
    server.understanding = None


def need(word: str, language: str = "en", **more: Any) -> Play:
    return form("Understanding", need=word, language=language, **more)


async def test_an_unclear_message_can_reach_a_person(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(need("dispute"))

    turned = await Talk(model=model).say(UNCLEAR)

    assert (turned.decision.route, turned.decision.reason) == (Route.HANDOFF, Reason.DISPUTE)
    assert turned.said.handoff
    assert [step.task for step in turned.model] == ["understand"]


async def test_a_model_that_fails_changes_nothing(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(Play(status=500))

    turned = await Talk(model=model).say(UNCLEAR)

    assert turned.decision.why is Why.NOT_UNDERSTOOD
    assert turned.said.text == (await Talk().say(UNCLEAR)).said.text
    assert turned.model[0].outcome == "the model's server answered 500"


async def test_an_unproved_patient_is_asked_who_they_are(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(need("own_claim", claims=["45012-A", "[claim 1]"]))

    turned = await Talk(model=model).say(UNCLEAR)

    assert turned.said.identity == "asked"
    assert turned.said.looked == ()


async def test_a_known_patient_may_mean_the_claim_they_asked_about(
    server: ScriptedModel, model: OpenAICompatible
) -> None:
    server.play(answer(answered=False), need("own_claim", claims=["[claim 1]"]), answer(answered=False))
    talk = Talk(model=model)
    await talk.prove()

    turned = await talk.say("hm, sorry, run that by me once more")

    assert server.asked(1)["claims"] == ["[claim 1]"]
    assert [one.number for one in turned.said.looked] == ["45012-A"]


async def test_the_language_is_taken_where_no_small_word_tells_it(
    server: ScriptedModel, model: OpenAICompatible
) -> None:
    server.play(need("nothing_of_ours", "ES"))

    turned = await Talk(model=model).say("Tarjeta plástica perdida")

    assert turned.said.conversation.language == "es"


async def test_the_small_words_are_believed_more_than_the_model(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(need("nothing_of_ours", "es"))

    assert (await Talk(model=model).say(UNCLEAR)).said.conversation.language == "en"
