"""The chat's API at its edge: real HTTP, a real store, whatever a visitor may send."""

from datetime import timedelta
from uuid import uuid4

import aiohttp
import pytest

from bot.channels.web.sessions import Sessions
from bot.domain.messages import Kind, Surface
from tests.fakes.chat_visitor import Visitor
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_office import PROTOCOL
from tests.fakes.served_office import PARTNER, Served


async def test_a_session_starts_with_the_welcome_of_the_office(http: aiohttp.ClientSession) -> None:
    answer = await Visitor(http).begin()
    assert answer["welcome"]["office"] == "Lakeside assistant"
    assert answer["longest_message"] == 4000


async def test_a_message_is_accepted_once_and_a_repeat_is_known(served: Served, visitor: Visitor) -> None:
    message_id = str(uuid4())
    first = await visitor.say("Hello", message_id)
    again = await visitor.say("Hello", message_id)
    assert first == (202, {"id": message_id, "repeat": False})
    assert again == (200, {"id": message_id, "repeat": True})
    [accepted] = served.office.accepted
    assert (accepted.text, accepted.kind, accepted.surface) == ("Hello", Kind.MESSAGE, Surface.PATIENT)
    assert accepted.hosted


async def test_visitors_of_one_network_share_an_opaque_sender_and_no_address(
    served: Served, http: aiohttp.ClientSession
) -> None:
    for _ in range(2):
        visitor = Visitor(http)
        await visitor.begin()
        await visitor.say("Hello")
    first, second = served.office.accepted
    assert first.sender == second.sender
    assert "127.0.0.1" not in first.sender.id
    assert first.address != second.address


async def test_control_characters_are_taken_out_of_what_visitors_write(served: Served, visitor: Visitor) -> None:
    await visitor.say("claim\x00 \u202e45012-A\x1b")
    assert served.office.accepted[0].text == "claim 45012-A"


@pytest.mark.parametrize("token", ["", "forged", "WyJ3ZWItMSIsMV0.signature"])
async def test_a_forged_session_is_refused_everywhere(served: Served, visitor: Visitor, token: str) -> None:
    visitor.token = token
    status, answer = await visitor.say("Hello")
    assert (status, answer["error"]["code"]) == (401, "no_session")
    async with aiohttp.ClientSession(served.url, headers=visitor.headers) as http:
        for path in ("/chat/events", "/chat/passages/any"):
            assert (await http.get(path)).status == 401
        assert (await http.post("/chat/session", json={})).status == 401
    assert served.office.accepted == []


async def test_a_session_signed_with_another_secret_is_refused(visitor: Visitor, clock: ManualClock) -> None:
    visitor.token = Sessions("another secret", clock).start()
    assert (await visitor.say("Hello"))[0] == 401


async def test_a_session_expires_and_a_used_one_is_renewed(visitor: Visitor, clock: ManualClock) -> None:
    clock.advance(timedelta(hours=23))
    async with visitor._http.post("/chat/session", json={}, headers=visitor.headers) as response:
        renewed = (await response.json())["token"]
        assert response.status == 200
    clock.advance(timedelta(hours=2))
    assert (await visitor.say("Too late"))[0] == 401
    visitor.token = renewed
    assert (await visitor.say("In time"))[0] == 202


async def test_a_megabyte_is_refused_in_words_and_nothing_is_lost(
    served: Served, visitor: Visitor, http: aiohttp.ClientSession
) -> None:
    body = b'{"id": "' + str(uuid4()).encode() + b'", "text": "' + b"a" * 1_000_000 + b'"}'
    headers = {**visitor.headers, "Content-Type": "application/json"}
    async with http.post("/chat/messages", data=body, headers=headers) as response:
        answer = await response.json()
    assert response.status == 413
    assert answer["error"] == {"code": "too_large", "message": "This is too large to be taken."}
    assert (await visitor.say("A short one"))[0] == 202
    assert [message.text for message in served.office.accepted] == ["A short one"]


