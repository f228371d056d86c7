"""Files in the chat: what a patient may send, and who may fetch what."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import aiohttp
import pytest

from bot.channels.web.api import UPLOADS_PER_MINUTE
from bot.domain.attachments import Attachment
from bot.domain.ids import Address, FileId
from bot.domain.messages import Author, AuthorKind
from tests.fakes.chat_visitor import Visitor
from tests.fakes.event_reader import Event
from tests.fakes.served_office import LARGEST_FILE, PARTNER, Served

PDF = b"%PDF-1.7 a letter"


async def send(
    http: aiohttp.ClientSession, visitor: Visitor, content: bytes = PDF, **query: str
) -> tuple[int, dict[str, Any]]:
    params = {"id": str(uuid4()), "name": "my letter.pdf"} | query
    async with http.post("/chat/files", params=params, data=content, headers=visitor.headers) as answer:
        return answer.status, await answer.json()


async def fetch(http: aiohttp.ClientSession, visitor: Visitor, message: str, file: str) -> tuple[int, bytes, Any]:
    async with http.get(f"/chat/files/{message}/{file}", headers=visitor.headers) as answer:
        return answer.status, await answer.read(), answer.headers


async def shown(visitor: Visitor) -> Event:
    async with visitor.following() as reader:
        event = await reader.next()
    assert event is not None
    return event


async def test_a_file_is_a_message_of_its_own_kept_once(
    served: Served, http: aiohttp.ClientSession, visitor: Visitor
) -> None:
    number = str(uuid4())
    assert await send(http, visitor, id=number) == (202, {"id": number, "repeat": False})
    assert await send(http, visitor, id=number) == (200, {"id": number, "repeat": True})
    [message] = served.office.accepted
    [letter] = message.attachments
    assert (message.external_id, message.text, letter.name, letter.size) == (number, "", "my letter.pdf", len(PDF))
    async with served.store.read() as work:
        assert await work.files.read(letter.id) == PDF


async def test_a_session_gets_the_file_that_its_chat_shows_and_no_other_session_does(
    http: aiohttp.ClientSession, visitor: Visitor
) -> None:
    await send(http, visitor)
    data = (await shown(visitor)).data
    message, [letter] = data["message_id"], data["attachments"]
    status, content, headers = await fetch(http, visitor, message, letter["id"])
    assert (status, content) == (200, PDF)
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''my%20letter.pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    other = Visitor(http)
    await other.begin()
    assert (await fetch(http, other, message, letter["id"]))[0] == 404
    assert (await fetch(http, visitor, message, "another"))[0] == 404
    assert (await fetch(http, visitor, str(uuid4()), letter["id"]))[0] == 404


async def test_a_specialists_file_is_handed_out_while_its_message_is_there(
    served: Served, http: aiohttp.ClientSession, visitor: Visitor
) -> None:
    await visitor.say("hello")
    address = Address(served.office.accepted[0].address)
    file = FileId("f9")
    letter = Attachment(file, "letter “für Sie”.pdf", "application/pdf", 4)
    async with served.store.write() as work:
        await work.files.keep(file, b"%PDF", served.office.accepted[0].sent_at)
    post = replace(served.office.post(Author(AuthorKind.SPECIALIST, "Dana"), ""), attachments=(letter,))
    await served.office.web.send(address, post)
    assert (await fetch(http, visitor, post.message_id, file))[:2] == (200, b"%PDF")


@pytest.mark.parametrize(
    ("content", "query", "status", "words"),
    [
        (b"MZ\x90\x00", {}, 422, "This file is neither a PDF, a picture nor plain text."),
        (b"", {}, 422, "This file is empty."),
        (b"%PDF-" + bytes(LARGEST_FILE), {}, 422, "This file is larger than 200 KB."),
        (PDF, {"id": "7"}, 400, "id: is not a UUID."),
    ],
)
async def test_what_may_not_pass_is_refused_in_words(
    served: Served,
    http: aiohttp.ClientSession,
    visitor: Visitor,
    content: bytes,
    query: dict[str, str],
    status: int,
    words: str,
) -> None:
    got, body = await send(http, visitor, content, **query)
    assert (got, body["error"]["message"]) == (status, words)
    assert served.office.accepted == []


async def test_a_body_that_hides_its_length_is_cut_off(
    served: Served, http: aiohttp.ClientSession, visitor: Visitor
) -> None:
    async def endless() -> Any:
        for _ in range(100):
            yield bytes(10_000)

    params = {"id": str(uuid4())}
    async with http.post("/chat/files", params=params, data=endless(), headers=visitor.headers) as answer:
        assert answer.status == 422
    assert served.office.accepted == []


async def test_nobody_fills_the_disk(http: aiohttp.ClientSession, visitor: Visitor) -> None:
    sent = [(await send(http, visitor))[0] for _ in range(UPLOADS_PER_MINUTE + 1)]
    assert sent == [202] * UPLOADS_PER_MINUTE + [429]


async def test_without_a_session_or_from_a_foreign_site_nothing_is_taken_or_given(
    http: aiohttp.ClientSession, visitor: Visitor
) -> None:
    assert (await send(http, Visitor(http)))[0] == 401
    assert (await fetch(http, Visitor(http), "m", "f"))[0] == 401
    for origin, status in ((PARTNER, 202), ("https://evil.example", 403)):
        params = {"id": str(uuid4()), "name": "a.pdf"}
        headers = visitor.headers | {"Origin": origin}
        async with http.post("/chat/files", params=params, data=PDF, headers=headers) as answer:
            assert answer.status == status


async def test_a_page_learns_how_large_a_file_may_be(http: aiohttp.ClientSession) -> None:
    assert (await Visitor(http).begin())["largest_file"] == LARGEST_FILE
