"""What reaches us from Slack, in Slack's own shapes: once, in its final words, and only from who may speak."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import pytest
from slack_bolt.async_app import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.channels.slack.listeners import NOT_CHOSEN, SEND_SHORTCUT
from bot.channels.slack.places import Thread
from bot.channels.slack.replies import KEPT_INSIDE, NOW_INSIDE, STAYS_INTERNAL
from bot.domain.errors import RetryLater
from bot.domain.messages import Kind, Surface
from bot.ports.store import Work
from bot.store.unit_of_work import SqlStore
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import DANA, DESK, FRAN, SECRET, TEAM, LocalSlack
from tests.fakes.slack_changes import changed, deleted
from tests.fakes.slack_faults import BROKEN, TOO_MANY, Answer, FaultProxy, refusal


async def test_a_reply_is_accepted_under_the_specialists_name_before_slack_is_answered(edge: Edge) -> None:
    said = edge.reply("Your claim is *paid* &amp; closed")
    assert await edge.send(said) == 200
    [message] = edge.accepted
    assert (message.channel, message.surface, message.kind) == ("slack", Surface.DESK, Kind.MESSAGE)
    assert (message.address, message.external_id) == (edge.thread.address, f"{DESK}/{said['ts']}")
    assert (message.sender.id, message.sender.name) == (DANA, "dana")
    assert message.text == "Your claim is **paid** & closed"
    assert message.sent_at.timestamp() == pytest.approx(float(said["ts"]))


async def test_a_repeat_counts_once_and_still_gets_its_200(edge: Edge) -> None:
    said = edge.reply()
    first = await edge.send(said)
    again = await edge.send(said, **{"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"})
    assert (first, again, len(edge.accepted)) == (200, 200, 1)


async def test_a_first_delivery_that_looks_like_a_retry_is_taken(edge: Edge) -> None:
    assert await edge.send(edge.reply(), **{"x-slack-retry-num": "0"}) == 200
    assert len(edge.accepted) == 1


async def test_a_mention_that_comes_as_two_events_is_one_message(edge: Edge) -> None:
    said = edge.reply("I asked <@U0BOT> about it")
    await edge.send({**said, "type": "app_mention"})
    await edge.send(said)
    assert edge.told == [("message", "I asked @claimdesk about it")]


async def test_an_order_to_the_bot_is_carried_out_once(edge: Edge) -> None:
    said = edge.reply("<@U0BOT> resolve")
    await edge.send(said)
    await edge.send({**said, "type": "app_mention"})
    assert edge.told == [("resolve", "")]


@pytest.mark.parametrize("subtype", ["thread_broadcast", "file_share", "me_message"])
async def test_replies_of_every_kind_are_replies(edge: Edge, subtype: str) -> None:
    await edge.send(edge.reply(subtype=subtype))
    assert edge.told == [("message", "Your claim is paid.")]


async def test_an_edit_and_a_deletion_name_what_they_are_about(edge: Edge) -> None:
    said = edge.reply()
    await edge.send(said)
    await edge.send(changed(said, "Your claim is denied."))
    await edge.send(changed(said, "Your claim is denied."))
    await edge.send(deleted(said))
    await edge.send(deleted(said))
    assert edge.told == [("message", "Your claim is paid."), ("edit", "Your claim is denied."), ("delete", "")]
    assert {message.target_id for message in edge.accepted[1:]} == {f"{DESK}/{said['ts']}"}


async def test_an_unfurled_link_is_no_edit(edge: Edge) -> None:
    said = edge.reply()
    await edge.send(said)
    await edge.send(changed(said, said["text"]))
    assert len(edge.accepted) == 1


async def test_an_edit_that_overtakes_its_message_is_the_message(edge: Edge) -> None:
    said = edge.reply()
    await edge.send(changed(said, "Your claim is denied."))
    await edge.send(said)
    assert edge.told == [("message", "Your claim is denied.")]


async def test_a_message_that_comes_after_its_deletion_goes_nowhere(edge: Edge) -> None:
    said = edge.reply()
    await edge.send(deleted(said))
    await edge.send(said)
    assert edge.told == [("delete", "")]


async def test_a_reply_that_is_edited_into_a_note_is_taken_back_from_the_patient(edge: Edge) -> None:
    said = edge.reply()
    await edge.send(said)
    await edge.send(changed(said, "note: Your claim is paid."))
    assert [kind for kind, _ in edge.told] == ["message", "delete"]


async def test_a_reply_that_is_edited_into_a_remark_is_taken_back_and_its_author_is_told_so(
    edge: Edge, slack: LocalSlack
) -> None:
    said = edge.reply()
    await edge.send(said)
    for _ in range(2):
        await edge.send(changed(said, "lol another one from this guy"))
    edge.edge._replies._told.clear()  # as after a start
    await edge.send(changed(said, "lol another one from this guy"))
    assert [kind for kind, _ in edge.told] == ["message", "delete"]
    assert await slack.whispers() == [(DANA, NOW_INSIDE)]


async def test_a_note_that_loses_its_prefix_stays_internal_and_says_so(edge: Edge, slack: LocalSlack) -> None:
    said = edge.reply("note: worried")
    await edge.send(said)
    await edge.send(changed(said, "worried"))
    assert edge.told == [("note", "worried"), ("edit", "worried")]
    assert await slack.whispers() == [(DANA, STAYS_INTERNAL)]


@pytest.mark.parametrize(
    "more",
    [{"bot_id": "B07OTHER"}, {"user": "U0BOT", "bot_id": "B0BOT"}, {"user": "U0BOT"}, {"subtype": "channel_join"}],
)
async def test_what_no_person_wrote_goes_nowhere(edge: Edge, more: dict[str, str]) -> None:
    assert await edge.send(edge.reply(**more)) == 200
    assert edge.accepted == []


async def test_other_talk_in_the_channel_is_not_ours(edge: Edge) -> None:
    for elsewhere in ({"thread_ts": "1.000001"}, {"thread_ts": ""}, {"channel": "C01FRONT"}):
        assert await edge.send(edge.reply(**elsewhere)) == 200
    assert edge.accepted == []


async def test_an_unknown_kind_of_event_is_counted_and_not_guessed_at(edge: Edge) -> None:
    assert await edge.send(edge.reply(subtype="sparkle")) == 200
    assert await edge.send({"type": "emoji_changed"}) == 200
    assert edge.accepted == []
    assert edge.edge.unknown == {"sparkle": 1, "emoji_changed": 1}


async def test_a_reply_that_came_hidden_is_read_from_its_thread(edge: Edge, slack: LocalSlack) -> None:
    await slack.say(DANA, "Said where nobody listened", edge.thread.ts)
    root = {"type": "message", "user": "U0BOT", "ts": edge.thread.ts, "thread_ts": edge.thread.ts, "reply_count": 1}
    await edge.send({"type": "message", "subtype": "message_replied", "channel": DESK, "message": root})
    assert edge.told == [("message", "Said where nobody listened")]


async def test_what_was_missed_is_read_again_in_its_final_words(edge: Edge, slack: LocalSlack) -> None:
    first = await slack.say(DANA, "First", edge.thread.ts)
    await slack.say(DANA, "note: second", edge.thread.ts)
    await slack.edit(DANA, first, "First, corrected")
    await edge.edge.catch_up(edge.thread)
    await edge.edge.catch_up(edge.thread)
    # The edit changes nothing, and an edit that changes nothing is not sent on.
    assert edge.told == [("message", "First, corrected"), ("note", "second"), ("edit", "First, corrected")]


async def test_an_edit_that_was_missed_is_an_edit(edge: Edge, slack: LocalSlack) -> None:
    ts = await slack.say(DANA, "First", edge.thread.ts)
    await edge.edge.catch_up(edge.thread)
    await slack.edit(DANA, ts, "Second")
    await edge.edge.catch_up(edge.thread)
    await edge.edge.catch_up(edge.thread)
    assert edge.told == [("message", "First"), ("edit", "Second")]


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"is_restricted": True}, "you are a guest"),
        ({"deleted": True}, "deactivated"),
        ({"team_id": "T99OTHER"}, "another workspace"),
        ({"is_bot": True}, "apps do not speak"),
    ],
)
async def test_only_full_members_speak_to_patients(
    edge: Edge, proxy: FaultProxy, slack: LocalSlack, record: dict[str, Any], why: str
) -> None:
    proxy.always("users.info", Answer(body={"ok": True, "user": {"id": DANA, "team_id": "T01TEST", **record}}))
    assert await edge.send(edge.reply()) == 200
    assert edge.accepted == []
    [(whom, told)] = await slack.whispers()
    assert whom == DANA
    assert why in told


async def test_whoever_is_not_in_the_channel_presses_no_buttons(edge: Edge, slack: LocalSlack) -> None:
    await edge.edge.deed(edge.thread, Kind.RESOLVE, FRAN, "press-1")
    assert edge.accepted == []
    assert [whom for whom, _ in await slack.whispers()] == [FRAN]


@pytest.mark.parametrize("fault", [BROKEN, TOO_MANY])
async def test_while_slack_cannot_say_who_wrote_the_event_is_refused_and_comes_again(
    edge: Edge, proxy: FaultProxy, fault: Answer
) -> None:
    proxy.then("users.info", fault)
    said = edge.reply()
    assert await edge.send(said) == 500
    assert await edge.send(said, **{"x-slack-retry-num": "1"}) == 200
    assert edge.told == [("message", "Your claim is paid.")]


async def test_a_reply_in_a_thread_that_we_have_just_opened_comes_again(edge: Edge) -> None:
    new = f"{edge.edge._clock.now().timestamp():.6f}"
    assert await edge.send(edge.reply(thread_ts=new, parent_user_id="U0BOT")) == 500
    assert edge.accepted == []


async def test_a_forged_and_a_stale_and_an_unsigned_request_are_turned_away(edge: Edge) -> None:
    body = json.dumps({"type": "event_callback", "event": edge.reply()})
    old, now = str(int(time.time()) - 600), str(int(time.time()))
    stale = SignatureVerifier(SECRET).generate_signature(timestamp=old, body=body)
    forged = SignatureVerifier("another secret").generate_signature(timestamp=now, body=body)
    for headers in (
        {"x-slack-request-timestamp": old, "x-slack-signature": stale or ""},
        {"x-slack-request-timestamp": now, "x-slack-signature": forged or ""},
        {},
    ):
        request = AsyncBoltRequest(body=body, headers={"content-type": "application/json", **headers})
        assert (await edge.app.async_dispatch(request)).status == 401
    assert edge.accepted == []


async def test_what_was_missed_comes_before_what_is_new(edge: Edge, slack: LocalSlack) -> None:
    await edge.edge.catch_up(edge.thread)
    await slack.say(DANA, "Missed", edge.thread.ts)
    edge.edge.reconnected()
    await edge.send(edge.reply("New", ts=f"{time.time() + 5:.6f}"))
    assert edge.told == [("message", "Missed"), ("message", "New")]


async def test_what_was_missed_comes_before_a_button(edge: Edge, slack: LocalSlack) -> None:
    await slack.say(DANA, "Missed", edge.thread.ts)
    await edge.edge.deed(edge.thread, Kind.RESOLVE, DANA, "press-1")
    assert edge.told == [("message", "Missed"), ("resolve", "")]


async def test_whoever_is_turned_away_is_told_once_for_each_message(edge: Edge, slack: LocalSlack) -> None:
    await slack.say(FRAN, "I can answer that", edge.thread.ts)
    for _ in range(3):
        await edge.edge.catch_up(edge.thread)
    assert [whom for whom, _ in await slack.whispers()] == [FRAN]


async def test_what_is_old_tells_nobody_again_when_its_thread_is_read(edge: Edge, slack: LocalSlack) -> None:
    await edge.send(edge.reply("I can answer that", ts=f"{time.time() - 13 * 3600:.6f}", user=FRAN))
    assert (edge.accepted, await slack.whispers()) == ([], [])


async def test_somebody_whom_slack_does_not_show_us_keeps_nobody_elses_reply_back(
    edge: Edge, proxy: FaultProxy, slack: LocalSlack
) -> None:
    await slack.say(FRAN, "I can answer that", edge.thread.ts)
    await slack.say(DANA, "I am on it", edge.thread.ts)
    proxy.then("users.info", refusal("user_not_visible"))
    await edge.edge.catch_up(edge.thread)
    assert edge.told == [("message", "I am on it")]


async def test_a_check_mark_sends_nothing_where_replies_go_out_by_themselves(edge: Edge, slack: LocalSlack) -> None:
    note = await slack.say(DANA, "note: worried", edge.thread.ts)
    item = {"type": "message", "channel": DESK, "ts": note}
    event = {"type": "reaction_added", "user": DANA, "reaction": "white_check_mark", "item": item}
    assert await edge.send(event) == 200
    assert edge.accepted == []
    assert edge.edge.unknown == {}


class SlowAtFirst:
    """A database whose first answer takes longer than those after it."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._asked = 0

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Work]:
        self._asked += 1
        await asyncio.sleep(0.1 if self._asked == 1 else 0)
        async with self._store.read() as work:
            yield work


