"""What people see of a message: whose words they are, sources, facts, fields, files; and what edits leave of it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.channels.teams.cards import ASK_DESK, IDENTITY
from bot.channels.teams.look import REMOVED, parts
from bot.domain.ids import Address, MessageId
from bot.domain.messages import Ask, Author, AuthorKind, Citation, Surface
from bot.ports.store import Entry, Reference
from tests.bot.channels.teams.conftest import Bot
from tests.fakes.fake_teams import ROSAS_CHAT, TENANT, FakeTeams
from tests.fakes.messages import LETTER, NOON, post

HOME = Address(f"{TENANT}/{ROSAS_CHAT}")
STATUS = (
    "**Claim 45012-A: In process**\n- Insurance: Northwind\n- Billed: $240.00\n\n> Wait a little. [1]\n\n_Checked._"
)
QUOTE = Citation(1, "p1", "a.pdf", "Claim Status Routing Protocol " * 4, "In process", 3, "Wait a little. " * 20)


@pytest.fixture(autouse=True)
async def known(bot: Bot, teams: FakeTeams) -> None:
    async with bot.store.write() as work:
        await work.references.keep(Reference("teams", HOME, TENANT, "aad-rosa", teams.reference()), NOON)


async def test_an_edit_keeps_the_files_of_its_message(bot: Bot, teams: FakeTeams) -> None:
    bot.parts.channel._offers._address = "https://desk.example.org"
    async with bot.store.write() as work:
        chat = await work.conversations.open("teams", HOME, Surface.PATIENT, NOON)
        ana = Author(AuthorKind.SPECIALIST, "Ana")
        entry = Entry(MessageId("m1"), chat.id, ana, "Your leter", NOON, "teams", attachments=(LETTER,))
        await work.transcript.add([entry])
    letter: Any = replace(post("m1", "Your leter", AuthorKind.SPECIALIST), attachments=(LETTER,))
    sent = await bot.parts.channel.send(HOME, letter)
    before = teams.texts()
    await bot.parts.channel.edit(HOME, sent, MessageId("m1"), "Your letter")
    assert teams.texts() == [before[0].replace("leter", "letter")]
    assert f"[{LETTER.name}](https://desk.example.org/" in teams.texts()[0]


@pytest.mark.parametrize("kind", [AuthorKind.SPECIALIST, AuthorKind.SYSTEM])
def test_what_can_be_edited_or_taken_back_is_one_message_whatever_it_looks_like(kind: AuthorKind) -> None:
    assert len(parts(post("m1", STATUS, kind), "[a.pdf](https://desk.example.org)")) == 1


async def test_a_name_is_shown_bare(bot: Bot, teams: FakeTeams) -> None:
    odd = Author(AuthorKind.SPECIALIST, "Ana** [B.](https://evil.example)\n# <b>RN</b>, (Billing)")
    await bot.parts.channel.send(HOME, replace(post("m1", "Hello"), author=odd))
    assert teams.texts() == ["**Ana B.(https://evil.example) # bRN/b, (Billing)**\n\nHello"]


async def test_the_name_of_a_file_cannot_end_its_link(bot: Bot, teams: FakeTeams) -> None:
    bot.parts.channel._offers._address = "https://desk.example.org"
    odd = replace(LETTER, name="EOB [2](https://evil.example).pdf")
    await bot.parts.channel.send(HOME, replace(post("m1", "Here", AuthorKind.SPECIALIST), attachments=(odd,)))
    assert teams.texts()[0].count("](") == 1
    assert "[EOB (2)(https://evil.example).pdf](https://desk.example.org/" in teams.texts()[0]


async def test_where_teams_deletes_nothing_a_line_says_that_it_was_removed(bot: Bot, teams: FakeTeams) -> None:
    teams.cannot_delete = True
    sent = await bot.parts.channel.send(HOME, post("m1", "wrong words", AuthorKind.SPECIALIST))
    await bot.parts.channel.delete(HOME, sent, MessageId("m1"))
    assert teams.texts() == [REMOVED]


async def test_the_label_is_on_the_bots_words_and_on_nobody_elses(bot: Bot, teams: FakeTeams) -> None:
    for kind in AuthorKind:
        await bot.parts.channel.send(HOME, post(f"m-{kind}", "Hello", kind))
    shown = dict(zip(AuthorKind, teams.chats[ROSAS_CHAT], strict=True))
    assert [kind for kind, seen in shown.items() if seen.labelled] == [AuthorKind.BOT]
    assert [kind for kind, seen in shown.items() if "feedbackLoop" in seen.activity.get("channelData", {})] == [
        AuthorKind.BOT
    ]
    assert shown[AuthorKind.SPECIALIST].text == "**Ana**\n\nHello"


async def test_a_source_is_cited_in_teams_own_form_and_within_its_limits(bot: Bot, teams: FakeTeams) -> None:
    unused = replace(QUOTE, number=2)
    await bot.parts.channel.send(HOME, replace(post("m1", "> Wait a little. [1]"), citations=(QUOTE, unused)))
    [shown] = teams.chats[ROSAS_CHAT]
    [entity] = shown.activity["entities"]
    [claim] = entity["citation"]
    assert (claim["@type"], claim["position"]) == ("Claim", 1)
    assert len(claim["appearance"]["name"]) == 80
    assert len(claim["appearance"]["abstract"]) == 160


async def test_a_claims_facts_stand_on_a_card_below_the_words_and_each_once(bot: Bot, teams: FakeTeams) -> None:
    first = await bot.parts.channel.send(HOME, replace(post("m1", STATUS), citations=(QUOTE,)))
    text, card = teams.chats[ROSAS_CHAT]
    assert first == text.id
    assert "Northwind" not in text.text
    assert text.text.startswith("**Claim 45012-A: In process**")
    assert [fact["value"] for fact in card.card["body"][1]["facts"]] == ["Northwind", "$240.00"]
    assert card.card["actions"][0]["data"]["verb"] == ASK_DESK
    assert "text" not in card.activity
    assert card.labelled


async def test_what_a_billing_system_says_makes_no_link_on_a_card(bot: Bot, teams: FakeTeams) -> None:
    await bot.parts.channel.send(HOME, post("m1", STATUS.replace("Northwind", "[Pay here](https://evil.example)")))
    [fact, _] = teams.chats[ROSAS_CHAT][1].card["body"][1]["facts"]
    assert fact == {"title": "Insurance", "value": "[Pay here] (https://evil.example)"}


async def test_what_the_bot_asks_is_a_form_with_typed_fields(bot: Bot, teams: FakeTeams) -> None:
    asks = (Ask("last_name", "your last name"), Ask("date_of_birth", "your date of birth"), Ask("phone_last4", "phone"))
    await bot.parts.channel.send(HOME, replace(post("m1", "Who are you?"), asks=asks))
    [shown] = teams.chats[ROSAS_CHAT]
    text, *fields = shown.card["body"]
    assert text["text"] == shown.activity["summary"] == "Who are you?"
    assert [(field["type"], field["label"]) for field in fields] == [
        ("Input.Text", "Your last name"),
        ("Input.Date", "Your date of birth"),
        ("Input.Text", "Phone"),
    ]
    assert [action["verb"] for action in shown.card["actions"]] == [IDENTITY, ASK_DESK]


async def test_replies_to_choose_from_are_three_buttons_on_a_message_of_their_own(bot: Bot, teams: FakeTeams) -> None:
    offered = replace(post("m1", "Which one?"), suggestions=("One", "Two", "Three", "Four"))
    await bot.parts.channel.send(HOME, offered)
    text, card = teams.chats[ROSAS_CHAT]
    assert text.text == "Which one?"
    assert [(action["title"], action["data"]["reply"]) for action in card.card["actions"]] == [
        ("One", "One"),
        ("Two", "Two"),
        ("Three", "Three"),
    ]
    assert {action["fallback"]["type"] for action in card.card["actions"]} == {"Action.Submit"}


async def test_a_file_cannot_be_offered_where_nobody_said_how_we_are_reached(bot: Bot, teams: FakeTeams) -> None:
    letter: Any = replace(post("m1", "Your letter", AuthorKind.SPECIALIST), attachments=(LETTER,))
    await bot.parts.channel.send(HOME, letter)
    assert teams.texts()[0].endswith(f"({LETTER.name} cannot be shown here; please ask us for it.)")
