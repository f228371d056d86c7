"""Tell me more: what was said, and how the bot came to it."""

from typing import Any

import pytest

from bot.channels.slack.background import Told, background_messages, why
from bot.channels.slack.cards import MORE
from bot.domain.ids import ConversationId, MessageId
from bot.domain.messages import Author, AuthorKind
from bot.ports.store import Entry
from bot.store.unit_of_work import SqlStore
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import DANA, FRAN, LocalSlack
from tests.fakes.messages import NOON
from tests.fakes.slack_desk import as_it_is

TRACE: dict[str, Any] = {
    "route": "lookup",
    "reason": "claim_number",
    "lookup": [{"claim": "…12-A", "outcome": "found"}],
    "rules": [{"claim": "…12-A", "because": "denied goes to a person"}],
    "findings": {"passages": [{"title": "Protocol", "page": 3}, {"title": "Codes", "page": None}]},
    "check": {"ok": True},
    "handoff": "denied",
}


def entry(kind: AuthorKind, text: str, name: str = "Rosa Delgado") -> Entry:
    return Entry(MessageId(text[:4]), ConversationId("c1"), Author(kind, name), text, NOON, "web")


def shown(told: list[Told]) -> str:
    return str(list(background_messages(told, as_it_is)))


def test_it_says_how_the_bot_came_to_an_answer() -> None:
    assert why(TRACE) == (
        "lookup, because: claim number; looked up …12-A: found; rule for …12-A: denied goes to a person; "
        "read “Protocol”, page 3; read “Codes”; checked against its sources; handed over: denied"
    )
    assert "the template was sent" in why({**TRACE, "check": {"ok": False}})


def test_patients_have_no_name_and_what_was_taken_back_stays_gone() -> None:
    told = [
        Told(entry(AuthorKind.PATIENT, "<b>Hi</b>"), None),
        Told(entry(AuthorKind.SPECIALIST, "Hello", "Dana"), None),
    ]
    text = shown(told)
    assert "*Patient*: &lt;b&gt;Hi&lt;/b&gt;" in text
    assert "*Dana*: Hello" in text
    assert "Rosa" not in text


def test_a_long_story_is_several_messages() -> None:
    told = [Told(entry(AuthorKind.PATIENT, f"{number} {'word ' * 200}"), None) for number in range(50)]
    messages = list(background_messages(told, as_it_is))
    assert [len(blocks) for blocks in messages] == [24, 24, 2]
    assert max(len(str(blocks)) for blocks in messages) < 13_000


async def press(edge: Edge, user: str) -> int:
    container = {"type": "message", "message_ts": edge.thread.ts, "channel_id": edge.thread.channel}
    action = {"type": "button", "action_id": MORE, "block_id": "deeds", "action_ts": "1.5"}
    payload = {"type": "block_actions", "container": container, "actions": [action], "user": {"id": user}}
    return (await edge.interact(payload)).status


@pytest.mark.parametrize(("who", "count"), [(DANA, 1), (FRAN, 0)])
async def test_the_button_tells_those_of_the_desk_once_for_each_press(
    edge: Edge, slack: LocalSlack, one_store: SqlStore, who: str, count: int
) -> None:
    async with one_store.write() as work:
        case = await work.escalations.at("slack", edge.thread.address)
        assert case is not None
        said = Entry(MessageId("m1"), case.conversation, Author(AuthorKind.BOT, "ClaimDesk"), "In process", NOON, "web")
        await work.transcript.add([said])
        await work.transcript.keep_trace(said.id, TRACE)
    for _ in range(2):
        assert await press(edge, who) == 200
    told = [m for m in await slack.in_thread(edge.thread.ts) if "In process" in str(m.get("blocks"))]
    assert len(told) == count
