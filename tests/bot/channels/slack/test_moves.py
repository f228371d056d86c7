"""A case that goes on in another thread, and what is said in the one that it left."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.slack.api import SlackApi
from bot.channels.slack.moves import Moves
from bot.channels.slack.places import Thread, thread_at
from bot.domain.errors import RetryLater
from bot.domain.ids import CaseNumber, ConversationId
from bot.domain.messages import Kind
from bot.domain.policy.desk_routes import DeskRoute
from bot.store.unit_of_work import SqlStore
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import DANA, DESK, FRONT, LocalSlack
from tests.fakes.manual_clock import ManualClock
from tests.fakes.messages import card
from tests.fakes.slack_desk import slack_desk
from tests.fakes.slack_faults import BROKEN, LOST, TOO_MANY, Fault, FaultProxy, refusal

TO_FRONT = (DeskRoute(FRONT, payers=("Example Health",)),)


async def moved(edge: Edge, api: SlackApi) -> Thread:
    clock = ManualClock(edge.edge._clock.now())
    told = replace(card(CaseNumber(1001), ConversationId("c1")), opened_at=clock.now())
    desk = slack_desk(api, clock, routes=TO_FRONT)
    new = await desk.open_case(told, (), edge.thread.address)
    assert await desk.open_case(told, (), edge.thread.address) == new
    return thread_at(new)


async def test_a_route_chooses_the_channel_and_the_old_thread_says_where(
    edge: Edge, api: SlackApi, slack: LocalSlack
) -> None:
    new = await moved(edge, api)
    assert new.channel == FRONT
    old = next(m for m in await slack.messages() if m["ts"] == edge.thread.ts)
    link = f"archives/{FRONT}/p{new.ts.replace('.', '')}"
    assert link in str(old["blocks"])
    assert "actions" not in str(old["blocks"])


async def test_who_replies_in_the_old_thread_is_told_where_to_go(
    edge: Edge, api: SlackApi, slack: LocalSlack, one_store: SqlStore
) -> None:
    new = await moved(edge, api)
    async with one_store.write() as work:
        case = await work.escalations.at("slack", edge.thread.address)
        assert case is not None
        await work.escalations.save(replace(case, thread=new.address))
    later = edge.edge._clock
    assert isinstance(later, ManualClock)
    later.advance(timedelta(minutes=6))
    for _ in range(2):
        assert await edge.send(edge.reply("Your claim is paid.", "9.000100", parent_user_id="U0BOT")) == 200
    assert edge.accepted == []
    [(whom, why)] = await slack.whispers()
    assert whom == DANA
    assert why.startswith("Nothing was sent to the patient. This case goes on in http")


async def settled(edge: Edge, api: SlackApi, store: SqlStore) -> Thread:
    """Move the case, and let its new thread be recorded."""
    new = await moved(edge, api)
    async with store.write() as work:
        case = await work.escalations.at("slack", edge.thread.address)
        assert case is not None
        await work.escalations.save(replace(case, thread=new.address))
    edge.clock.advance(timedelta(minutes=6))
    return new


async def test_who_presses_a_button_or_sends_a_note_in_the_old_thread_is_told_too(
    edge: Edge, api: SlackApi, slack: LocalSlack, one_store: SqlStore
) -> None:
    await settled(edge, api, one_store)
    await edge.edge.deed(edge.thread, Kind.SEND_AGAIN, DANA, "press-1", target="m1")
    await edge.edge.note(edge.thread, DANA, "Call before noon", "V1")
    assert edge.accepted == []
    assert [why.partition(" This")[0] for _, why in await slack.whispers()] == ["Nothing was sent to the patient."] * 2


@pytest.mark.parametrize(
    ("method", "fault"), [("chat.update", BROKEN), ("chat.postMessage", LOST), ("chat.postMessage", TOO_MANY)]
)
async def test_a_slack_in_trouble_does_not_keep_the_old_thread_from_saying_where(
    edge: Edge, api: SlackApi, slack: LocalSlack, proxy: FaultProxy, method: str, fault: Fault
) -> None:
    # The first post is the card in its new thread.
    proxy.then(method, *([None] if method == "chat.postMessage" else []), fault)
    with pytest.raises(RetryLater):
        await moved(edge, api)
    await moved(edge, api)
    lines = [m for m in await slack.in_thread(edge.thread.ts) if "goes on in" in str(m["blocks"])]
    assert len(lines) == 1
    assert await Moves(api).where_to(edge.thread)


async def test_a_card_that_slack_does_not_let_us_change_any_more_has_the_word_below_it(
    edge: Edge, api: SlackApi, proxy: FaultProxy
) -> None:
    proxy.always("chat.update", refusal("edit_window_closed"))
    await moved(edge, api)
    assert await Moves(api).where_to(edge.thread)


async def test_a_thread_of_ours_that_is_no_case_is_not_said_to_have_moved(api: SlackApi, edge: Edge) -> None:
    other = Thread(edge.thread.team, DESK, await api.post(DESK, "Monday's report", []))
    assert await Moves(api).where_to(other) == ""


@pytest.mark.parametrize("code", ["message_not_found", "is_archived"])
async def test_a_case_is_opened_anew_even_where_the_old_thread_can_be_told_nothing(
    edge: Edge, api: SlackApi, proxy: FaultProxy, code: str
) -> None:
    proxy.always("chat.update", refusal(code))
    assert (await moved(edge, api)).channel == FRONT
