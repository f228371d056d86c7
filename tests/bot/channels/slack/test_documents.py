"""Save as answer, and a PDF for the documents: proposed by who may, approved by whom the office names."""

import json
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.channels.slack.document_forms import (
    ADD_PDF,
    ANSWER_FORM,
    APPROVE,
    AUDIENCE,
    DISCARD,
    PDF_FORM,
    REVIEW,
    TEXT,
    TITLE,
    TOPIC,
)
from bot.channels.slack.documents import GONE, NOT_A_LEAD, NOT_A_REPLY, SETTLED
from bot.domain.ids import MessageId
from bot.domain.messages import Author, AuthorKind
from bot.ports.store import Entry
from bot.store.unit_of_work import SqlStore
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import BOT_TOKEN, DANA, DESK, FRAN, LocalSlack
from tests.fakes.messages import NOON
from tests.fakes.shelf_library import ShelfLibrary
from tests.fakes.slack_faults import BROKEN, Answer, FaultProxy

FINE = Answer(body={"ok": True})
FIELDS = {
    TITLE: "May I pay in parts?",
    TEXT: "Hi Rosa, yes. Call 208-555-0142 about 45012-A.",
    TOPIC: "payment plans",
    AUDIENCE: "patient",
    REVIEW: "2027-05-26",
}


@pytest.fixture(autouse=True)
async def said(edge: Edge, one_store: SqlStore) -> None:
    """A patient asked, a specialist has answered at 1.000002."""
    async with one_store.write() as work:
        case = await work.escalations.at("slack", edge.thread.address)
        assert case
        patient = Author(AuthorKind.PATIENT, "Patient")
        dana = Author(AuthorKind.SPECIALIST, "Dana")
        asked = Entry(MessageId("m1"), case.conversation, patient, "May I pay in parts?", NOON, "web", "w-1")
        reply = Entry(
            MessageId("m2"), case.conversation, dana, "Hi Rosa, yes you may.", NOON, "slack", f"{DESK}/1.000002"
        )
        await work.transcript.add([asked, reply])


async def choose(edge: Edge, ts: str = "1.000002", user: str = DANA) -> int:
    message = {"ts": ts, "thread_ts": edge.thread.ts, "user": DANA, "text": "Hi Rosa, yes you may."}
    payload = {"callback_id": "save_as_answer", "channel": {"id": DESK}, "message": message, "user": {"id": user}}
    return (await edge.press("message_action", **payload))[0]


async def propose(edge: Edge, form: str = ANSWER_FORM, user: str = DANA, **changes: Any) -> tuple[int, Any]:
    carries = {"channel": DESK, "thread": edge.thread.ts} | changes.pop("carries", {})
    values = {name: _value(name, value) for name, value in {**FIELDS, **changes}.items()}
    if form == PDF_FORM:
        values.pop(TEXT)
    view = {"id": "V1", "type": "modal", "callback_id": form, "private_metadata": json.dumps(carries)}
    return await edge.press("view_submission", user={"id": user}, view={**view, "state": {"values": values}})


def _value(name: str, value: str) -> Any:
    if name == AUDIENCE:
        return {name: {"type": "static_select", "selected_option": {"value": value} if value else None}}
    if name == REVIEW:
        return {name: {"type": "datepicker", "selected_date": value}}
    return {name: {"type": "plain_text_input", "value": value}}


async def decide(edge: Edge, slack: LocalSlack, action: str, user: str = DANA) -> dict[str, Any]:
    """Press a button of the newest message in the thread, and return that message as it reads then."""
    message = (await slack.in_thread(edge.thread.ts))[-1]
    [file] = {e["value"] for b in message["blocks"] for e in b.get("elements", ()) if e.get("action_id") == action}
    await press(edge, action, file, user, message["ts"])
    return (await slack.in_thread(edge.thread.ts))[-1]


async def press(edge: Edge, action: str, value: str, user: str = DANA, ts: str = "", channel: str = DESK) -> int:
    pressed = {"type": "button", "action_id": action, "block_id": "b", "value": value, "action_ts": "1.5"}
    where = {"type": "message", "channel_id": channel, "message_ts": ts} if ts else {"type": "view", "view_id": "V1"}
    return (await edge.press("block_actions", user={"id": user}, actions=[pressed], container=where))[0]


