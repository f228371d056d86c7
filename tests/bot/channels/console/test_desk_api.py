"""The desk's API at its edge: who may reach it, and what a specialist's deeds become."""

from typing import Any
from uuid import uuid4

import aiohttp
import pytest

from bot.domain.ids import CaseNumber, ConversationId
from bot.domain.messages import Kind, Surface
from tests.fakes.chat_visitor import Visitor
from tests.fakes.event_reader import EventReader
from tests.fakes.messages import card
from tests.fakes.scripted_office import TRACE
from tests.fakes.served_office import Served

THREAD = "case-1001"
WITH_TEXT = {Kind.MESSAGE, Kind.REPLY_TRANSLATED, Kind.NOTE, Kind.EDIT, Kind.EDIT_DRAFT, Kind.TAG}
WITH_TARGET = {Kind.EDIT, Kind.DELETE, Kind.SEND_AGAIN, Kind.SEND_DRAFT, Kind.EDIT_DRAFT}


@pytest.fixture
async def case(http: aiohttp.ClientSession) -> str:
    visitor = Visitor(http)
    await visitor.begin()
    await visitor.say("I want to appeal")
    return THREAD


async def act(http: aiohttp.ClientSession, thread: str, kind: str, **body: str) -> tuple[int, dict[str, Any]]:
    deed = {"id": str(uuid4()), "specialist": "Dana Whitfield"} | body
    async with http.post(f"/desk/api/cases/{thread}/{kind}", json=deed) as response:
        return response.status, await response.json()


async def read(http: aiohttp.ClientSession, path: str) -> tuple[int, dict[str, Any]]:
    async with http.get(path) as response:
        return response.status, await response.json()


async def test_an_empty_desk_lists_nothing(http: aiohttp.ClientSession) -> None:
    status, answer = await read(http, "/desk/api/cases")
    assert (status, answer["cases"], answer["seq"]) == (200, [], 0)
    assert answer["tags"]["about:claim-status"] == "claim status"
    assert answer["translates"] is True


async def test_a_case_is_listed_with_its_card_and_last_words(http: aiohttp.ClientSession, case: str) -> None:
    _, answer = await read(http, "/desk/api/cases")
    [row] = answer["cases"]
    assert (row["thread"], row["card"]["reason"], row["card"]["state"]) == (case, "appeal", "waiting")
    assert row["last"]["text"] == "Handed over: appeals always go to a person"
    assert answer["seq"] == row["last"]["seq"]


async def test_a_case_without_a_word_is_listed_too(served: Served, http: aiohttp.ClientSession) -> None:
    await served.office.desk.open_case(card(CaseNumber(1007), ConversationId("c7")), ())
    _, answer = await read(http, "/desk/api/cases")
    assert [(row["thread"], row["last"]) for row in answer["cases"]] == [("case-1007", None)]


async def test_a_thread_tells_the_whole_story(http: aiohttp.ClientSession, case: str) -> None:
    _, answer = await read(http, f"/desk/api/cases/{case}")
    assert [event["kind"] for event in answer["events"]] == ["card", "message", "message", "message"]


@pytest.mark.parametrize("kind", list(Kind))
async def test_each_deed_is_accepted_as_what_it_is(
    served: Served, http: aiohttp.ClientSession, case: str, kind: Kind
) -> None:
    own = str(uuid4())
    await act(http, case, "message", id=own, text="Hello")
    status, _ = await act(http, case, kind.value, text="Some words", target=own)
    deed = served.office.accepted[-1]
    assert status == 202
    assert (deed.channel, deed.surface, deed.kind, deed.address) == ("console", Surface.DESK, kind, case)
    assert (deed.sender.id, deed.sender.name) == ("dana-whitfield", "Dana Whitfield")
    assert deed.text == ("Some words" if kind in WITH_TEXT else "")
    assert deed.target_id == (own if kind in WITH_TARGET else None)
    assert deed.hosted


async def test_a_repeated_deed_happens_once(served: Served, http: aiohttp.ClientSession, case: str) -> None:
    deed = {"id": str(uuid4()), "text": "Hello"}
    assert (await act(http, case, "message", **deed))[0] == 202
    assert (await act(http, case, "message", **deed)) == (200, {"id": deed["id"], "repeat": True})
    assert [message.text for message in served.office.accepted][1:] == ["Hello"]


