"""The bot's answers in shadow against what specialists then write, over a real store."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.domain.messages import Kind
from bot.domain.policy import Mode, Modes
from bot.domain.shadow import ShadowAnswer
from bot.engine.rules import Verdict
from bot.engine.shadow import DOCUMENTS, NOT_NAMED, SEVERAL, payer_of, replies_to
from bot.ports.store import Store
from tests.fakes.claims import claim
from tests.fakes.desk_office import DeskOffice
from tests.fakes.offices import office as an_office
from tests.fakes.turns import PROOF

QUESTION = f"Where is claim 45013-A? I am {PROOF}"
SAME = "Northwind paid $186.40 on November 9, and you owe $20.15."


@pytest.fixture
async def asked(store: Store) -> DeskOffice:
    office = DeskOffice(store, office=an_office(modes=Modes(Mode.SHADOW)))
    await office.say(QUESTION)
    await office.sent()
    return office


async def answers(office: DeskOffice) -> Sequence[ShadowAnswer]:
    async with office.store.read() as work:
        return await work.shadows.of((await office.conversation()).id)


async def write(office: DeskOffice, text: str) -> str:
    office.clock.advance(timedelta(seconds=10))
    return (await office.desk(Kind.MESSAGE, text, sent_at=office.clock.now())).external_id


async def test_an_answer_is_kept_as_facts_by_payer_and_waits_for_a_persons(asked: DeskOffice) -> None:
    [answer] = await answers(asked)
    assert (answer.payer, answer.case, answer.compared, answer.agrees) == ("Northwind Health Plan", 1001, None, None)
    assert (answer.said.state, answer.said.amount) == (("paid",), ("186.40", "20.15", "240.00"))


async def test_a_reply_that_says_the_same_agrees(asked: DeskOffice) -> None:
    await write(asked, SAME)
    [answer] = await answers(asked)
    assert answer.agrees is True


async def test_a_reply_that_says_something_else_differs_until_it_is_put_right(asked: DeskOffice) -> None:
    reply = await write(asked, "Northwind paid $168.40 on November 9.")
    assert [one.agrees for one in await answers(asked)] == [False]
    await asked.desk(Kind.EDIT, SAME, target_id=reply)
    assert [one.agrees for one in await answers(asked)] == [True]
    await asked.desk(Kind.DELETE, target_id=reply)
    assert [one.compared for one in await answers(asked)] == [None]


async def test_several_messages_are_one_reply_and_a_note_is_none(asked: DeskOffice) -> None:
    await asked.desk(Kind.NOTE, "It was denied, I think.", sent_at=asked.clock.now())
    assert [one.compared for one in await answers(asked)] == [None]
    await write(asked, "One moment please, I am looking.")
    assert [one.agrees for one in await answers(asked)] == [None]
    await write(asked, SAME)
    assert [one.agrees for one in await answers(asked)] == [True]


async def test_two_questions_that_were_put_together_are_answered_together(asked: DeskOffice) -> None:
    asked.clock.advance(timedelta(seconds=10))
    await asked.say("and claim 45012-A?")
    await write(asked, f"{SAME} The other one is still in process, received October 6.")
    first, second = await answers(asked)
    assert (first.compared is not None, second.compared is not None) == (True, True)


async def test_the_next_question_begins_anew(asked: DeskOffice) -> None:
    await write(asked, SAME)
    await asked.desk(Kind.HAND_BACK)
    asked.clock.advance(timedelta(seconds=10))
    await asked.say("claim 45012-A?")
    await write(asked, "That one is still in process, please wait.")
    first, second = await answers(asked)
    assert (first.agrees, second.agrees) == (True, True)


async def test_a_platform_whose_clock_is_late_hides_no_reply(asked: DeskOffice) -> None:
    await asked.desk(Kind.MESSAGE, SAME, sent_at=asked.clock.now() - timedelta(minutes=1))
    assert [one.agrees for one in await answers(asked)] == [True]


async def test_a_note_that_is_out_of_reach_is_compared_with_all_that_is_there(asked: DeskOffice) -> None:
    await write(asked, SAME)
    [answer] = await answers(asked)
    entries = [entry for entry in await asked.transcript() if entry.id != answer.id]
    assert replies_to(answer, [answer], entries) == SAME


async def test_answers_of_before_a_moment_are_not_reported(asked: DeskOffice) -> None:
    async with asked.store.read() as work:
        assert len(await work.shadows.since(asked.clock.now())) == 1
        assert await work.shadows.since(asked.clock.now() + timedelta(seconds=1)) == []


def test_an_answer_is_counted_under_its_payer() -> None:
    one, other, unnamed = (Verdict(claim(payer=payer), None, "") for payer in ("Acme", "Other", None))
    assert payer_of([one, one]) == "Acme"
    assert payer_of([one, other]) == SEVERAL
    assert payer_of([unnamed]) == NOT_NAMED
    assert payer_of([]) == DOCUMENTS
