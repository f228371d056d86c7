"""What the staff ask in Slack: once, from whoever belongs to the office, and nothing that was not for us."""

import time
from typing import Any
from urllib.parse import urlencode

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
    await edge.send(asked("And CO-97?", thread_ts="1.000001"))
    assert edge.told == [("message", "And CO-97?")]


async def test_a_direct_message_needs_no_mention_and_is_one_conversation(edge: Edge) -> None:
    await edge.send(asked("What is CO-16?", channel="D01FRAN", channel_type="im"))
    await edge.send(asked("And CO-45?", channel="D01FRAN", channel_type="im", thread_ts="1.000001"))
    assert {message.address for message in edge.accepted} == {Asker(TEAM, "D01FRAN", "", FRAN).address}
    assert len(edge.accepted) == 2


async def test_a_command_counts_once(edge: Edge) -> None:
    form = urlencode(
        {
            "command": "/claim",
            "text": "45012-A",
            "channel_id": FRONT,
            "user_id": FRAN,
            "team_id": TEAM,
            "trigger_id": "1.2.abc",
        }
    )
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert await edge.deliver(form, **kind) == 200
    assert await edge.deliver(form, **kind) == 200
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
