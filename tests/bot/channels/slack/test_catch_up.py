"""Going round the open threads: all of them, in spite of one that cannot be read."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.slack.api import SlackApi
from bot.channels.slack.catch_up import CatchUp
from bot.channels.slack.places import Thread
from bot.channels.slack.shared_files import our_id
from bot.domain.attachments import Attachment
from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.ids import Address, MessageId
from bot.domain.messages import Author, AuthorKind, Kind, Surface
from bot.ports.store import Entry
from bot.store.unit_of_work import SqlStore
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import DANA, DESK, FRONT, TEAM, LocalSlack
from tests.fakes.messages import LETTER
from tests.fakes.slack_faults import BROKEN, Answer, FaultProxy, refusal


@pytest.fixture
def told_again() -> list[int]:
    """The numbers of the cases that are told in a new thread."""
    return []


@pytest.fixture
def catch_up(edge: Edge, one_store: SqlStore, told_again: list[int]) -> CatchUp:
    async def reopen(case: Escalation) -> None:
        told_again.append(case.case)

    return CatchUp(edge.edge, one_store, [DESK], reopen, edge.clock, pause=0)


async def another_case(
    store: SqlStore,
    api: SlackApi,
    channel: str = DESK,
    state: CaseState = CaseState.TAKEN,
    ended_at: datetime | None = None,
) -> str:
    thread = Thread(TEAM, channel, await api.post(channel, "Case 1002", []))
    now = datetime.now(UTC)
    async with store.write() as work:
        conversation = await work.conversations.open("web", Address("w2"), Surface.PATIENT, now)
        case = await work.escalations.open(
            conversation.id, Reason.APPEAL, "An appeal", "slack", now, patient="", claim="", payer=""
        )
        await work.escalations.save(replace(case, thread=thread.address, state=state, ended_at=ended_at))
    return thread.ts


async def test_every_open_thread_is_read(
    edge: Edge, catch_up: CatchUp, one_store: SqlStore, api: SlackApi, slack: LocalSlack
) -> None:
    other = await another_case(one_store, api)
    await slack.say(DANA, "First", edge.thread.ts)
    await slack.say(DANA, "Second", other)
    assert await catch_up.once()
    assert edge.told == [("message", "First"), ("message", "Second")]


@pytest.mark.parametrize(("hours", "missed", "read"), [(1, True, True), (30, True, False), (1, False, False)])
async def test_a_reply_to_a_case_that_ended_lately_is_read_when_something_may_have_been_missed(
    edge: Edge,
    catch_up: CatchUp,
    one_store: SqlStore,
    api: SlackApi,
    slack: LocalSlack,
    told_again: list[int],
    hours: int,
    *,
    missed: bool,
    read: bool,
) -> None:
    ended = edge.clock.now() - timedelta(hours=hours)
    other = await another_case(one_store, api, FRONT, CaseState.RESOLVED, ended)
    await slack.say(DANA, "One thing more", other, FRONT)
    assert await catch_up.once(ended=missed)
    assert edge.told == [("message", "One thing more")] * read
    assert told_again == []


async def test_at_the_start_and_after_a_new_connection_also_lately_ended_cases_are_read(
    edge: Edge, catch_up: CatchUp, one_store: SqlStore, api: SlackApi, slack: LocalSlack
) -> None:
    other = await another_case(one_store, api, state=CaseState.RESOLVED, ended_at=edge.clock.now())
    await slack.say(DANA, "One thing more", other)
    async with asyncio.timeout(10), catch_up.running():
        while len(edge.told) < 1:
            await edge.settle()
        await slack.say(DANA, "And another", other)
        await catch_up.ring()
        while len(edge.told) < 2:
            await edge.settle()
    assert edge.told == [("message", "One thing more"), ("message", "And another")]


POISON = Answer(
    body={"ok": True, "messages": [{"ts": "1.000001", "thread_ts": "1.0", "user": DANA, "reactions": 1}, {}]}
)


@pytest.mark.parametrize(("fault", "whole"), [(BROKEN, False), (refusal("thread_not_found"), True), (POISON, False)])
async def test_a_thread_that_cannot_be_read_does_not_keep_the_others_waiting(
    edge: Edge,
    catch_up: CatchUp,
    one_store: SqlStore,
    api: SlackApi,
    slack: LocalSlack,
    proxy: FaultProxy,
    fault: object,
    whole: bool,
) -> None:
    other = await another_case(one_store, api)
    await slack.say(DANA, "Second", other)
    proxy.then("conversations.replies", fault)  # type: ignore[arg-type]
    assert await catch_up.once() is whole
    assert edge.told == [("message", "Second")]


async def test_a_case_in_the_desks_former_channel_is_still_answered_there(
    edge: Edge, one_store: SqlStore, api: SlackApi
) -> None:
    former = await another_case(one_store, api, channel=FRONT)
    await edge.send(edge.reply("Still here", channel=FRONT, thread_ts=former))
    assert edge.told == [("message", "Still here")]
    assert edge.accepted[0].address == Thread(TEAM, FRONT, former).address


async def said_and_kept(
    edge: Edge,
    store: SqlStore,
    slack: LocalSlack,
    thread: str,
    days_ago: int = 0,
    files: tuple[Attachment, ...] = (),
) -> str:
    """Say something, and keep it with the case as the engine does."""
    ts = await slack.say(DANA, "This is for another case", thread)
    await edge.edge.catch_up(edge.thread)
    async with store.write() as work:
        case = await work.escalations.at("slack", edge.thread.address)
        assert case is not None
        at = datetime.now(UTC) - timedelta(days=days_ago)
        author = Author(AuthorKind.SPECIALIST, "dana")
        entry = Entry(MessageId(ts), case.conversation, author, "...", at, "slack", f"{DESK}/{ts}", attachments=files)
        await work.transcript.add([entry])
    edge.accepted.clear()
    return ts


async def test_a_reply_that_was_deleted_while_nobody_listened_is_taken_back_once(
    edge: Edge, one_store: SqlStore, slack: LocalSlack
) -> None:
    ts = await said_and_kept(edge, one_store, slack, edge.thread.ts)
    await slack.delete(DANA, ts)
    await edge.edge.catch_up(edge.thread)
    await edge.edge.catch_up(edge.thread)
    assert [(m.kind, m.target_id) for m in edge.accepted] == [(Kind.DELETE, f"{DESK}/{ts}")]


@pytest.mark.parametrize(("deleted", "taken_back"), [("F1", True), ("F2", False)])
async def test_a_file_that_was_deleted_while_nobody_listened_is_taken_back_with_its_words(
    edge: Edge, one_store: SqlStore, slack: LocalSlack, proxy: FaultProxy, deleted: str, *, taken_back: bool
) -> None:
    ts = await said_and_kept(edge, one_store, slack, edge.thread.ts, files=(replace(LETTER, id=our_id("F1")),))
    root, said = await slack.messages()
    said = {**said, "files": [{"id": deleted, "mode": "tombstone"}]}
    proxy.then("conversations.replies", Answer(body={"ok": True, "messages": [root, said]}))
    await edge.edge.catch_up(edge.thread)
    assert [(m.kind, m.target_id) for m in edge.accepted] == [(Kind.DELETE, f"{DESK}/{ts}")] * taken_back
    assert [whom for whom, _ in await slack.whispers()] == [DANA] * taken_back


async def test_what_slack_itself_no_longer_keeps_stays_with_the_patient(
    edge: Edge, one_store: SqlStore, slack: LocalSlack
) -> None:
    ts = await said_and_kept(edge, one_store, slack, edge.thread.ts, days_ago=2)
    await slack.delete(DANA, ts)
    await edge.edge.catch_up(edge.thread)
    assert edge.accepted == []


async def test_a_reply_in_another_thread_of_the_same_conversation_is_not_gone(
    edge: Edge, one_store: SqlStore, api: SlackApi, slack: LocalSlack
) -> None:
    other = await api.post(DESK, "Case 1002", [])
    await said_and_kept(edge, one_store, slack, other)
    await edge.edge.catch_up(edge.thread)
    assert edge.accepted == []


async def test_slack_may_say_that_a_message_is_gone_by_an_error(
    edge: Edge, one_store: SqlStore, slack: LocalSlack, proxy: FaultProxy, api: SlackApi
) -> None:
    proxy.then("conversations.replies", refusal("thread_not_found"))
    assert not await api.is_there(DESK, edge.thread.ts)
    assert await api.is_there(DESK, edge.thread.ts)


async def test_a_case_whose_card_was_deleted_is_told_again_and_its_replies_are_not_lost(
    edge: Edge, catch_up: CatchUp, slack: LocalSlack, told_again: list[int]
) -> None:
    await slack.say(DANA, "Your claim is paid.", edge.thread.ts)
    await slack.delete("U0BOT", edge.thread.ts)
    await catch_up.once()
    assert told_again == [1001]


@pytest.mark.parametrize("gone", [refusal("thread_not_found"), refusal("message_not_found")])
async def test_a_case_whose_whole_thread_is_gone_is_told_again(
    edge: Edge, catch_up: CatchUp, proxy: FaultProxy, told_again: list[int], gone: Answer
) -> None:
    proxy.then("conversations.replies", gone)
    assert await catch_up.once()
    assert told_again == [1001]


async def test_a_case_in_a_channel_that_was_given_up_is_told_again_once_its_replies_were_taken(
    edge: Edge, catch_up: CatchUp, one_store: SqlStore, api: SlackApi, slack: LocalSlack, told_again: list[int]
) -> None:
    elsewhere = await another_case(one_store, api, FRONT)
    await slack.say(DANA, "Your claim is paid.", elsewhere, FRONT)
    await catch_up.once()
    assert edge.told == [("message", "Your claim is paid.")]
    assert told_again == [1002]


async def test_a_case_that_slack_does_not_show_for_another_reason_stays_where_it_is(
    edge: Edge, catch_up: CatchUp, proxy: FaultProxy, told_again: list[int]
) -> None:
    proxy.then("conversations.replies", refusal("channel_not_found"))
    await catch_up.once()
    assert told_again == []
