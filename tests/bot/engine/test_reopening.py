"""Whether somebody who comes back goes on in the same case, and what of old never calls a person again."""

from datetime import timedelta

import pytest

from bot.domain.conversation import State
from bot.domain.escalation import CaseState, Reason
from bot.domain.messages import Call, Kind, Post
from tests.fakes.desk_office import DeskOffice

HOUR = timedelta(hours=1)


@pytest.fixture
async def ended(office: DeskOffice) -> DeskOffice:
    """Ana has answered a patient and resolved the case; an hour has gone by."""
    await office.say("I want to appeal 45012-A")
    await office.sent()
    office.clock.advance(HOUR)
    await office.desk(Kind.MESSAGE, "Your letter went out today.")
    await office.desk(Kind.RESOLVE)
    await office.sent()
    office.clock.advance(HOUR)
    return office


async def test_within_the_period_the_same_case_goes_on_in_its_thread_and_who_had_it_is_told(ended: DeskOffice) -> None:
    await ended.say("The letter never came, I want to appeal again")
    case = await ended.case()
    assert (case.case, case.state, case.reason) == (1001, CaseState.WAITING, Reason.APPEAL)
    assert case.waiting_since == ended.clock.now()
    assert (await ended.conversation()).case == 1001
    sent = await ended.sent()
    assert [content.type for where, content in sent if where == "desk"] == ["card_update", "call", "post", "post"]
    [call] = [content for _, content in sent if isinstance(content, Call)]
    assert (call.whom, call.text) == ("U-ana", "Case 1001, which Ana Specialist had: the patient is back.")
    shown = [content.text for where, content in sent if where == "desk" and isinstance(content, Post)]
    assert shown[0] == "The letter never came, I want to appeal again"


async def test_after_the_period_it_is_a_new_case(ended: DeskOffice) -> None:
    ended.clock.advance(72 * HOUR)
    await ended.say("I want to appeal again")
    assert (await ended.case(1002)).state is CaseState.WAITING
    assert (await ended.case(1001)).state is CaseState.RESOLVED


@pytest.mark.parametrize("words", ["Thanks!", "gracias", "ok, thank you so much", "What does CO-16 mean?"])
async def test_what_the_bot_can_answer_calls_nobody_back(ended: DeskOffice, words: str) -> None:
    await ended.say(words)
    assert (await ended.case()).state is CaseState.RESOLVED
    assert (await ended.conversation()).state is State.BOT
    assert [where for where, _ in await ended.sent()] == ["patient"]


async def test_what_was_handed_back_is_not_handed_over_again_by_old_words_but_by_a_new_appeal(
    office: DeskOffice,
) -> None:
    await office.say("I want to appeal 45012-A")
    await office.sent()
    await office.desk(Kind.HAND_BACK)
    await office.sent()
    await office.say("ok thanks")
    await office.say("How long does insurance take to pay?")
    assert (await office.case()).state is CaseState.HANDED_BACK
    await office.sent()
    await office.say("I want to appeal it after all")
    assert (await office.case()).state is CaseState.WAITING
    [call] = [content for _, content in await office.sent() if isinstance(content, Call)]
    assert (call.whom, call.text) == ("", "Case 1001: the patient is back.")
