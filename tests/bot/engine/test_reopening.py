"""A case told again in another thread, and the place that a patient wrote from."""

from bot.domain.messages import Kind, OpenCase, Sender
from bot.engine.cases import reopen_case
from tests.fakes.desk_office import DeskOffice


async def test_a_case_is_told_again_once_for_each_thread_that_it_loses(office: DeskOffice) -> None:
    await office.say("I want to appeal 45012-A")
    await office.sent()
    await office.desk(Kind.TAKE_OVER)
    await office.sent()
    for _ in range(2):
        async with office.store.write() as work:
            await reopen_case(work, await work.escalations.get((await office.case()).case), office.clock.now())
    [(where, opening)] = await office.sent()
    assert isinstance(opening, OpenCase)
    assert (where, opening.left, opening.card.state) == ("desk", "t1", "taken")
    assert opening.story[0].text == "I want to appeal 45012-A"


async def test_the_place_that_the_chats_page_names_is_a_tag_on_the_card(office: DeskOffice) -> None:
    await office.say("I want to appeal 45012-A", sender=Sender("visitor-1", location="Boise, Main St."))
    _, opening = [content for _, content in await office.sent()]
    assert isinstance(opening, OpenCase)
    assert "location:boise-main-st" in opening.card.tags