async def test_a_message_longer_than_the_office_takes_is_refused_with_both_lengths(visitor: Visitor) -> None:
    status, answer = await visitor.say("a" * 4001)
    assert (status, answer["error"]["message"]) == (413, "This is too long: 4,001 where at most 4,000 are taken.")
    assert (await visitor.say("a" * 4000))[0] == 202


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (b'{"text": "\xff\xfe"}', "invalid_utf8", "The text is not valid UTF-8."),
        (b"not json", "invalid_body", "The body is not JSON."),
        (b"", "invalid_body", "The body is not JSON."),
        (b"[" * 5000, "invalid_body", "The body is not JSON."),
        (b'{"id": "1", "text": "x"}', "invalid_body", "id: "),
        (b'{"text": "x"}', "invalid_body", "id: Field required."),
        (b'{"id": "4f0c4ae4-5e8d-4c3a-9f55-1de6b8d1a001"}', "invalid_body", "text: Field required."),
        (b'{"id": "4f0c4ae4-5e8d-4c3a-9f55-1de6b8d1a001", "text": 5}', "invalid_body", "text: "),
        (b'{"id": "4f0c4ae4-5e8d-4c3a-9f55-1de6b8d1a001", "text": "\\ud800"}', "invalid_body", "The body is not JSON."),
        (b'{"id": "4f0c4ae4-5e8d-4c3a-9f55-1de6b8d1a001", "text": " \\u0000 "}', "empty", "The message is empty."),
        (b'{"id": "4f0c4ae4-5e8d-4c3a-9f55-1de6b8d1a001", "text": "x", "as": "staff"}', "invalid_body", "as: Extra"),
    ],
)
async def test_a_broken_body_is_refused_with_what_is_wrong(
    served: Served, visitor: Visitor, http: aiohttp.ClientSession, body: bytes, code: str, words: str
) -> None:
    headers = {**visitor.headers, "Content-Type": "application/json"}
    async with http.post("/chat/messages", data=body, headers=headers) as response:
        answer = await response.json()
    assert (response.status, answer["error"]["code"]) == (400, code)
    assert answer["error"]["message"].startswith(words)
    assert served.office.accepted == []


async def test_a_form_post_is_refused(visitor: Visitor, http: aiohttp.ClientSession) -> None:
    async with http.post("/chat/messages", data={"text": "x"}, headers=visitor.headers) as response:
        assert response.status == 415


async def test_who_writes_too_fast_is_told_how_long_to_wait(visitor: Visitor, clock: ManualClock) -> None:
    for _ in range(20):
        assert (await visitor.say("Hello"))[0] == 202
    body = {"id": str(uuid4()), "text": "One more"}
    async with visitor._http.post("/chat/messages", json=body, headers=visitor.headers) as response:
        answer = await response.json()
    assert (response.status, response.headers["Retry-After"]) == (429, "3")
    assert answer["error"]["message"] == "That was a lot at once. Please wait 3 s."
    clock.advance(timedelta(seconds=3))
    assert (await visitor.say("One more", body["id"]))[0] == 202


async def test_one_network_cannot_get_round_the_limit_with_new_sessions(http: aiohttp.ClientSession) -> None:
    statuses = []
    for _ in range(4):
        visitor = Visitor(http)
        await visitor.begin()
        statuses += [(await visitor.say("Hello"))[0] for _ in range(20)]
    assert statuses == [202] * 60 + [429] * 20


async def test_sessions_cannot_be_drawn_without_end(http: aiohttp.ClientSession) -> None:
    statuses = []
    for _ in range(61):
        async with http.post("/chat/session", json={}) as response:
            statuses.append(response.status)
    assert statuses == [201] * 60 + [429]


async def test_the_passage_behind_a_source_opens(visitor: Visitor, http: aiohttp.ClientSession) -> None:
    async with http.get("/chat/passages/protocol.pdf%233", headers=visitor.headers) as response:
        answer = await response.json()
    assert (answer["title"], answer["section"], answer["page"]) == (PROTOCOL.title, PROTOCOL.section, 3)
    assert answer["text"] == PROTOCOL.text


async def test_a_passage_that_is_gone_or_not_for_patients_is_not_found(
    visitor: Visitor, http: aiohttp.ClientSession
) -> None:
    async with http.get("/chat/passages/staff-only", headers=visitor.headers) as response:
        answer = await response.json()
    assert (response.status, answer["error"]["code"]) == (404, "no_passage")


