"""`relay: explicit`: a reply goes to the patient only when somebody who may speak to patients chooses it."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.channels.slack.edge import CHOICE
from bot.channels.slack.listeners import NOT_CHOSEN, SEND_SHORTCUT
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import BOT, DANA, DESK, FRAN, LocalSlack

pytestmark = pytest.mark.parametrize("edge", ["explicit"], indirect=True)


def check(ts: str, user: str = DANA, reaction: str = CHOICE, channel: str = DESK) -> dict[str, Any]:
    item = {"type": "message", "channel": channel, "ts": ts}
    return {"type": "reaction_added", "user": user, "reaction": reaction, "item": item, "event_ts": "9.0"}


async def heard(edge: Edge, slack: LocalSlack, text: str) -> str:
    """Say something in the thread, and let its event come in."""
    ts = await slack.say(DANA, text, edge.thread.ts)
    await edge.send(edge.reply(text, ts=ts))
    return ts


async def test_a_plain_reply_stays_until_it_is_chosen_and_then_goes_out_once(edge: Edge, slack: LocalSlack) -> None:
    ts = await heard(edge, slack, "Your claim is paid.")
    assert edge.accepted == []
    await edge.send(check(ts))
    await edge.send(check(ts))
    assert [(m.kind.value, m.text, m.sender.name) for m in edge.accepted] == [
        ("message", "Your claim is paid.", "dana")
    ]


async def test_a_reply_is_chosen_in_its_latest_words(edge: Edge, slack: LocalSlack) -> None:
    ts = await heard(edge, slack, "Your claim is paid.")
    await slack.edit(DANA, ts, "Your claim is denied.")
    await edge.send(check(ts))
    assert edge.told == [("message", "Your claim is denied.")]


async def test_an_edit_right_after_the_choice_is_not_lost(edge: Edge, slack: LocalSlack) -> None:
    ts = await heard(edge, slack, "Your claim is paid.")
    await edge.send(check(ts))
    said = edge.reply("Your claim is paid.", ts=ts)
    now = {**said, "text": "Your claim is denied.", "edited": {"user": DANA, "ts": "9.0"}}
    event = {"type": "message", "subtype": "message_changed", "channel": DESK, "message": now, "previous_message": said}
    await edge.send(event)
    assert edge.told == [("message", "Your claim is paid."), ("edit", "Your claim is denied.")]


async def test_a_choice_counts_also_beside_one_of_somebody_who_may_not(edge: Edge, slack: LocalSlack) -> None:
    ts = await slack.say(DANA, "Your claim is paid.", edge.thread.ts)
    await slack.react("U00GUEST", ts, CHOICE)
    await slack.react(DANA, ts, CHOICE)
    await edge.edge.catch_up(edge.thread)
    assert edge.told == [("message", "Your claim is paid.")]


async def chosen_from_menu(edge: Edge, ts: str) -> int:
    body = {
        "type": "message_action",
        "callback_id": SEND_SHORTCUT,
        "team": {"id": "T01TEST"},
        "user": {"id": DANA},
        "channel": {"id": DESK},
        "message": {"ts": ts, "thread_ts": edge.thread.ts},
    }
    form = urlencode({"payload": json.dumps(body)})
    return await edge.deliver(form, **{"content-type": "application/x-www-form-urlencoded"})


async def test_a_reply_is_chosen_from_its_menu(edge: Edge, slack: LocalSlack) -> None:
    ts = await heard(edge, slack, "Your claim is paid.")
    assert await chosen_from_menu(edge, ts) == 200
    assert edge.told == [("message", "Your claim is paid.")]
    assert await slack.whispers() == []


async def test_who_chooses_what_cannot_be_sent_is_told_that_nothing_was(edge: Edge, slack: LocalSlack) -> None:
    ts = await heard(edge, slack, "note: worried")
    assert await chosen_from_menu(edge, ts) == 200
    assert edge.told == [("note", "worried")]
    assert await slack.whispers() == [(DANA, NOT_CHOSEN)]


async def test_notes_and_orders_need_no_choice(edge: Edge, slack: LocalSlack) -> None:
    await heard(edge, slack, "note: worried")
    await heard(edge, slack, "<@U0BOT> resolve")
    assert edge.told == [("note", "worried"), ("resolve", "")]


async def test_a_note_cannot_be_chosen(edge: Edge, slack: LocalSlack) -> None:
    ts = await heard(edge, slack, "note: worried")
    await edge.send(check(ts))
    assert edge.told == [("note", "worried")]


async def test_other_marks_our_own_marks_and_marks_elsewhere_choose_nothing(edge: Edge, slack: LocalSlack) -> None:
    ts = await heard(edge, slack, "Your claim is paid.")
    for event in (check(ts, reaction="eyes"), check(ts, BOT), check(ts, channel="C01FRONT"), check("1.000001")):
        assert await edge.send(event) == 200
    assert edge.accepted == []


async def test_whoever_may_not_speak_to_patients_chooses_nothing(edge: Edge, slack: LocalSlack) -> None:
    ts = await heard(edge, slack, "Your claim is paid.")
    await edge.send(check(ts, FRAN))
    assert edge.accepted == []
    assert [whom for whom, _ in await slack.whispers()] == [FRAN]


async def test_what_was_missed_waits_for_its_choice_too(edge: Edge, slack: LocalSlack) -> None:
    await slack.say(DANA, "Your claim is paid.", edge.thread.ts)
    await edge.edge.catch_up(edge.thread)
    assert edge.accepted == []


async def test_a_choice_that_was_missed_counts_when_the_thread_is_read(edge: Edge, slack: LocalSlack) -> None:
    ts = await slack.say(DANA, "Your claim is paid.", edge.thread.ts)
    await slack.react(DANA, ts, CHOICE)
    await edge.edge.catch_up(edge.thread)
    await edge.edge.catch_up(edge.thread)
    assert edge.told == [("message", "Your claim is paid.")]
