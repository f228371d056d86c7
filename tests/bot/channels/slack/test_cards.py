import json
from dataclasses import replace

import pytest

from bot.channels.slack.cards import card_blocks, headline
from bot.channels.slack.privacy import withheld
from bot.domain.ids import CaseNumber, ConversationId
from bot.domain.messages import AuthorKind
from tests.fakes.messages import card

CARD = replace(card(CaseNumber(1042), ConversationId("c1")), summary="Asked: <!channel> & more")


def as_it_is(text: str, author: AuthorKind) -> str:
    return text


def buttons(state: str, *tags: str, translates: bool = True) -> list[str]:
    told = replace(CARD, state=state, tags=tags)
    [actions] = [b for b in card_blocks(told, "masked", as_it_is, translates=translates) if b["type"] == "actions"]
    return [button["action_id"] for button in actions["elements"]]


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("waiting", ["take_over", "resolve", "hand_back", "draft_reply", "note", "tell_me_more"]),
        ("taken", ["resolve", "hand_back", "take_over", "draft_reply", "note", "tell_me_more"]),
        ("handed_back", ["take_over", "note", "tell_me_more"]),
        ("resolved", ["take_over", "note", "tell_me_more"]),
    ],
)
def test_each_state_offers_what_can_be_done_in_it(state: str, offered: list[str]) -> None:
    assert buttons(state) == [*offered, "tags"]


@pytest.mark.parametrize("state", ["waiting", "taken", "handed_back", "resolved"])
def test_a_reply_in_their_language_is_offered_where_the_patient_does_not_write_english(state: str) -> None:
    assert "reply_translated" in buttons(state, "about:denial", "lang:es")
    assert "reply_translated" not in buttons(state, "about:denial")


def test_a_reply_in_their_language_is_not_offered_where_no_model_can_translate() -> None:
    assert "reply_translated" not in buttons("taken", "lang:es", translates=False)


def test_with_no_phi_there_is_nothing_to_draft_or_to_translate() -> None:
    told = replace(CARD, state="taken", tags=("lang:es",))
    assert [b["action_id"] for b in card_blocks(told, "none", withheld, translates=True)[-1]["elements"]] == [
        "resolve",
        "hand_back",
        "take_over",
        "note",
    ]


def test_a_notification_names_the_case_and_nothing_of_the_patient() -> None:
    assert headline(replace(CARD, state="taken", owner="Dana")) == "Case 1042 is with Dana"
    promised = replace(CARD, state="taken", owner="Dana", promised="Tue Mar 3")
    assert headline(promised) == "Case 1042 is with Dana, promised by Tue Mar 3"


def test_a_card_mentions_nobody() -> None:
    assert "<!channel>" not in json.dumps(card_blocks(CARD, "masked", as_it_is, translates=True))


def test_with_no_phi_a_card_is_its_number_its_state_and_its_buttons() -> None:
    blocks = card_blocks(CARD, "none", withheld, translates=True)
    assert [block["type"] for block in blocks] == ["section", "actions"]
    shown = json.dumps(blocks)
    assert [word for word in (CARD.patient, CARD.claim, CARD.payer, CARD.reason, "Asked") if word in shown] == []


def test_buttons_carry_no_value() -> None:
    assert '"value"' not in json.dumps(card_blocks(CARD, "masked", as_it_is, translates=True))


def test_only_what_a_summary_quotes_has_names_to_hide() -> None:
    def hiding(text: str, author: AuthorKind) -> str:
        return text.replace("Northwind Health", "N. H.") if author is AuthorKind.PATIENT else text

    told = replace(CARD, summary="Appeal. Asked: “I am Northwind Health” Checked …12-A: Denied, Northwind Health Plan.")
    [summary] = [b for b in card_blocks(told, "masked", hiding, translates=True) if b.get("block_id") == "summary"]
    assert summary["text"]["text"] == "Appeal. Asked: “I am N. H.” Checked …12-A: Denied, Northwind Health Plan."
