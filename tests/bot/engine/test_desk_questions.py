"""Somebody wants the desk to answer what the bot answered already."""

from typing import Any

import pytest

from bot.domain.conversation import State
from bot.domain.escalation import Reason
from bot.domain.ids import Address, MessageId
from bot.domain.messages import Kind, OpenCase, Post, Sender, Surface
from bot.engine import notices
from tests.fakes.desk_office import DeskOffice
from tests.fakes.messages import inbound
from tests.fakes.offices import ESCALATION

FRAN: dict[str, Any] = {"surface": Surface.STAFF, "sender": Sender("U-fran", "Fran")}


async def answered(office: DeskOffice, *texts: str, **who: Any) -> MessageId:
    await office.say(*texts, **who)
    return (await office.transcript())[-1].id


async def ask_the_desk(office: DeskOffice, answer: str, **who: Any) -> None:
    await office.say("", kind=Kind.ASK_DESK, target_id=answer, **who)


async def test_the_question_becomes_a_case_and_who_asked_is_told(office: DeskOffice) -> None:
    await answered(office, "hello", **FRAN)
    answer = await answered(office, "Where is 45012-A?", "And why so long?", **FRAN)
    await office.sent()
    await ask_the_desk(office, answer, **FRAN)
    (where, told), (_, opening) = await office.sent()
    assert isinstance(told, Post)
    assert (where, told.text) == ("patient", ESCALATION["en"])
    assert isinstance(opening, OpenCase)
    assert "“Where is …12-A? And why so long?”" in opening.card.summary
    assert opening.card.claim == "…12-A"
    assert "hello" in [post.text for post in opening.story]
    case = await office.case()
    assert case.reason is Reason.PERSON_REQUESTED
    assert (await office.conversation()).state is State.BOT


async def test_a_second_wish_joins_the_open_case(office: DeskOffice) -> None:
    answer = await answered(office, "hello", **FRAN)
    await ask_the_desk(office, answer, **FRAN)
    await office.sent()
    await ask_the_desk(office, answer, **FRAN)
    [(where, told)] = await office.sent()
    assert isinstance(told, Post)
    assert (where, told.text) == ("patient", notices.ADDED["en"])


async def test_a_patient_who_asks_so_waits_for_the_desk(office: DeskOffice) -> None:
    answer = await answered(office, "hello")
    await ask_the_desk(office, answer)
    assert (await office.conversation()).state is State.WAITING


@pytest.mark.parametrize("address", ["w1", "w2", "w3"])
async def test_nobody_can_hand_over_what_was_not_answered_to_them(office: DeskOffice, address: str) -> None:
    answer = await answered(office, "hello")
    await office.say("hello", address=Address("w2"))
    await office.sent()
    await ask_the_desk(office, "nothing" if address == "w1" else answer, address=Address(address))
    assert await office.sent() == []


async def test_who_asked_is_told_once_when_the_desk_cannot_be_asked(office: DeskOffice) -> None:
    answer = await answered(office, "hello", **FRAN)
    await office.sent()
    await office.accept(inbound("wish", "", kind=Kind.ASK_DESK, target_id=answer, **FRAN))
    batch = await office.claim()
    await office.surfaces.give_up(batch, "broken")
    await office.surfaces.give_up(batch, "broken")
    [(_, told)] = await office.sent()
    assert isinstance(told, Post)
    assert told.text == notices.NOT_HANDED_OVER["en"]


async def test_nobody_is_told_where_there_is_no_conversation(office: DeskOffice) -> None:
    await office.accept(inbound("wish", "", kind=Kind.ASK_DESK, target_id="nothing", **FRAN))
    await office.surfaces.give_up(await office.claim(), "broken")
    assert await office.sent() == []
