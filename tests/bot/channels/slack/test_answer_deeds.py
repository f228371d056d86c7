"""The buttons under an answer: pressed by the one whom it was given to, each meaning one accepted message."""

from typing import Any

import pytest

from bot.channels.slack.answer_blocks import ASK_DESK, RATE, SHARE
from bot.channels.slack.answer_deeds import NOT_SHARED
from bot.channels.slack.forms import WRONG, WRONG_FORM
from bot.channels.slack.places import Asker
from bot.domain.feedback import Thumb
from bot.domain.ids import Address, MessageId
from bot.domain.messages import Kind, Surface
from bot.engine.records import BOT
from bot.ports.store import Entry
from bot.store.unit_of_work import SqlStore
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import DANA, FRAN, FRONT, TEAM, LocalSlack
from tests.fakes.messages import NOON
from tests.fakes.slack_faults import Answer, FaultProxy

OURS = Asker(TEAM, FRONT, "1.000001", FRAN).address


@pytest.fixture
async def answer(one_store: SqlStore) -> MessageId:
    return await answered(one_store, OURS)


async def answered(store: SqlStore, address: Address, channel: str = "slack") -> MessageId:
    async with store.write() as work:
        conversation = await work.conversations.open(channel, address, Surface.STAFF, NOON)
        entry = Entry(MessageId(f"m-{address}"), conversation.id, BOT, "It is in process.", NOON, channel)
        await work.transcript.add([entry])
    return entry.id


async def press(edge: Edge, action: str, message: str, **more: Any) -> int:
    pressed = {"type": "button", "action_id": action, "block_id": "b", "value": message, "action_ts": "1.5"}
    payload = {
        "actions": [pressed],
        "channel": {"id": FRONT},
        "container": {"type": "message", "channel_id": FRONT, "message_ts": "1.2", "is_ephemeral": True},
        "response_url": "",
        **more,
    }
    return (await edge.press("block_actions", **payload))[0]


def told(edge: Edge) -> list[tuple[Kind, str | None, str]]:
    return [(message.kind, message.target_id, message.address) for message in edge.accepted]


async def test_the_desk_is_asked_once_however_often_the_button_is_pressed(edge: Edge, answer: MessageId) -> None:
    assert await press(edge, ASK_DESK, answer) == 200
    await press(edge, ASK_DESK, answer)
    assert told(edge) == [(Kind.ASK_DESK, answer, OURS)]
    assert edge.accepted[0].surface is Surface.STAFF


async def test_the_upper_thumb_is_accepted_and_shown_as_pressed(
    edge: Edge, answer: MessageId, proxy: FaultProxy
) -> None:
    proxy.always("respond", Answer(body={"ok": True}))
    await press(edge, RATE[Thumb.UP], answer, response_url=f"{proxy.api}/respond")
    assert told(edge) == [(Kind.THUMB_UP, answer, OURS)]
    [changed] = proxy.bodies("respond")
    assert changed["replace_original"] is True
    elements = changed["blocks"][-1]["elements"]
    assert {each["action_id"]: each.get("style") for each in elements} == {
        SHARE: None,
        ASK_DESK: None,
        RATE[Thumb.UP]: "primary",
        RATE[Thumb.DOWN]: None,
    }


async def test_the_lower_thumb_asks_what_was_wrong_and_keeps_it(
    edge: Edge, answer: MessageId, proxy: FaultProxy
) -> None:
    proxy.always("views.open", Answer(body={"ok": True}))
    await press(edge, RATE[Thumb.DOWN], answer)
    [opened] = proxy.bodies("views.open")
    assert opened["view"]["private_metadata"] == answer
    await edge.submit(WRONG_FORM, {WRONG: "The date is old"}, carries=answer)
    await edge.submit(WRONG_FORM, {WRONG: " "}, carries=answer)
    assert [(m.kind, m.text) for m in edge.accepted] == [
        (Kind.THUMB_DOWN, ""),
        (Kind.THUMB_DOWN, "The date is old"),
    ]


@pytest.mark.parametrize("broken", ["http://127.0.0.1:9/respond", ""])
async def test_a_thumb_counts_also_where_it_cannot_be_shown(edge: Edge, answer: MessageId, broken: str) -> None:
    assert await press(edge, RATE[Thumb.UP], answer, response_url=broken) == 200
    assert told(edge) == [(Kind.THUMB_UP, answer, OURS)]


@pytest.mark.parametrize("action", [SHARE, ASK_DESK, RATE[Thumb.UP]])
async def test_what_was_not_given_to_them_nobody_can_use(
    edge: Edge, one_store: SqlStore, slack: LocalSlack, action: str
) -> None:
    danas = await answered(one_store, Asker(TEAM, FRONT, "", DANA).address)
    a_patients = await answered(one_store, Address("w7"), channel="web")
    for message in (danas, a_patients, "nothing"):
        assert await press(edge, action, message) == 200
    assert edge.accepted == []
    assert await slack.messages(FRONT) == []


async def test_an_answer_is_shared_only_where_it_was_given(edge: Edge, answer: MessageId, slack: LocalSlack) -> None:
    await press(edge, SHARE, answer, channel={"id": "C07OTHER"})
    assert await slack.messages(FRONT) == []
    await press(edge, SHARE, answer)
    [shared] = await slack.messages(FRONT)
    assert "*fran* shared an answer" in str(shared["blocks"])
    assert ASK_DESK not in str(shared["blocks"])


async def test_a_guest_hands_nothing_over(edge: Edge, answer: MessageId, proxy: FaultProxy) -> None:
    guest = {"id": FRAN, "team_id": TEAM, "is_ultra_restricted": True}
    proxy.always("users.info", Answer(body={"ok": True, "user": guest}))
    await press(edge, ASK_DESK, answer)
    assert edge.accepted == []


OURS_ALONE = [{"id": DANA}, {"id": FRAN}, {"id": "USLACKBOT", "is_bot": True}]


@pytest.mark.parametrize(
    ("workspace", "shared"),
    [
        (OURS_ALONE, True),
        ([{"id": FRAN}], False),
        ([{"id": DANA, "is_restricted": True}, {"id": FRAN}], False),
        ([{"id": DANA, "is_ultra_restricted": True}, {"id": FRAN}], False),
        ([{"id": DANA, "team_id": "T99OTHER"}, {"id": FRAN}], False),
        ([{"id": DANA, "is_stranger": True}, {"id": FRAN}], False),
    ],
)
async def test_an_answer_is_shared_with_the_offices_own_people_only(
    edge: Edge,
    answer: MessageId,
    proxy: FaultProxy,
    slack: LocalSlack,
    workspace: list[dict[str, Any]],
    *,
    shared: bool,
) -> None:
    proxy.always("users.list", Answer(body={"ok": True, "members": workspace}))
    assert await press(edge, SHARE, answer) == 200
    assert ("It is in process." in str(await slack.messages(FRONT))) is shared
    told = [(m["ephemeral_to"], m["text"]) for m in await slack.messages(FRONT) if m.get("subtype") == "ephemeral"]
    assert told == [(FRAN, NOT_SHARED)] * (not shared)
