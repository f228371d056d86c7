"""What the staff ask in Slack: once, from whoever belongs to the office, and nothing that was not for us."""

import time
from typing import Any

import pytest

from bot.channels.slack.forms import LOOK_UP, LOOK_UP_FORM
from bot.channels.slack.front_desk import NOT_HERE
from bot.channels.slack.places import Asker
from bot.domain.messages import Surface
from bot.store.unit_of_work import SqlStore
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import FRAN, FRONT, TEAM, LocalSlack
from tests.fakes.messages import NOON
from tests.fakes.slack_faults import Answer, FaultProxy


def asked(text: str, **more: Any) -> dict[str, Any]:
    base = {"type": "message", "channel": FRONT, "user": FRAN, "text": text, "ts": f"{time.time():.6f}"}
    return base | more


async def test_a_mention_is_a_question_of_the_staff_in_its_own_thread(edge: Edge) -> None:
    question = asked("<@U0BOT> What is CO-16?")
    await edge.send(question)
    await edge.send({**question, "type": "app_mention"})
    [message] = edge.accepted
    assert (message.surface, message.text, message.sender.name) == (Surface.STAFF, "What is CO-16?", "fran")
    assert message.address == Asker(TEAM, FRONT, question["ts"], FRAN).address


async def test_talk_without_a_mention_counts_only_where_we_were_asked_before(edge: Edge, one_store: SqlStore) -> None:
    await edge.send(asked("Lunch?"))
    await edge.send(asked("And CO-45?", thread_ts="1.000001"))
    async with one_store.write() as work:
        await work.conversations.open("slack", Asker(TEAM, FRONT, "1.000001", FRAN).address, Surface.STAFF, NOON)
    await edge.send(asked("<@U01DANA> can you pay for lunch?", thread_ts="1.000001"))
    await edge.send(asked("<!here> has anybody seen her letter?", thread_ts="1.000001"))
    await edge.send(asked("And CO-97?", thread_ts="1.000001"))
    assert edge.told == [("message", "And CO-97?")]


async def test_a_direct_message_needs_no_mention_and_is_one_conversation(edge: Edge) -> None:
    await edge.send(asked("What is CO-16?", channel="D01FRAN", channel_type="im"))
    await edge.send(asked("And CO-45?", channel="D01FRAN", channel_type="im", thread_ts="1.000001"))
    assert {message.address for message in edge.accepted} == {Asker(TEAM, "D01FRAN", "", FRAN).address}
    assert len(edge.accepted) == 2


async def test_a_command_counts_once(edge: Edge) -> None:
    assert await edge.command("45012-A") == 200
    assert await edge.command("45012-A") == 200
    [message] = edge.accepted
    assert (message.text, message.surface) == ("45012-A", Surface.STAFF)


async def test_guests_are_told_that_they_are_not_staff(edge: Edge, proxy: FaultProxy, slack: LocalSlack) -> None:
    guest = {"id": FRAN, "team_id": TEAM, "is_ultra_restricted": True}
    proxy.always("users.info", Answer(body={"ok": True, "user": guest}))
    await edge.send(asked("<@U0BOT> What's the status of claim 45012-A?"))
    assert edge.accepted == []
    [message] = [m for m in await slack.messages(FRONT) if m.get("subtype") == "ephemeral"]
    assert "only the office's own staff" in message["text"]


async def test_edits_apps_and_empty_mentions_ask_nothing(edge: Edge) -> None:
    question = asked("<@U0BOT> What is CO-16?")
    for event in (
        {"type": "message", "subtype": "message_changed", "channel": FRONT, "message": question},
        {**question, "bot_id": "B07OTHER"},
        asked("<@U0BOT>"),
        asked("<@U0BOT> hm", subtype="sparkle"),
    ):
        assert await edge.send(event) == 200
    assert edge.accepted == []


async def test_who_writes_may_go_on_and_a_command_is_whole(edge: Edge) -> None:
    await edge.send(asked("What is CO-16?", channel="D01FRAN", channel_type="im"))
    await edge.command("45012-A")
    assert [message.goes_on for message in edge.accepted] == [True, False]


@pytest.mark.channels("C07OTHER")
async def test_where_the_office_named_other_channels_nothing_is_answered(edge: Edge, slack: LocalSlack) -> None:
    await edge.send(asked("<@U0BOT> What's the status of claim 45012-A?"))
    await edge.command("45012-A")
    assert edge.accepted == []
    told = [m for m in await slack.messages(FRONT) if m.get("subtype") == "ephemeral"]
    assert [m["text"] for m in told] == [NOT_HERE.format(there="<#C07OTHER>")] * 2
    await edge.send(asked("What is CO-16?", channel="D01FRAN", channel_type="im"))
    assert edge.told == [("message", "What is CO-16?")]


async def test_the_shortcut_opens_a_form_and_what_is_entered_is_asked_in_the_direct_messages(
    edge: Edge, proxy: FaultProxy
) -> None:
    proxy.always("views.open", Answer(body={"ok": True}))
    assert (await edge.press("shortcut", callback_id="look_up_claim"))[0] == 200
    [opened] = proxy.bodies("views.open")
    assert opened["view"]["callback_id"] == LOOK_UP_FORM
    assert opened["view"]["private_metadata"] == ""
    status, answer = await edge.submit(LOOK_UP_FORM, {LOOK_UP: "45012-A"})
    await edge.submit(LOOK_UP_FORM, {LOOK_UP: "45012-A"})
    assert (status, answer["response_action"]) == (200, "update")
    assert f"<slack://app?team={TEAM}&amp;id=A01APP&amp;tab=messages|" in str(answer["view"]["blocks"])
    [message] = edge.accepted
    assert (message.text, message.surface, message.sender.id) == ("45012-A", Surface.STAFF, FRAN)
    assert message.address.split("/")[1].startswith("D")


async def test_a_guest_is_refused_in_the_form(edge: Edge, proxy: FaultProxy) -> None:
    guest = {"id": FRAN, "team_id": TEAM, "is_ultra_restricted": True}
    proxy.always("users.info", Answer(body={"ok": True, "user": guest}))
    _, answer = await edge.submit(LOOK_UP_FORM, {LOOK_UP: "45012-A"})
    assert "only the office's own staff" in answer["errors"][LOOK_UP]
    assert edge.accepted == []


async def test_opening_the_messages_suggests_what_to_ask(edge: Edge, proxy: FaultProxy) -> None:
    opened = {"type": "app_home_opened", "tab": "messages", "user": FRAN, "channel": "D01FRAN"}
    assert await edge.send(opened) == 200
    proxy.always("assistant.threads.setSuggestedPrompts", Answer(body={"ok": True}))
    await edge.send(opened)
    last = proxy.bodies("assistant.threads.setSuggestedPrompts")[-1]
    assert "thread_ts" not in last
    assert last["prompts"][0]["message"] == "What's the status of claim 45012-A?"
