"""The tags of a case in Slack: what the card and the form show, and what a correction becomes."""

import json
from dataclasses import replace
from typing import Any

from bot.channels.slack.cards import card_blocks
from bot.channels.slack.forms import tags_form
from bot.channels.slack.places import Thread
from bot.domain.ids import Address, CaseNumber, ConversationId
from bot.domain.messages import AuthorKind, Kind
from bot.domain.tags import choices
from bot.store.unit_of_work import SqlStore
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import DANA, DESK, FRAN, TEAM, LocalSlack
from tests.fakes.messages import NOON, card
from tests.fakes.slack_faults import BROKEN, FaultProxy

THREAD = Thread(TEAM, DESK, "1.000100")
OFFERED = choices(["VIP"])
CARD = replace(card(CaseNumber(1001), ConversationId("c1")), tags=("about:denial", "code:CO-16", "outcome:handed-over"))


def plain(text: str, author: AuthorKind) -> str:
    return text


def test_the_card_shows_tags_as_words_and_a_button_that_corrects_them() -> None:
    blocks = {
        block["block_id"].partition(":")[0]: block for block in card_blocks(CARD, "masked", plain, translates=True)
    }
    assert blocks["tags"]["elements"][0]["text"] == "`denial` `CO-16`"
    assert blocks["deeds"]["elements"][-1]["text"]["text"] == "Tags"


def test_where_slack_may_hold_nothing_there_are_no_tags() -> None:
    shown = str(card_blocks(CARD, "none", plain, translates=True))
    assert "denial" not in shown
    assert "Tags" not in shown


def test_the_form_shows_what_is_there_chosen_and_offers_the_rest() -> None:
    form = tags_form(THREAD, ["about:denial", "payer:northwind"], OFFERED)
    select = form["blocks"][0]["element"]
    assert [option["value"] for option in select["initial_options"]] == ["about:denial", "payer:northwind"]
    assert [option["text"]["text"] for option in select["options"]][:3] == ["denial", "payer northwind", "claim status"]
    assert json.loads(form["private_metadata"])["shown"] == ["about:denial", "payer:northwind"]
    assert "initial_options" not in tags_form(THREAD, [], OFFERED)["blocks"][0]["element"]


async def tag(store: SqlStore, *tags: str) -> None:
    async with store.write() as work:
        conversation = await work.conversations.find("web", Address("w1"))
        assert conversation
        await work.conversations.tag(conversation.id, tags, NOON)


async def press(edge: Edge, ts: str = "") -> int:
    container = {"type": "message", "message_ts": ts or edge.thread.ts, "channel_id": DESK}
    action = {"type": "button", "action_id": "tags", "block_id": "deeds", "action_ts": "1.5"}
    payload = {"type": "block_actions", "trigger_id": "T1", "container": container, "actions": [action]}
    return (await edge.interact(payload)).status


async def keep(edge: Edge, shown: list[str], wanted: list[str], user: str = DANA) -> int:
    chosen: dict[str, Any] = {"selected_options": [{"value": tag} for tag in wanted]}
    view = tags_form(edge.thread, shown, OFFERED) | {"id": "V1", "state": {"values": {"tags": {"tags": chosen}}}}
    return (await edge.interact({"type": "view_submission", "user": {"id": user}, "view": view})).status


async def test_the_button_opens_the_form_and_says_when_it_could_not(
    edge: Edge, one_store: SqlStore, proxy: FaultProxy, slack: LocalSlack
) -> None:
    await tag(one_store, "about:denial", "route:handoff")
    proxy.then("views.open", BROKEN)
    assert await press(edge) == 500
    assert await press(edge) in {200, 500}  # the local Slack knows no trigger but its own
    assert await press(edge, ts="7.000700") == 200  # a thread that is no case


async def test_only_what_was_changed_is_a_correction_and_a_repeat_is_the_same(edge: Edge) -> None:
    for _ in range(2):
        assert await keep(edge, ["about:denial", "code:CO-16"], ["code:CO-16", "own:vip"]) == 200
    assert edge.told == [(Kind.TAG.value, "+own:vip\n-about:denial")]
    assert (edge.accepted[0].sender.id, edge.accepted[0].address) == (DANA, edge.thread.address)


async def test_a_form_that_changes_nothing_does_nothing(edge: Edge) -> None:
    assert await keep(edge, ["about:denial"], ["about:denial"]) == 200
    assert edge.accepted == []


async def test_who_is_not_of_the_desk_corrects_nothing(edge: Edge, slack: LocalSlack) -> None:
    await keep(edge, [], ["own:vip"], user=FRAN)
    assert edge.accepted == []
    assert [whom for whom, _ in await slack.whispers()] == [FRAN]