async def test_what_comes_first_is_taken_first_though_its_case_is_found_later(edge: Edge, one_store: SqlStore) -> None:
    await edge.edge.catch_up(edge.thread)
    edge.edge._store = SlowAtFirst(one_store)  # type: ignore[assignment]
    first = asyncio.create_task(edge.send(edge.reply("First", ts="9.000100")))
    await asyncio.sleep(0.02)
    await asyncio.gather(first, edge.edge.deed(edge.thread, Kind.RESOLVE, DANA, "press-1"))
    assert edge.told == [("message", "First"), ("resolve", "")]


@pytest.mark.parametrize("change", [deleted, partial(changed, text="Your claim is denied.")])
async def test_a_change_in_a_thread_that_we_have_just_opened_comes_again(edge: Edge, change: Any) -> None:
    new = f"{edge.edge._clock.now().timestamp():.6f}"
    assert await edge.send(change(edge.reply(thread_ts=new, parent_user_id="U0BOT"))) == 500


async def test_a_button_of_a_case_that_is_not_recorded_yet_is_not_lost_in_silence(edge: Edge) -> None:
    new = Thread(TEAM, DESK, f"{edge.edge._clock.now().timestamp():.6f}")
    with pytest.raises(RetryLater):
        await edge.edge.deed(new, Kind.RESOLVE, DANA, "press-1")


async def test_a_remark_about_the_patient_stays_inside_and_its_author_is_told_once(
    edge: Edge, slack: LocalSlack
) -> None:
    said = edge.reply("lol another one from this guy")
    await edge.send(said)
    await edge.send(said)
    assert edge.told == [("note", "lol another one from this guy")]
    assert await slack.whispers() == [(DANA, KEPT_INSIDE)]


async def test_who_sends_a_reply_by_its_menu_where_replies_go_out_by_themselves_is_told_so(
    edge: Edge, slack: LocalSlack
) -> None:
    ts = await slack.say(DANA, "note: worried", edge.thread.ts)
    place = {"channel": {"id": DESK}, "message": {"ts": ts, "thread_ts": edge.thread.ts}}
    status, _ = await edge.press("message_action", callback_id=SEND_SHORTCUT, user={"id": DANA}, **place)
    assert (status, edge.accepted) == (200, [])
    assert await slack.whispers() == [(DANA, NOT_CHOSEN)]
