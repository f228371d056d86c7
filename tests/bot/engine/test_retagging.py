"""A specialist corrects the tags: the card, the thread and the audit say so, and the bot keeps to it."""

import pytest

from bot.domain.messages import CardUpdate, Kind, Post
from tests.fakes.desk_office import DeskOffice


@pytest.fixture
async def waiting(office: DeskOffice) -> DeskOffice:
    await office.say("I want to appeal 45012-A")
    await office.sent()
    return office


async def tags(office: DeskOffice) -> tuple[str, ...]:
    async with office.store.read() as work:
        return await work.conversations.tags((await office.conversation()).id)


async def test_what_is_taken_off_stays_off_and_what_is_put_on_stays_on(waiting: DeskOffice) -> None:
    assert "about:appeal" in await tags(waiting)
    await waiting.desk(Kind.TAG, "+about:payment\n-about:appeal")
    await waiting.say("I really want to appeal")
    now = await tags(waiting)
    assert "about:payment" in now
    assert "about:appeal" not in now


async def test_the_card_and_the_thread_say_so_and_the_patient_hears_nothing(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.TAG, "+about:payment\n-about:appeal")
    (where, card), (_, line) = await waiting.sent()
    assert where == "desk"
    assert isinstance(card, CardUpdate)
    assert "about:payment" in card.card.tags
    assert "about:appeal" not in card.card.tags
    assert isinstance(line, Post)
    assert (line.text, line.internal) == ("Ana Specialist corrected the tags: added payment, removed appeal.", True)


async def test_the_audit_names_who_corrected_what(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.TAG, "-about:appeal")
    async with waiting.store.read() as work:
        lines = await work.audit.of((await waiting.conversation()).id)
    [line] = [line for line in lines if line["action"] == "tags_corrected"]
    assert (line["actor"], line["detail"]) == ("Ana Specialist", {"added": [], "removed": ["about:appeal"]})


async def test_what_nobody_may_correct_is_refused_in_the_thread(waiting: DeskOffice) -> None:
    before = await tags(waiting)
    await waiting.desk(Kind.TAG, "-route:handoff")
    [(_, line)] = await waiting.sent()
    assert isinstance(line, Post)
    assert line.text.startswith("Not done: these tags cannot be corrected")
    assert await tags(waiting) == before


async def test_the_end_of_a_case_is_a_tag(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.HAND_BACK)
    assert "outcome:handed-back" in await tags(waiting)
    await waiting.say("I want to appeal")
    await waiting.desk(Kind.RESOLVE)
    assert {"outcome:handed-over", "outcome:resolved"} <= set(await tags(waiting))