@pytest.mark.parametrize(
    ("thread", "kind", "body", "status", "code"),
    [
        ("case-9999", "message", {"text": "x"}, 404, "no_such_case"),
        (THREAD, "shred", {"text": "x"}, 404, "no_such_action"),
        (THREAD, "message", {"text": "  "}, 400, "empty"),
        (THREAD, "message", {"text": "x", "specialist": " \u202e "}, 400, "empty"),
        (THREAD, "message", {"text": "x", "specialist": ""}, 400, "invalid_body"),
        (THREAD, "message", {"text": "x", "id": "one"}, 400, "invalid_body"),
        (THREAD, "message", {"text": "x" * 8001}, 400, "invalid_body"),
        (THREAD, "edit", {"text": "x"}, 400, "no_target"),
        (THREAD, "delete", {}, 400, "no_target"),
    ],
)
@pytest.mark.usefixtures("case")
async def test_a_deed_that_makes_no_sense_is_refused(
    served: Served, http: aiohttp.ClientSession, thread: str, kind: str, body: dict[str, str], status: int, code: str
) -> None:
    refused, answer = await act(http, thread, kind, **body)
    assert (refused, answer["error"]["code"]) == (status, code)
    assert len(served.office.accepted) == 1


async def test_a_thread_that_is_not_there_is_not_found(http: aiohttp.ClientSession) -> None:
    status, answer = await read(http, "/desk/api/cases/case-9999")
    assert (status, answer["error"]["code"]) == (404, "no_such_case")


async def test_the_desk_follows_all_cases_from_where_its_list_ended(http: aiohttp.ClientSession, case: str) -> None:
    _, listed = await read(http, "/desk/api/cases")
    headers = {"Last-Event-ID": str(listed["seq"])}
    async with http.get("/desk/api/events", headers=headers) as response:
        events = EventReader(response)
        assert [event.kind for event in await events.until("ready")] == ["ready"]
        await act(http, case, "message", text="Hello Rosa")
        said, fate = await events.next(), await events.next()
    assert said is not None
    assert fate is not None
    assert (said.data["thread"], said.data["text"], said.data["seq"]) == (case, "Hello Rosa", said.id)
    assert (fate.kind, fate.data["state"]) == ("fate", "delivered")


async def test_why_tells_how_the_bot_came_to_a_message(http: aiohttp.ClientSession) -> None:
    assert await read(http, "/desk/api/why/bot-1") == (200, TRACE)
    status, answer = await read(http, "/desk/api/why/unknown")
    assert (status, answer["error"]["code"]) == (404, "no_trace")


async def test_the_playground_passes_the_question_on_and_shows_the_answer(
    served: Served, http: aiohttp.ClientSession
) -> None:
    body = {"question": "Where is 45012-A?", "speaker": "patient", "identity": {"last_name": "Delgado"}}
    async with http.post("/desk/api/ask", json=body) as response:
        answer = await response.json()
    [question] = served.office.asked
    assert (question.question, question.speaker, question.identity.last_name) == (
        "Where is 45012-A?",
        "patient",
        "Delgado",
    )
    assert (answer["route"], answer["trace"]) == ("lookup", TRACE)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"identity": {"date_of_birth": "1984-02-31"}}, "identity.date_of_birth: Value error, a date is written"),
        ({"identity": {"ssn": "1"}}, "identity.ssn: Extra inputs"),
        ({"speaker": "desk"}, "speaker: Input should be 'patient' or 'staff'"),
        ({"question": ""}, "question: String should have at least 1 character"),
    ],
)
async def test_a_question_that_cannot_be_asked_is_refused_with_the_reason(
    served: Served, http: aiohttp.ClientSession, change: dict[str, Any], words: str
) -> None:
    body = {"question": "Where is 45012-A?", "speaker": "patient"} | change
    async with http.post("/desk/api/ask", json=body) as response:
        answer = await response.json()
    assert (response.status, answer["error"]["message"].startswith(words)) == (400, True)
    assert served.office.asked == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example"},
        {"Host": "rebound.example:80", "Origin": "http://rebound.example:80"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/desk"),
        ("GET", "/desk/desk.js"),
        ("GET", "/desk/api/cases"),
        ("GET", "/desk/api/cases/case-1001"),
        ("POST", "/desk/api/cases/case-1001/message"),
        ("GET", "/desk/api/events"),
        ("GET", "/desk/api/why/bot-1"),
        ("POST", "/desk/api/ask"),
    ],
)
async def test_a_foreign_site_reaches_nothing_of_the_desk(
    http: aiohttp.ClientSession, method: str, path: str, headers: dict[str, str]
) -> None:
    async with http.request(method, path, json={}, headers=headers) as response:
        answer = await response.json()
    assert (response.status, answer["error"]["code"]) == (403, "foreign_site")


async def test_a_form_on_a_foreign_page_cannot_post(http: aiohttp.ClientSession, case: str) -> None:
    async with http.post(f"/desk/api/cases/{case}/message", data={"text": "x"}) as response:
        assert response.status == 415


async def test_our_own_page_reaches_the_desk(served: Served, http: aiohttp.ClientSession) -> None:
    async with http.get("/desk/api/cases", headers={"Origin": served.url}) as response:
        assert response.status == 200


async def test_the_page_runs_only_our_own_files_and_is_framed_only_by_ourselves(http: aiohttp.ClientSession) -> None:
    async with http.get("/desk") as response:
        policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
