"""A draft on request and a reply in the patient's language, in Slack: the buttons, the form, and what they become."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.slack.forms import TRANSLATED, TRANSLATED_FORM, translated_form
from bot.channels.slack.places import Thread
from bot.channels.slack.translated import EMPTY, NO_CASE, TAKE_BACK
from bot.domain.messages import Kind
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import DANA, DESK, FRAN, TEAM, LocalSlack
from tests.fakes.slack_faults import BROKEN, LOST, FaultProxy

TEXT = "We got *your* letter & it is <open>."


async def press(edge: Edge, button: str, user: str = DANA, at: str = "1.5", ts: str = "") -> int:
    """Press a button of a case's card, in the shape in which Slack tells it."""
    ts = ts or edge.thread.ts
    action = {"type": "button", "action_id": button, "block_id": "deeds", "action_ts": at}
    payload = {
        "type": "block_actions",
        "user": {"id": user, "username": "somebody", "team_id": TEAM},
        "container": {"type": "message", "message_ts": ts, "channel_id": DESK, "is_ephemeral": False},
        "trigger_id": "12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3",
        "channel": {"id": DESK, "name": "billing-desk"},
        "message": {"type": "message", "user": "U0BOT", "bot_id": "B0BOT", "ts": ts, "text": "Case 1001"},
        "state": {"values": {}},
        "actions": [action | {"text": {"type": "plain_text", "text": "Press", "emoji": True}}],
    }
    return (await edge.interact(payload)).status


async def submit(
    edge: Edge, text: str | None = TEXT, user: str = DANA, form: str = "V1", where: Thread | None = None
) -> tuple[int, Any]:
    values = {TRANSLATED: {TRANSLATED: {"type": "plain_text_input", "value": text}}}
    view = translated_form(where or edge.thread) | {"id": form, "team_id": TEAM, "state": {"values": values}}
    response = await edge.interact({"type": "view_submission", "user": {"id": user}, "view": view})
    return response.status, json.loads(response.body) if response.body else None


async def shown(edge: Edge, slack: LocalSlack) -> list[dict[str, Any]]:
    return await slack.in_thread(edge.thread.ts)


async def test_a_draft_is_asked_for_under_the_pressers_name_and_slacks_repeat_is_one_press(edge: Edge) -> None:
    for at in ("1.5", "1.5", "2.5"):
        assert await press(edge, "draft_reply", at=at) == 200
    first, second = edge.accepted
    assert (first.kind, first.address, first.text) == (Kind.DRAFT_REPLY, edge.thread.address, "")
    assert (first.sender.id, first.sender.name) == (DANA, "dana")
    assert first.external_id == f"{DESK}/{edge.thread.ts}:draft_reply:{DANA}:1.5"
    assert second.external_id.endswith(":2.5")


@pytest.mark.parametrize("button", ["draft_reply", "reply_translated"])
async def test_who_may_not_answer_patients_gets_no_draft_and_no_form(
    edge: Edge, slack: LocalSlack, proxy: FaultProxy, button: str
) -> None:
    assert await press(edge, button, user=FRAN) == 200
    assert edge.accepted == []
    assert [whom for whom, _ in await slack.whispers()] == [FRAN]
    assert "views.open" not in proxy.calls


async def test_the_button_opens_a_form_that_carries_its_thread_and_nothing_else(edge: Edge, proxy: FaultProxy) -> None:
    await press(edge, "reply_translated")
    [call] = proxy.bodies("views.open")
    view = call["view"] if isinstance(call["view"], dict) else json.loads(call["view"])
    assert (view["callback_id"], view["title"]["text"]) == (TRANSLATED_FORM, "In their language")
    assert Thread(**json.loads(view["private_metadata"])) == edge.thread
    assert "initial_value" not in str(view)


async def test_a_form_that_could_not_be_opened_is_not_passed_over_in_silence(edge: Edge, proxy: FaultProxy) -> None:
    proxy.then("views.open", BROKEN)
    assert await press(edge, "reply_translated") == 500


async def test_a_thread_that_is_no_case_opens_no_form(edge: Edge, proxy: FaultProxy) -> None:
    assert await press(edge, "reply_translated", ts="7.000700") == 200
    assert "views.open" not in proxy.calls


