"""The desk's own edges: what Slack loses, refuses or slows down, and what somebody deleted there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import SlackDesk
from bot.channels.slack.places import thread_at
from bot.domain.bulletins import Bulletin
from bot.domain.errors import RetryLater, Undeliverable
from bot.domain.ids import Address, CaseNumber, ConversationId, MessageId
from bot.domain.messages import Author, AuthorKind, Call, Draft, DraftState, Fate, FateState
from tests.fakes.local_slack import DANA, DESK, FRAN, FRONT, LocalSlack
from tests.fakes.manual_clock import ManualClock
from tests.fakes.messages import NOON, card, post
from tests.fakes.slack_desk import slack_desk
from tests.fakes.slack_faults import BROKEN, LOST, TOO_MANY, FaultProxy, refusal
from tests.fakes.slack_view import seen_in

CARD = replace(card(CaseNumber(1001), ConversationId("c1")), opened_at=datetime.now(UTC))
STORY = (post("m1", "My claim was denied", AuthorKind.PATIENT), post("m2", "A specialist will look at it."))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime.now(UTC))


@pytest.fixture
def desk(api: SlackApi, clock: ManualClock) -> SlackDesk:
    return slack_desk(api, clock)


@pytest.fixture
async def thread(desk: SlackDesk) -> Address:
    return await desk.open_case(CARD, STORY)


async def roots(slack: LocalSlack) -> list[str]:
    return [m["ts"] for m in await slack.messages() if m["ts"] == m.get("thread_ts", m["ts"])]


async def texts(slack: LocalSlack, thread: Address) -> list[str]:
    return [seen.text for seen in seen_in(await slack.in_thread(thread_at(thread).ts))]


@pytest.mark.parametrize("fault", [LOST, BROKEN, TOO_MANY])
async def test_a_case_whose_card_failed_is_opened_once(
    desk: SlackDesk, proxy: FaultProxy, slack: LocalSlack, fault: object
) -> None:
    proxy.then("chat.postMessage", fault)  # type: ignore[arg-type]
    with pytest.raises(RetryLater):
        await desk.open_case(CARD, STORY)
    thread = await desk.open_case(CARD, STORY)
    assert await roots(slack) == [thread_at(thread).ts]
    assert await texts(slack, thread) == [told.text for told in STORY]


async def test_a_story_whose_answer_was_lost_is_told_once(
    desk: SlackDesk, proxy: FaultProxy, slack: LocalSlack, thread: Address
) -> None:
    proxy.then("chat.postMessage", LOST)
    longer = (*STORY, post("m3", "Hello?", AuthorKind.PATIENT))
    with pytest.raises(RetryLater):
        await desk.open_case(CARD, longer)
    assert await desk.open_case(CARD, longer) == thread
    assert await texts(slack, thread) == [told.text for told in longer]


async def test_a_post_whose_answer_was_lost_is_found_and_not_doubled(
    desk: SlackDesk, proxy: FaultProxy, slack: LocalSlack, thread: Address
) -> None:
    proxy.then("chat.postMessage", LOST)
    with pytest.raises(RetryLater):
        await desk.send(thread, post("m3", "Hello?"))
    found = await desk.send(thread, post("m3", "Hello?"))
    told = await slack.in_thread(thread_at(thread).ts)
    assert found == f"{DESK}/{told[-1]['ts']}"
    assert [seen.text for seen in seen_in(told)].count("Hello?") == 1


async def test_what_another_process_posted_before_it_died_is_found(
    desk: SlackDesk, api: SlackApi, clock: ManualClock, slack: LocalSlack, thread: Address
) -> None:
    await desk.send(thread, post("m3", "Mine"))
    other = slack_desk(api, clock)
    theirs = await other.send(thread, post("m4", "Theirs"))
    clock.advance(timedelta(seconds=90))  # their lease is over, and the parcel is ours
    assert await desk.send(thread, post("m4", "Theirs")) == theirs
    assert (await texts(slack, thread)).count("Theirs") == 1


async def test_too_fast_waits_as_long_as_slack_says(desk: SlackDesk, proxy: FaultProxy, thread: Address) -> None:
    proxy.then("chat.postMessage", TOO_MANY)
    with pytest.raises(RetryLater) as slow:
        await desk.send(thread, post("m3"))
    assert slow.value.after == 7.0


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "token_revoked", "account_inactive"])
async def test_what_no_repeat_can_mend_is_given_up_with_its_reason(
    desk: SlackDesk, proxy: FaultProxy, thread: Address, code: str
) -> None:
    proxy.then("chat.postMessage", refusal(code))
    with pytest.raises(Undeliverable, match=code):
        await desk.send(thread, post("m3"))


async def test_a_missing_scope_is_named(desk: SlackDesk, proxy: FaultProxy, thread: Address) -> None:
    proxy.then("chat.postMessage", refusal("missing_scope", needed="chat:write"))
    with pytest.raises(Undeliverable, match="chat:write"):
        await desk.send(thread, post("m3"))


async def test_a_slack_that_is_not_there_is_tried_again(clock: ManualClock) -> None:
    nowhere = slack_desk(SlackApi("xoxb-none", "http://127.0.0.1:1/api/"), clock)
    with pytest.raises(RetryLater, match="could not be reached"):
        await nowhere.open_case(CARD, STORY)


async def test_an_entry_of_the_story_is_changed_where_it_stands(
    desk: SlackDesk, slack: LocalSlack, thread: Address
) -> None:
    await desk.edit(thread, "", MessageId("m1"), "My claim was paid")
    first, second = seen_in(await slack.in_thread(thread_at(thread).ts))
    assert (first.text, first.edited) == ("My claim was paid", True)
    assert (second.text, second.edited) == (STORY[1].text, False)


async def test_a_change_to_an_entry_that_somebody_deleted_is_said_below(
    desk: SlackDesk, slack: LocalSlack, thread: Address
) -> None:
    await desk.send(thread, post("m3", "20 days", AuthorKind.PATIENT))
    posted = (await slack.in_thread(thread_at(thread).ts))[-1]
    await slack.delete("U0BOT", posted["ts"])
    first = await desk.edit(thread, "", MessageId("m3"), "30 days")
    assert (await texts(slack, thread))[-1] == "30 days"
    assert await desk.edit(thread, "", MessageId("m3"), "40 days") == first


async def test_a_newer_fate_takes_the_older_marks_place(desk: SlackDesk, slack: LocalSlack, thread: Address) -> None:
    ts = await slack.say(DANA, "Your claim is paid", thread_at(thread).ts)
    for state in (FateState.HELD, FateState.FAILED, FateState.DELIVERED):
        await desk.show_fate(thread, f"{DESK}/{ts}", Fate(MessageId("r1"), state, "why", NOON))
    shown = next(m for m in await slack.messages() if m["ts"] == ts)
    assert [reaction["name"] for reaction in shown["reactions"]] == ["white_check_mark"]


async def test_a_failure_is_explained_to_its_author_alone(desk: SlackDesk, slack: LocalSlack, thread: Address) -> None:
    ts = await slack.say(DANA, "Your claim is paid", thread_at(thread).ts)
    await desk.show_fate(thread, f"{DESK}/{ts}", Fate(MessageId("r1"), FateState.FAILED, "The chat is closed.", NOON))
    assert await slack.whispers() == [(DANA, "The chat is closed.")]


async def test_the_fate_of_a_reply_is_shown_where_it_was_written_when_its_case_has_moved(
    desk: SlackDesk, slack: LocalSlack, thread: Address
) -> None:
    elsewhere = await desk.open_case(replace(CARD, case=CaseNumber(1002), conversation=ConversationId("c2")), ())
    ts = await slack.say(DANA, "Your claim is paid", thread_at(thread).ts)
    await desk.show_fate(elsewhere, f"{DESK}/{ts}", Fate(MessageId("r1"), FateState.FAILED, "It is <closed>.", NOON))
    shown = next(m for m in await slack.messages() if m["ts"] == ts)
    assert [reaction["name"] for reaction in shown["reactions"]] == ["warning"]
    assert "It is &lt;closed&gt;." in str(await slack.in_thread(thread_at(elsewhere).ts))
    assert await slack.whispers() == [(DANA, "It is &lt;closed&gt;.")]


async def test_a_failure_is_told_to_everybody_when_its_message_is_gone(
    desk: SlackDesk, slack: LocalSlack, thread: Address
) -> None:
    await desk.show_fate(thread, f"{DESK}/1.000001", Fate(MessageId("r1"), FateState.FAILED, "It is closed.", NOON))
    assert "It is closed." in str(await slack.in_thread(thread_at(thread).ts))


async def test_the_fate_of_a_reply_that_was_deleted_is_no_fault(desk: SlackDesk, thread: Address) -> None:
    await desk.show_fate(thread, f"{DESK}/1.000001", Fate(MessageId("r1"), FateState.DELIVERED, "", NOON))


async def test_nothing_that_is_posted_unfurls_or_mentions(desk: SlackDesk, slack: LocalSlack, thread: Address) -> None:
    await desk.send(thread, post("m3", "<!channel> <@U01DANA> https://example.org", AuthorKind.PATIENT))
    carried = await slack.sent_by_bot()
    assert "<!channel>" not in carried
    assert "<@U01DANA>" not in carried
    assert '"unfurl_links": false' in carried.casefold().replace('"0"', "false")


LOUD = "<!channel> @here & <@U01DANA>"
"""What somebody may call themselves in Slack."""


def texts_in(told: Any) -> Iterator[dict[str, Any]]:
    """Find every text that Slack reads marks in."""
    for each in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from texts_in(each)
    if isinstance(told, dict) and told.get("type") == "mrkdwn":
        yield told


async def test_a_name_calls_nobody_wherever_it_stands(
    desk: SlackDesk, proxy: FaultProxy, slack: LocalSlack, thread: Address
) -> None:
    await desk.update_card(thread, replace(CARD, state="taken", owner=LOUD))
    await desk.send(
        thread, replace(post("m3", "Paid.", AuthorKind.SPECIALIST), author=Author(AuthorKind.SPECIALIST, LOUD))
    )
    draft = Draft(MessageId("d1"), "It is paid.", NOON, (), state=DraftState.STALE, note=f"{LOUD} has replied.")
    await desk.show_draft(thread, "", draft)
    await desk.show_draft(thread, "", replace(draft, state=DraftState.SENT, by=LOUD))
    await desk.call(thread, replace(CALL, text=f"{LOUD} has case 1001."))
    ts = await slack.say(DANA, "Your claim is paid", thread_at(thread).ts)
    await desk.show_fate(thread, f"{DESK}/{ts}", Fate(MessageId("r1"), FateState.REFUSED, f"{LOUD} stopped it.", NOON))
    methods = ("chat.postMessage", "chat.update", "chat.postEphemeral")
    told = [body for method in methods for body in proxy.bodies(method)]
    assert "&lt;!channel&gt;" in str(told)
    assert [body for body in told if "<!channel>" in str(body) or "<@U01DANA>" in str(body)] == []
    assert [text for text in texts_in(told) if not text.get("verbatim")] == []


async def test_a_failed_reply_is_told_to_its_author_alone_and_left_in_the_thread_with_a_button(
    desk: SlackDesk, slack: LocalSlack, thread: Address
) -> None:
    root = thread_at(thread).ts
    reply = await slack.say(DANA, "We resubmitted.", root)
    fate = Fate(MessageId("m9"), FateState.UNCERTAIN, "It may or may not have arrived.", NOON)
    for _ in range(2):
        await desk.show_fate(thread, f"{DESK}/{reply}", fate)
    assert (DANA, "It may or may not have arrived.") in await slack.whispers()
    lines = [m for m in await slack.in_thread(root) if "may or may not" in str(m.get("blocks"))]
    [button] = [b["elements"][0] for b in lines[0]["blocks"] if b["type"] == "actions"]
    assert len(lines) == 1
    assert (button["action_id"], button["value"]) == ("send_again", f"{root}/m9")
    assert lines[0]["text"] == "A message did not reach the patient"


@pytest.mark.parametrize(("alarms_to", "where"), [("", DESK), (FRONT, FRONT)])
async def test_an_alarm_is_posted_where_the_office_wants_it(
    api: SlackApi, clock: ManualClock, slack: LocalSlack, alarms_to: str, where: str
) -> None:
    alarm = Bulletin(MessageId("a1"), "Case 1001: <it> did not arrive", ("Archived.",), clock.now(), alarm=True)
    for _ in range(2):
        await slack_desk(api, clock, alarms_to=alarms_to).announce(alarm)
    [shown] = await slack.messages(where)
    assert "Case 1001: &lt;it&gt; did not arrive" in str(shown["blocks"])


CALL = Call(MessageId("call1"), "Nobody has taken case 1001 <yet>.", datetime.now(UTC))


async def test_a_call_in_the_thread_is_shown_in_the_channel_too_and_names_whom_it_is_for(
    desk: SlackDesk, slack: LocalSlack, thread: Address
) -> None:
    await desk.call(thread, replace(CALL, whom=DANA))
    told = (await slack.in_thread(thread_at(thread).ts))[-1]
    assert told["blocks"][1]["text"]["text"] == f":bell: <@{DANA}> Nobody has taken case 1001 &lt;yet&gt;."
    assert '"reply_broadcast":true' in (await slack.sent_by_bot()).replace(" ", "")


@pytest.mark.parametrize("fault", [LOST, BROKEN])
async def test_who_is_called_apart_is_told_once_and_shown_the_way_to_the_thread(
    desk: SlackDesk, proxy: FaultProxy, slack: LocalSlack, thread: Address, fault: object
) -> None:
    call = replace(CALL, whom=FRAN, apart=True)
    proxy.then("chat.postMessage", fault)  # type: ignore[arg-type]
    with pytest.raises(RetryLater):
        await desk.call(thread, call)
    channel, _, _ = (await desk.call(thread, call)).rpartition("/")
    assert channel.startswith("D")
    [told] = await slack.messages(channel)
    place = thread_at(thread)
    assert f"/archives/{DESK}/p{place.ts.replace('.', '')}|Open the thread>" in told["blocks"][1]["text"]["text"]
    assert await texts(slack, thread) == [said.text for said in STORY]


async def test_a_channel_can_be_called_in_the_leads_place(desk: SlackDesk, slack: LocalSlack, thread: Address) -> None:
    for _ in range(2):
        await desk.call(thread, replace(CALL, whom=FRONT, apart=True))
    assert len(await slack.messages(FRONT)) == 1