async def whispers(slack: LocalSlack) -> list[str]:
    return [text for _, text in await slack.whispers()]


async def test_the_form_opens_with_question_and_answer_and_nobody_in_them(edge: Edge, proxy: FaultProxy) -> None:
    proxy.always("views.open", FINE)
    assert await choose(edge) == 200
    [opened] = proxy.bodies("views.open")
    fields = {block.get("block_id"): block.get("element", {}) for block in opened["view"]["blocks"]}
    assert fields[TITLE]["initial_value"] == "May I pay in parts?"
    assert fields[TEXT]["initial_value"] == "Yes you may."
    assert fields[AUDIENCE]["initial_option"]["value"] == "staff"
    assert json.loads(opened["view"]["private_metadata"]) == {"channel": DESK, "thread": edge.thread.ts}


@pytest.mark.parametrize(("ts", "user", "says"), [("9.9", DANA, NOT_A_REPLY), ("1.000002", FRAN, "Not saved: you are")])
async def test_whoever_cannot_save_it_is_told_why(
    edge: Edge, proxy: FaultProxy, slack: LocalSlack, ts: str, user: str, says: str
) -> None:
    await choose(edge, ts, user)
    [told] = await whispers(slack)
    assert told.startswith(says)
    assert "views.open" not in proxy.calls


async def test_a_proposal_stands_in_the_folder_without_personal_details_and_asks_for_approval(
    edge: Edge, library: ShelfLibrary, slack: LocalSlack
) -> None:
    assert (await propose(edge))[0] == 200
    await propose(edge)
    [proposal] = await library.waiting()
    assert proposal.text == "# May I pay in parts?\n\nYes. Call [phone] about …12-A."
    assert (proposal.topic, proposal.audience, proposal.owner) == ("payment plans", "patient", "dana")
    shown = str((await slack.in_thread(edge.thread.ts))[-1]["blocks"])
    assert "Yes. Call [phone] about …12-A." in shown
    assert "May 26, 2027" in shown
    assert APPROVE in shown


async def test_a_lead_approves_it_and_the_message_says_so(edge: Edge, library: ShelfLibrary, slack: LocalSlack) -> None:
    await propose(edge)
    message = await decide(edge, slack, APPROVE)
    assert f"Approved by <@{DANA}>" in str(message["blocks"])
    assert APPROVE not in str(message["blocks"])
    [document] = library.folder.glob("*.md")
    assert "audience: patient" in document.read_text()
    assert await library.waiting() == []


async def test_a_second_press_finds_it_settled(edge: Edge, library: ShelfLibrary, slack: LocalSlack) -> None:
    await propose(edge)
    [proposal] = await library.waiting()
    message = await decide(edge, slack, DISCARD)
    assert f"Discarded by <@{DANA}>" in str(message["blocks"])
    await press(edge, APPROVE, proposal.file, ts=message["ts"])
    assert SETTLED in str((await slack.in_thread(edge.thread.ts))[-1]["blocks"])
    assert list(library.folder.glob("*.md")) == []


async def test_only_those_whom_the_office_names_decide(
    edge: Edge, library: ShelfLibrary, slack: LocalSlack, proxy: FaultProxy
) -> None:
    await propose(edge)
    proxy.always("conversations.members", Answer(body={"ok": True, "members": [FRAN, DANA]}))
    edge.clock.advance(timedelta(minutes=2))
    await decide(edge, slack, APPROVE, user=FRAN)
    assert await whispers(slack) == [NOT_A_LEAD]
    assert len(await library.waiting()) == 1


async def test_the_home_page_has_the_same_buttons(edge: Edge, library: ShelfLibrary, proxy: FaultProxy) -> None:
    await propose(edge)
    [proposal] = await library.waiting()
    assert await press(edge, APPROVE, proposal.file) == 200
    assert await library.waiting() == []
    assert proxy.calls[-1] == "views.publish"


async def test_what_is_proposed_is_kept_also_where_slack_cannot_ask(
    edge: Edge, library: ShelfLibrary, proxy: FaultProxy
) -> None:
    proxy.then("chat.postMessage", BROKEN)
    assert await propose(edge) == (200, None)
    assert len(await library.waiting()) == 1


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        (TITLE, " ", "Please write it out."),
        (TITLE, "x" * 201, "within 200 characters"),
        (TEXT, "", "Please write the answer."),
        (TOPIC, "", "One or two words"),
        (AUDIENCE, "", "who may read it"),
        (REVIEW, "2020-01-01", "a day to come"),
    ],
)
async def test_a_form_with_a_gap_says_where(
    edge: Edge, library: ShelfLibrary, field: str, value: str, says: str
) -> None:
    _, answer = await propose(edge, **{field: value})
    assert says in answer["errors"][field]
    assert await library.waiting() == []