async def test_what_was_written_stands_in_the_thread_and_is_accepted_under_that_messages_name(
    edge: Edge, slack: LocalSlack
) -> None:
    assert await submit(edge) == (200, None)
    [message] = await shown(edge, slack)
    [accepted] = edge.accepted
    assert (accepted.kind, accepted.text, accepted.address) == (Kind.REPLY_TRANSLATED, TEXT, edge.thread.address)
    assert (accepted.sender.id, accepted.sender.name) == (DANA, "dana")
    assert accepted.external_id == f"{DESK}/{message['ts']}"
    assert "*dana* · to the patient, in their language" in str(message["blocks"])
    assert "&lt;open&gt;" in str(message["blocks"])
    assert message["text"] == "A reply in the patient's language"


async def test_a_form_that_is_sent_again_is_the_same_reply_and_another_form_another(
    edge: Edge, slack: LocalSlack
) -> None:
    for form in ("V1", "V1", "V2"):
        await submit(edge, form=form)
    assert len(await shown(edge, slack)) == len(edge.accepted) == 2


async def test_a_post_whose_answer_was_lost_is_found_and_not_posted_twice(
    edge: Edge, slack: LocalSlack, proxy: FaultProxy
) -> None:
    proxy.then("chat.postMessage", LOST)
    assert (await submit(edge))[0] == 500
    assert edge.accepted == []
    assert (await submit(edge))[0] == 200
    assert len(await shown(edge, slack)) == len(edge.accepted) == 1


async def test_nothing_is_posted_or_sent_for_who_may_not_answer_patients(edge: Edge, slack: LocalSlack) -> None:
    await submit(edge, user=FRAN)
    assert edge.accepted == []
    assert await shown(edge, slack) == []
    assert [whom for whom, _ in await slack.whispers()] == [FRAN]


@pytest.mark.parametrize("text", [None, "", " \n"])
async def test_an_empty_reply_is_said_to_be_one(edge: Edge, slack: LocalSlack, text: str | None) -> None:
    assert await submit(edge, text) == (200, {"response_action": "errors", "errors": {TRANSLATED: EMPTY}})
    assert await shown(edge, slack) == []


async def test_a_case_that_has_left_the_thread_is_said_so_in_the_form(edge: Edge, slack: LocalSlack) -> None:
    left = replace(edge.thread, ts="7.000700")
    assert (await submit(edge, where=left))[1]["errors"] == {TRANSLATED: NO_CASE}
    assert edge.accepted == []


async def test_what_the_thread_shows_is_no_reply_of_its_own_when_the_thread_is_read_again(
    edge: Edge, slack: LocalSlack
) -> None:
    await submit(edge)
    await edge.edge.catch_up(edge.thread)
    assert [kind for kind, _ in edge.told] == ["reply_translated"]


async def test_where_slack_may_hold_nothing_no_form_opens_and_none_is_taken(
    edge: Edge, slack: LocalSlack, proxy: FaultProxy
) -> None:
    edge.translated._phi = "none"
    await press(edge, "reply_translated")
    await submit(edge)
    assert "views.open" not in proxy.calls
    assert edge.accepted == []
    assert await shown(edge, slack) == []


@pytest.mark.parametrize(("user", "taken_back"), [(DANA, True), (FRAN, False)])
async def test_a_reply_is_taken_back_by_its_button_and_only_by_who_may_speak_to_patients(
    edge: Edge, slack: LocalSlack, user: str, *, taken_back: bool
) -> None:
    await submit(edge)
    [message] = await shown(edge, slack)
    edge.accepted.clear()
    container = {"type": "message", "message_ts": message["ts"], "thread_ts": edge.thread.ts, "channel_id": DESK}
    pressed = {"type": "button", "action_id": TAKE_BACK, "block_id": TAKE_BACK, "action_ts": "1.5"}
    for _ in range(2):
        press = {"type": "block_actions", "user": {"id": user}, "container": container, "actions": [pressed]}
        assert (await edge.interact(press)).status == 200
    assert [(m.kind, m.target_id) for m in edge.accepted] == [(Kind.DELETE, f"{DESK}/{message['ts']}")] * taken_back
    assert (await shown(edge, slack) == []) is taken_back
