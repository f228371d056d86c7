"""A draft in Slack: what may be read there, what a press becomes, and the form to reword it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import SlackDesk
from bot.channels.slack.drafts import FIELD, FORM, LONGEST, draft_blocks, draft_form, left_hidden
from bot.channels.slack.places import Thread
from bot.domain.ids import Address, CaseNumber, MessageId
from bot.domain.messages import AuthorKind, Draft, DraftState, Fate, FateState, Kind
from bot.ports.store import KeptDraft
from bot.store.unit_of_work import SqlStore
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import DANA, DESK, FRAN, TEAM, LocalSlack
from tests.fakes.manual_clock import ManualClock
from tests.fakes.messages import NOON
from tests.fakes.slack_desk import slack_desk
from tests.fakes.slack_faults import BROKEN, FaultProxy
from tests.fakes.slack_view import drafts_in, seen_in

THREAD = Thread(TEAM, DESK, "1.000100")
TEXT = "Claim 45012-A: Paid\n- Insurance paid: $186.40"
DRAFT = Draft(MessageId("d1"), TEXT, NOON)


def plain(text: str, author: AuthorKind) -> str:
    return text


def hiding(text: str, author: AuthorKind) -> str:
    return text.replace("45012-A", "…12-A").replace("$186.40", "[amount]")


def labels(draft: Draft, **how: Any) -> list[str]:
    blocks = draft_blocks(draft, how.get("phi", "masked"), how.get("words", plain))
    return [b["text"]["text"] for block in blocks if block["type"] == "actions" for b in block["elements"]]


def test_the_buttons_say_what_a_press_does_now() -> None:
    assert labels(DRAFT) == ["Send", "Edit", "Take over"]
    assert labels(replace(DRAFT, state=DraftState.STALE)) == ["Send anyway", "Edit", "Take over"]
    assert labels(replace(DRAFT, state=DraftState.SENT)) == []


def test_what_slack_may_not_hold_is_hidden_and_said_to_be() -> None:
    shown = str(draft_blocks(DRAFT, "masked", hiding))
    assert "186.40" not in shown
    assert "are hidden in Slack" in shown
    assert "hidden" not in str(draft_blocks(DRAFT, "masked", plain))


def test_where_nothing_may_be_read_nothing_can_be_sent() -> None:
    assert labels(DRAFT, phi="none") == ["Take over"]
    assert "cannot be sent from here" in str(draft_blocks(DRAFT, "none", lambda *_: "(kept out)"))


def test_the_form_holds_the_draft_as_slack_may_show_it() -> None:
    form = draft_form(THREAD, DRAFT, hiding)
    assert form["blocks"][0]["element"]["initial_value"] == hiding(TEXT, AuthorKind.BOT)
    assert json.loads(form["private_metadata"])["handle"] == "d1:1"
    long = replace(DRAFT, text="x" * (LONGEST + 1))
    assert "initial_value" not in draft_form(THREAD, long, plain)["blocks"][0]["element"]


def test_marks_of_what_was_hidden_must_not_reach_the_patient() -> None:
    assert left_hidden("It paid [amount] on …12-A.", DRAFT, hiding) == ["[amount]", "…12-A"]
    assert left_hidden("It paid $186.40 [see page 2].", DRAFT, hiding) == []
    assert left_hidden("It paid [amount].", replace(DRAFT, text="It paid [amount]."), hiding) == []


async def keep(store: SqlStore, draft: Draft = DRAFT) -> None:
    async with store.write() as work:
        conversation = await work.conversations.find("web", Address("w1"))
        assert conversation
        await work.drafts.add(KeptDraft(draft, conversation.id, CaseNumber(1001)))


async def press(edge: Edge, button: str, handle: str = "d1:1", user: str = DANA, at: str = "1.5") -> int:
    container = {"type": "message", "message_ts": "9.9", "channel_id": DESK, "thread_ts": edge.thread.ts}
    action = {"type": "button", "action_id": button, "block_id": "draft:d1", "value": handle, "action_ts": at}
    payload = {"type": "block_actions", "trigger_id": "T1", "container": container, "actions": [action]}
    return (await edge.interact({**payload, "user": {"id": user}})).status


async def submit(edge: Edge, text: str, draft: Draft = DRAFT) -> str:
    view = draft_form(edge.thread, draft, plain) | {"id": "V1", "state": {"values": {FIELD: {FIELD: {"value": text}}}}}
    assert view["callback_id"] == FORM
    return str((await edge.interact({"type": "view_submission", "view": view})).body)


@pytest.mark.parametrize(("button", "kind"), [("draft_send", Kind.SEND_DRAFT), ("draft_take_over", Kind.TAKE_OVER)])
async def test_a_press_names_the_draft_as_it_was_shown(edge: Edge, button: str, kind: Kind) -> None:
    assert await press(edge, button) == 200
    [accepted] = edge.accepted
    assert (accepted.kind, accepted.target_id, accepted.address) == (kind, "d1:1", edge.thread.address)
    assert (accepted.sender.id, accepted.sender.name) == (DANA, "dana")


async def test_slacks_repeat_of_a_press_is_one_press_and_a_second_press_another(edge: Edge) -> None:
    for at in ("1.5", "1.5", "2.5"):
        await press(edge, "draft_send", at=at)
    assert len(edge.accepted) == 2


async def test_who_may_not_answer_patients_is_told_so(edge: Edge, slack: LocalSlack) -> None:
    await press(edge, "draft_send", user=FRAN)
    assert edge.accepted == []
    assert [whom for whom, _ in await slack.whispers()] == [FRAN]


async def test_edit_opens_the_form_and_its_text_is_what_is_accepted(
    edge: Edge, one_store: SqlStore, proxy: FaultProxy
) -> None:
    await keep(one_store)
    proxy.then("views.open", BROKEN)
    assert await press(edge, "draft_edit") == 500
    assert edge.accepted == []
    assert await submit(edge, "It was paid on Monday.") == ""
    [accepted] = edge.accepted
    assert (accepted.kind, accepted.text, accepted.target_id) == (Kind.EDIT_DRAFT, "It was paid on Monday.", "d1:1")


async def test_edit_of_what_moved_meanwhile_goes_in_so_that_the_desk_says_why_not(
    edge: Edge, one_store: SqlStore
) -> None:
    await keep(one_store, replace(DRAFT, version=2, state=DraftState.SENT, by="Ben"))
    assert await press(edge, "draft_edit") == 200
    assert await submit(edge, "It was paid.") == ""
    assert [(m.kind, m.target_id) for m in edge.accepted] == [(Kind.EDIT_DRAFT, "d1:1")] * 2


@pytest.fixture
def desk(api: SlackApi) -> SlackDesk:
    return slack_desk(api, ManualClock(datetime.now(UTC)), plain)


async def test_a_draft_that_was_deleted_in_slack_is_posted_again(
    desk: SlackDesk, edge: Edge, slack: LocalSlack
) -> None:
    shown = await desk.show_draft(edge.thread.address, "", DRAFT)
    await slack.delete("U0BOT", shown.rpartition("/")[2])
    again = await desk.show_draft(edge.thread.address, shown, replace(DRAFT, version=2, state=DraftState.STALE))
    assert again != shown
    assert [seen.handle for seen in drafts_in(await slack.in_thread(edge.thread.ts))] == ["d1:2"]


async def test_a_sent_draft_that_did_not_arrive_is_said_once_to_everybody(
    desk: SlackDesk, edge: Edge, slack: LocalSlack
) -> None:
    shown = await desk.show_draft(edge.thread.address, "", replace(DRAFT, version=2, state=DraftState.SENT, by="Ana"))
    for _ in range(2):
        fate = Fate(DRAFT.message_id, FateState.FAILED, "Call the patient.", NOON)
        await desk.show_fate(edge.thread.address, shown, fate)
    assert [seen.text for seen in seen_in(await slack.in_thread(edge.thread.ts))][1:] == ["Call the patient."]
    assert await slack.whispers() == []
