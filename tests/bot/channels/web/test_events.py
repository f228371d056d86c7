"""The stream that a page follows: what it missed, what comes, and how it ends."""

import asyncio

import aiohttp
import pytest

from bot.channels.streams import PER_ADDRESS
from bot.domain.ids import Address
from tests.fakes.chat_visitor import Visitor
from tests.fakes.event_reader import EventReader
from tests.fakes.messages import post
from tests.fakes.served_office import Served


async def address_of(served: Served) -> Address:
    return served.office.accepted[0].address


async def test_a_page_first_gets_the_past_and_then_what_comes(served: Served, visitor: Visitor) -> None:
    await visitor.say("What's the status of my claim?")
    async with visitor.following() as events:
        past = await events.until("ready")
        assert [event.kind for event in past] == ["message", "message", "ready"]
        assert past[0].data["author"]["kind"] == "patient"
        await served.office.web.send(await address_of(served), post("m9", "Good news"))
        live = await events.next()
    assert live is not None
    assert (live.kind, live.data["text"]) == ("message", "Good news")


async def test_a_page_that_comes_back_gets_exactly_what_it_missed(served: Served, visitor: Visitor) -> None:
    await visitor.say("Hello")
    async with visitor.following() as events:
        last = (await events.until("ready"))[-2].id
    assert last is not None
    for number in range(3):
        await served.office.web.send(await address_of(served), post(f"m{number}", str(number)))
    async with visitor.following(after=last) as events:
        missed = await events.until("ready")
    assert [event.data["text"] for event in missed[:-1]] == ["0", "1", "2"]


async def test_a_long_history_is_replayed_whole_and_in_order(served: Served, visitor: Visitor) -> None:
    await visitor.say("Hello")
    address = await address_of(served)
    async with served.store.write() as work:
        for number in range(1200):
            data = {"message_id": str(number), "text": str(number)}
            await work.timeline.append("web", address, f"k{number}", "message", data, served.office.accepted[0].sent_at)
    async with visitor.following() as events:
        past = await events.until("ready")
    assert [event.data["text"] for event in past[2:-1]] == [str(number) for number in range(1200)]


async def test_nothing_is_lost_or_doubled_while_pages_come_and_go(served: Served, visitor: Visitor) -> None:
    await visitor.say("Hello")
    address = await address_of(served)

    async def speak() -> None:
        for number in range(60):
            await served.office.web.send(address, post(f"m{number}", str(number)))

    speaking = asyncio.create_task(speak())
    seen: list[str] = []
    last = 0
    while len(seen) < 62:
        async with visitor.following(after=last) as events:
            for _ in range(7):
                event = await events.next()
                assert event is not None
                if event.id is not None:
                    seen.append(event.data["text"])
                    last = event.id
                if len(seen) == 62:
                    break
    await speaking
    assert seen[2:] == [str(number) for number in range(60)]


async def test_typing_is_shown_and_not_kept(served: Served, visitor: Visitor) -> None:
    await visitor.say("Hello")
    async with visitor.following() as events:
        await events.until("ready")
        await served.office.web.typing(await address_of(served))
        typing = await events.next()
        assert typing is not None
        assert (typing.kind, typing.id) == ("typing", None)
    async with visitor.following() as events:
        assert "typing" not in [event.kind for event in await events.until("ready")]


async def test_one_visitor_never_gets_what_another_is_told(served: Served, http: aiohttp.ClientSession) -> None:
    rosa, other = Visitor(http), Visitor(http)
    await rosa.begin()
    await other.begin()
    await rosa.say("Hello")
    async with other.following() as events:
        assert [event.kind for event in await events.until("ready")] == ["ready"]
        await served.office.web.send(await address_of(served), post("m1", "For Rosa only"))
        await other.say("And me?")
        received = await events.next()
    assert received is not None
    assert received.data["text"] == "And me?"


@pytest.mark.parametrize("number", ["-1", "x", "²", "9" * 30])
async def test_a_senseless_last_event_id_is_refused(visitor: Visitor, number: str) -> None:
    headers = {**visitor.headers, "Last-Event-ID": number}
    async with visitor._http.get("/chat/events", headers=headers) as response:
        answer = await response.json()
    assert (response.status, answer["error"]["code"]) == (400, "invalid_last_event_id")


async def test_more_streams_than_a_browser_has_lines_end_the_oldest(visitor: Visitor) -> None:
    responses = []
    for _ in range(PER_ADDRESS + 1):
        response = await visitor._http.get("/chat/events", headers=visitor.headers)
        await EventReader(response).until("ready")
        responses.append(response)
    assert await EventReader(responses[0]).next() is None
    assert not responses[1].content.at_eof()
    for response in responses:
        response.close()


async def test_stopping_the_server_ends_the_streams_at_once(visitor: Visitor, served: Served) -> None:
    async with visitor.following() as events:
        await events.until("ready")
        await served.stop()
        assert await events.next() is None
