"""Every word that is sent is read here: nothing of a person is in it, and nothing of another conversation."""

import json
import random

import pytest

from bot.domain.messages import Surface
from bot.llm.model import OpenAICompatible
from tests.fakes.scripted_model import ScriptedModel, answer, calls
from tests.fakes.turns import PROOF, Talk

PRIVATE = {
    "social security number": ("my SSN is 078-05-1120", "078-05-1120"),
    "date of birth": ("born 03/04/1984", "03/04/1984"),
    "date of birth in words": ("I was born on March 4, 1984", "1984"),
    "member id": ("member ID ZZZ-4471902", "4471902"),
    "MBI": ("Medicare number 1EG4-TE5-MK73", "MK73"),
    "phone": ("call me at 208-555-0142", "555-0142"),
    "phone's ending": ("my phone ends in 0142", "0142"),
    "card": ("card 4111 1111 1111 1111", "1111 1111"),
    "e-mail": ("write to wanda@example.org", "wanda@"),
    "name": ("my name is Wanda Testcase", "Wanda"),
    "somebody's claim": ("and claim 45090-B", "45090"),
    "long number": ("account 99887766554", "99887766"),
}
QUESTIONS = (
    "Can I pay a balance in monthly parts?",
    "the thing you people mailed makes no sense to anybody in this house",
    "What is a deductible?",
)
NEVER = ("078-05", "1984", "4471902", "MK73", "0142", "4111", "Wanda", "Jane", "Testcase", "Owen", "45012", "45090")


def assert_clean(server: ScriptedModel) -> None:
    sent = server.sent
    assert sent
    for word in NEVER:
        assert word not in sent, word


@pytest.mark.parametrize("kind", PRIVATE)
@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("surface", [Surface.PATIENT, Surface.STAFF])
async def test_private_details_in_a_question_are_never_sent(
    kind: str, question: str, surface: Surface, server: ScriptedModel, model: OpenAICompatible
) -> None:
    said, value = PRIVATE[kind]
    server.play(answer(answered=False))

    await Talk(model=model, surface=surface).say(f"{question} {said}.")

    assert value not in server.sent


async def test_a_whole_proved_conversation_sends_no_identifier(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(calls(("get_claim_status", {"claim_number": "[claim 1]"})), answer(answered=False))
    talk = Talk(model=model)

    await talk.say(f"Where is claim 45012-A? I am {PROOF}", "Jane Testcase again, 0142, what about 45013-A", *QUESTIONS)

    assert_clean(server)
    assert "[claim 1]" in server.sent


async def test_mixtures_of_private_details_are_never_sent(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(answer(answered=False))
    for seed in range(40):
        chance = random.Random(seed)
        parts = [said for said, _ in chance.sample(list(PRIVATE.values()), 4)]
        await Talk(model=model).say(f"{chance.choice(QUESTIONS)} {', '.join(parts)}")

    for _, value in PRIVATE.values():
        assert value not in server.sent


async def test_what_is_sent_are_mapped_facts_and_passages_as_data(
    server: ScriptedModel, model: OpenAICompatible
) -> None:
    server.play(answer(answered=False))

    await Talk(model=model).prove()

    [request] = server.requests
    system, user = (message["content"] for message in request["messages"])
    assert "in process" not in system.casefold()
    asked = json.loads(user)
    assert (
        asked["question"] == "Where is claim [claim 1]? I am [name], born [date of birth], phone ends in [phone digits]"
    )
    assert [fact["id"] for fact in asked["facts"]] == [
        "claim 1.state",
        "claim 1.payer",
        "claim 1.date_of_service",
        "claim 1.billed",
        "claim 1.received",
    ]
    assert [passage["title"] for passage in asked["passages"]] == ["Claim Status Routing Protocol"]


async def test_another_conversation_is_not_reachable(server: ScriptedModel, model: OpenAICompatible) -> None:
    server.play(answer(answered=False))
    await Talk(model=model).prove()
    server.play(answer(answered=False))

    await Talk(model=model).say("Can I pay a balance in monthly parts?")

    assert "claim 1" not in json.dumps(server.asked())
    assert "Northwind" not in server.sent
