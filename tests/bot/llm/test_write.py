"""What a model writes, and whether a patient reads it: the real client over HTTP, and the real turn."""

from bot.domain.messages import Surface
from bot.llm.model import OpenAICompatible
from tests.fakes.scripted_model import ScriptedModel, answer
from tests.fakes.turns import Talk

WORKING = {"text": "Your plan is still working on [claim 1].", "passage": "p1", "quote": "still working on your claim"}
WITHIN = {"text": "Most plans answer within 30 days.", "passage": "p1", "quote": "Most plans answer within 30 days"}
BILLED = {"text": "The office billed $240.00.", "facts": ["claim 1.billed"]}
INVENTED = {
    "text": "Your plan will answer within 10 days.",
    "passage": "p1",
    "quote": "Most plans answer within 30 days",
}


async def test_a_good_draft_stands_before_the_facts(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(answer(WORKING, WITHIN, BILLED))

    said = (await Talk(model=model).prove()).said

    assert said.text.splitlines()[:2] == [
        "**Claim 45012-A: In process**",
        "Your plan is still working on 45012-A [1]. Most plans answer within 30 days [1]. The office billed $240.00.",
    ]
    assert "- Billed: $240.00" in said.text
    assert [(c.number, c.quote) for c in said.citations] == [
        (1, "The plan is still working on your claim.\nMost plans answer within 30 days.")
    ]
    assert said.drafting
    assert (said.drafting.refused, said.drafting.findings) == ("", ((),))


async def test_a_bad_draft_is_mended_once_with_what_was_found(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(answer(INVENTED), answer(WITHIN))

    turned = await Talk(model=model).prove()

    assert "Most plans answer within 30 days [1]." in turned.said.text
    assert [step.task for step in turned.model] == ["write", "repair"]
    asked = server.asked()
    assert asked["draft"]["sentences"][0]["text"] == INVENTED["text"]
    assert "sentence 1: the figure 10 has no source" in asked["findings"]


async def test_a_draft_that_stays_bad_leaves_the_template(server: ScriptedModel, model: OpenAICompatible) -> None:
    without = (await Talk().prove()).said
    server.play(answer(INVENTED))

    turned = await Talk(model=model).prove()

    assert (turned.said.text, turned.said.citations) == (without.text, without.citations)
    assert turned.said.drafting
    assert turned.said.drafting.refused == "its drafts did not pass the check"
    assert len(server.requests) == 2


async def test_a_model_that_finds_no_answer_leaves_the_template(server: ScriptedModel, model: OpenAICompatible) -> None:
    without = (await Talk().prove()).said
    server.play(answer(answered=False))

    said = (await Talk(model=model).prove()).said

    assert said.text == without.text
    assert said.drafting
    assert said.drafting.refused == "found no answer in what it was given"


async def test_documents_are_answered_in_the_models_words(server: ScriptedModel, model: OpenAICompatible) -> None:
    sentence = {
        "text": "You can pay your balance in monthly parts.",
        "passage": "p1",
        "quote": "pay a balance in monthly",
    }
    server.play(answer(sentence))

    said = (await Talk(model=model).say("Can I pay a balance in monthly parts?")).said

    assert said.text == "You can pay your balance in monthly parts [1]."
    assert said.citations[0].quote == "You can pay a balance in monthly parts."


async def test_a_spanish_answer_from_an_english_document_shows_the_document(
    server: ScriptedModel, model: OpenAICompatible
) -> None:
    server.play(
        answer({"text": "Puede pagar el saldo en partes mensuales.", "passage": "p1", "quote": "pay a balance in"})
    )

    said = (await Talk(model=model, language="es").say("¿Puedo pagar mi balance en monthly parts?")).said

    assert said.text.splitlines() == [
        "Puede pagar el saldo en partes mensuales [1].",
        "",
        "_De nuestros documentos, en inglés:_",
        "> You can pay a balance in monthly parts. [1]",
    ]


async def test_what_goes_to_a_person_is_not_written_by_a_model(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(answer(WORKING))
    talk = Talk(model=model)

    turned = await talk.say(
        "I want to appeal", "Where is claim 45014-A? I am Jane Testcase, born 03/04/1984, phone 0142"
    )

    assert turned.said.handoff is None
    assert server.requests == []


async def test_several_claims_stay_a_list(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(answer(WORKING))

    await Talk(model=model, surface=Surface.STAFF).say("45012-A and 45013-A status?")

    assert server.requests == []


async def test_nothing_is_stored_or_tried_again_at_the_provider(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(answer(WORKING))

    await Talk(model=model).prove()

    [request] = server.requests
    assert (request["store"], request["stream"], request["max_completion_tokens"]) == (False, False, 4000)
    assert server.headers[0]["Authorization"] == "Bearer a-key"


async def test_small_talk_is_not_written_by_a_model(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(answer(WORKING))

    await Talk(model=model).say("Hello!")

    assert server.requests == []


async def test_a_language_that_the_check_cannot_read_keeps_the_template(
    server: ScriptedModel, model: OpenAICompatible
) -> None:
    server.play(answer(WORKING))

    await Talk(model=model, language="vi").say("payment plans monthly parts balance")

    assert server.requests == []


async def test_a_state_without_words_of_the_office_rests_on_facts_alone(
    server: ScriptedModel, model: OpenAICompatible
) -> None:
    server.play(answer({"text": "[claim 1] was paid.", "facts": ["claim 1.state"]}))

    said = (await Talk(model=model, surface=Surface.STAFF).say("45013-A status?")).said

    assert said.text.startswith("**Claim 45013-A: Paid**\n45013-A was paid.")
    assert said.citations == ()