async def test_a_site_on_the_list_may_use_the_chat(http: aiohttp.ClientSession) -> None:
    origin = {"Origin": PARTNER}
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    async with http.options("/chat/messages", headers={**origin, **asked}) as preflight:
        assert preflight.status == 204
        assert preflight.headers["Access-Control-Allow-Origin"] == PARTNER
        assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
    async with http.post("/chat/session", json={}, headers=origin) as response:
        assert response.status == 201
        assert response.headers["Access-Control-Allow-Origin"] == PARTNER
        token = (await response.json())["token"]
    headers = {**origin, "Authorization": f"Bearer {token}"}
    async with http.get("/chat/events", headers=headers) as stream:
        assert stream.headers["Access-Control-Allow-Origin"] == PARTNER


async def test_a_listed_site_can_read_why_it_was_refused(http: aiohttp.ClientSession) -> None:
    async with http.get("/chat/events", headers={"Origin": PARTNER}) as response:
        assert (response.status, response.headers["Access-Control-Allow-Origin"]) == (401, PARTNER)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", f"{PARTNER}.evil.example", "http://partner.example"]
)
async def test_any_other_site_may_not(served: Served, http: aiohttp.ClientSession, origin: str) -> None:
    for method, path in (("POST", "/chat/session"), ("POST", "/chat/messages"), ("OPTIONS", "/chat/messages")):
        async with http.request(method, path, json={}, headers={"Origin": origin}) as response:
            answer = await response.json()
        assert (response.status, answer["error"]["code"]) == (403, "origin_not_allowed")
        assert "Access-Control-Allow-Origin" not in response.headers
    assert served.office.accepted == []


async def test_our_own_pages_need_no_list(served: Served, http: aiohttp.ClientSession) -> None:
    async with http.post("/chat/session", json={}, headers={"Origin": served.url}) as response:
        assert response.status == 201


async def test_the_widget_is_one_small_script_that_any_site_may_load(http: aiohttp.ClientSession) -> None:
    async with http.get("/widget.js", headers={"Accept-Encoding": "gzip"}) as response:
        packed = int(response.headers["Content-Length"])
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert packed < 20_000
    async with http.get("/widget.js", headers={"If-None-Match": response.headers["ETag"]}) as again:
        assert again.status == 304


async def test_a_thumb_is_accepted_once_under_one_name_for_the_whole_session(served: Served, visitor: Visitor) -> None:
    own_id = str(uuid4())
    assert await visitor.rate("bot-1", "down", "Too\x00 long", own_id) == 202
    assert await visitor.rate("bot-1", "down", "Too\x00 long", own_id) == 200
    [accepted] = served.office.accepted
    assert (accepted.kind, accepted.target_id, accepted.text) == (Kind.THUMB_DOWN, "bot-1", "Too long")
    assert accepted.sender.id == accepted.address


async def test_a_thumb_shows_on_the_other_pages_without_what_was_wrong(served: Served, visitor: Visitor) -> None:
    await visitor.rate("bot-1", "down", "Too long")
    async with visitor.following() as reader:
        event = await reader.next()
    assert event is not None
    assert (event.kind, event.data["message_id"], event.data["thumb"]) == ("thumb", "bot-1", "down")
    assert "Too long" not in str(event.data)


async def test_a_thumb_of_another_shape_is_refused(served: Served, visitor: Visitor) -> None:
    assert await visitor.rate("bot-1", "sideways") == 400
    assert await visitor.rate("b" * 65, "up") == 400
    assert await visitor.rate("bot-1", "down", "w" * 4001) == 413
    visitor.token = "forged"
    assert await visitor.rate("bot-1", "up") == 401
    assert served.office.accepted == []


async def test_a_message_says_which_place_of_the_office_its_page_belongs_to(
    served: Served, http: aiohttp.ClientSession
) -> None:
    async with http.post("/chat/session", json={"location": "Boise"}) as response:
        visitor = Visitor(http)
        visitor.token = (await response.json())["token"]
    await visitor.say("hello")
    assert served.office.accepted[0].sender.location == "Boise"