async def test_a_folder_that_is_closed_says_why(edge: Edge, library: ShelfLibrary, slack: LocalSlack) -> None:
    await propose(edge)
    library.closed = "The folder cannot be written."
    _, answer = await propose(edge)
    assert answer["errors"] == {TITLE: "The folder cannot be written."}
    await decide(edge, slack, APPROVE)
    assert await whispers(slack) == ["The folder cannot be written."]
    _, answer = await propose(edge, user=FRAN)
    assert "Not saved: you are not a member" in answer["errors"][TITLE]


async def direct_with(slack: LocalSlack, user: str) -> str:
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bearer {BOT_TOKEN}"}) as http,
        http.post(f"{slack.api}/conversations.open", json={"users": user}) as answer,
    ):
        return str((await answer.json())["channel"]["id"])


async def send_pdf(
    edge: Edge, slack: LocalSlack, user: str, name: str = "Rosa EOB.pdf", content: bytes = b"%PDF-1.7 x"
) -> str:
    """Share a file in the direct messages; Slack's event comes through our own edge."""
    channel = await direct_with(slack, user)
    await slack.upload(user, "", name, content, channel=channel)
    [message] = [each for each in await slack.messages(channel) if each.get("files")]
    await edge.send({**message, "type": "message", "subtype": "file_share", "channel": channel})
    await edge.send({**message, "type": "message", "subtype": "file_share", "channel": channel})
    return channel


async def test_a_leads_pdf_becomes_a_document_by_the_same_two_steps(
    edge: Edge, library: ShelfLibrary, slack: LocalSlack, proxy: FaultProxy
) -> None:
    proxy.always("views.open", FINE)
    channel = await send_pdf(edge, slack, DANA)
    _, offer = await slack.messages(channel)
    [file] = {e["value"] for b in offer["blocks"] for e in b.get("elements", ()) if e.get("action_id") == ADD_PDF}
    assert "Rosa" not in str(offer)
    await press(edge, ADD_PDF, file, ts=offer["ts"], channel=channel)
    carried = json.loads(proxy.bodies("views.open")[0]["view"]["private_metadata"])
    await propose(edge, PDF_FORM, carries=carried)
    [proposal] = await library.waiting()
    assert proposal.file.startswith("document-")
    assert (proposal.title, proposal.audience, proposal.text) == ("May I pay in parts?", "patient", "")
    assert "A PDF" in str((await slack.messages(channel))[-1]["blocks"])
    await press(edge, APPROVE, proposal.file, ts=(await slack.messages(channel))[-1]["ts"], channel=channel)
    assert (library.folder / proposal.file).read_bytes() == b"%PDF-1.7 x"
    assert "audience: patient" in (library.folder / "sources.yml").read_text()


async def test_others_are_told_that_they_cannot_add_documents(edge: Edge, slack: LocalSlack) -> None:
    channel = await send_pdf(edge, slack, FRAN)
    told = await slack.messages(channel)
    assert {each["text"] for each in told[1:]} == {NOT_A_LEAD}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n", []),
        ("page.pdf", b"\x89PNG\r\n\x1a\n", []),
        ("e.pdf", b"\x00\x01", ["neither"]),
    ],
)
async def test_only_a_pdf_is_offered(edge: Edge, slack: LocalSlack, name: str, content: bytes, says: list[str]) -> None:
    channel = await send_pdf(edge, slack, DANA, name, content)
    _, *told = await slack.messages(channel)
    assert len(told) == len(says)
    assert all(words in str(each["blocks"]) for each, words in zip(told, says, strict=True))


async def test_a_pdf_that_is_not_kept_any_more_must_be_sent_again(edge: Edge, library: ShelfLibrary) -> None:
    _, answer = await propose(edge, PDF_FORM, carries={"file": "0" * 32})
    assert answer["errors"] == {TITLE: GONE}
    assert await library.waiting() == []
