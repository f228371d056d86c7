"""Buttons and thumbs are answered at once, and count once however often they come."""

import asyncio
from typing import Any

import pytest

from bot.channels.teams.cards import ASK_DESK, IDENTITY, LONGEST_FIELD, REPLY
from bot.domain.ids import MessageId
from bot.domain.messages import Author, AuthorKind, Kind, Parcel, Surface
from bot.domain.messages import Destination as End
from bot.ports.store import Entry
from tests.bot.channels.teams.conftest import Bot
from tests.fakes.fake_teams import ROSAS_CHAT, TENANT, FakeTeams
from tests.fakes.messages import NOON, post

HOME = f"{TENANT}/{ROSAS_CHAT}"
FIELDS = {"last_name": "Delgado", "date_of_birth": "1984-03-12", "phone_last4": " 0142 ", "member_id": ""}


def pressed(teams: FakeTeams, data: dict[str, Any], **changes: Any) -> dict[str, Any]:
    value = {"action": {"type": "Action.Execute", "verb": data.get("verb"), "data": data}, "trigger": "manual"}
    return teams.activity("", type="invoke", name="adaptiveCard/action", value=value, **changes)


async def answered(bot: Bot, teams: FakeTeams, activity: dict[str, Any]) -> Any:
    answer = await teams.post(bot.url, activity)
    assert answer.status == 200
    return await answer.json()


async def test_a_form_says_what_somebody_would_have_written_and_is_gone(bot: Bot, teams: FakeTeams) -> None:
    data = {"verb": IDENTITY, "post": "m1", "language": "en", **FIELDS}
    for _ in range(3):  # Teams sends a press again, each time under another id
        said = await answered(bot, teams, pressed(teams, data))
    [message] = bot.accepted
    assert (message.kind, message.surface) == (Kind.MESSAGE, Surface.PATIENT)
    assert message.text == "Last name: Delgado\nDate of birth: 1984-03-12\nPhone ends in: 0142"
    assert said["type"] == "application/vnd.microsoft.card.adaptive"
    assert said["value"]["actions"] == []
    assert "Delgado" not in str(said)


async def test_a_spanish_form_speaks_spanish(bot: Bot, teams: FakeTeams) -> None:
    await answered(bot, teams, pressed(teams, {"verb": IDENTITY, "post": "m1", "language": "es", **FIELDS}))
    assert bot.accepted[0].text.startswith("Apellido: Delgado\nFecha de nacimiento: 1984-03-12")


async def test_an_empty_form_stays_and_can_be_sent_later(bot: Bot, teams: FakeTeams) -> None:
    data = {"verb": IDENTITY, "post": "m1", "language": "en"}
    said = await answered(bot, teams, pressed(teams, data))
    assert (said["type"], said["value"]) == (
        "application/vnd.microsoft.activity.message",
        "Please fill in the fields first.",
    )
    await answered(bot, teams, pressed(teams, data | FIELDS))
    assert len(bot.accepted) == 1


async def test_a_client_without_invokes_is_told_to_fill_in_the_form_in_a_message(bot: Bot, teams: FakeTeams) -> None:
    data = {"verb": IDENTITY, "post": "m1", "language": "es"}
    await teams.post(bot.url, teams.activity("", value=data))
    await asyncio.gather(*bot.parts.channel._shown)
    assert (bot.accepted, teams.texts()) == ([], ["Primero complete los campos."])
    await teams.post(bot.url, teams.activity("", value=data | FIELDS))
    assert len(bot.accepted) == 1


async def test_no_field_holds_more_than_its_form_lets_one_write(bot: Bot, teams: FakeTeams) -> None:
    await answered(bot, teams, pressed(teams, {"verb": IDENTITY, "post": "m1", "last_name": "1-" * 50_000}))
    await answered(bot, teams, pressed(teams, {"verb": REPLY, "post": "m1", "reply": "1-" * 50_000}))
    assert [len(message.text) for message in bot.accepted] == [len("Last name: ") + LONGEST_FIELD, LONGEST_FIELD]


async def test_the_way_to_the_desk_names_the_answer_and_opens_once(bot: Bot, teams: FakeTeams) -> None:
    for _ in range(4):
        await answered(bot, teams, pressed(teams, {"verb": ASK_DESK, "post": "m7"}))
    [message] = bot.accepted
    assert (message.kind, message.target_id) == (Kind.ASK_DESK, "m7")


async def test_a_reply_that_is_chosen_counts_as_written(bot: Bot, teams: FakeTeams) -> None:
    data = {"verb": REPLY, "post": "m7", "reply": "Talk to a person"}
    said = await answered(bot, teams, pressed(teams, data))
    assert "Talk to a person" in str(said["value"])
    # A client that does not know Action.Execute sends a message instead.
    assert (await teams.post(bot.url, teams.activity("", value=data))).status == 200
    [message] = bot.accepted
    assert (message.kind, message.text) == (Kind.MESSAGE, "Talk to a person")


NOT_OURS = [
    {"verb": "drop tables"},
    {"verb": IDENTITY},
    {"verb": ASK_DESK, "post": 7},
    {"verb": [IDENTITY], "post": "m"},
]


@pytest.mark.parametrize("data", [{}, *NOT_OURS, "text", 7, ["verb"], None])
async def test_a_button_that_is_not_ours_does_nothing(bot: Bot, teams: FakeTeams, data: Any) -> None:
    value = {"action": {"type": "Action.Execute", "data": data}}
    said = await answered(bot, teams, teams.activity("", type="invoke", name="adaptiveCard/action", value=value))
    assert said["value"] == "This button does not work any more."
    assert (await teams.post(bot.url, teams.activity("", value=data))).status == 200
    assert bot.accepted == []


@pytest.mark.parametrize(
    "value", ["text", [], {"actionValue": []}, {"actionValue": {"reaction": ["like"]}}, {"actionValue": None}]
)
async def test_a_thumb_of_another_form_is_answered_and_counts_nothing(bot: Bot, teams: FakeTeams, value: Any) -> None:
    await with_answers(bot)
    activity = teams.activity("", type="invoke", name="message/submitAction", value=value)
    assert await answered(bot, teams, activity) == {}
    assert bot.accepted == []


async def test_an_invoke_that_we_do_not_know_is_said_to_be_so(bot: Bot, teams: FakeTeams) -> None:
    for name in ("task/fetch", "signin/verifyState", "composeExtension/query"):
        activity = teams.activity("", type="invoke", name=name, value={})
        assert (await teams.post(bot.url, activity)).status == 501


async def with_answers(bot: Bot) -> None:
    """Two answers of the bot were delivered."""
    async with bot.store.write() as work:
        conversation = await work.conversations.open("teams", HOME, Surface.PATIENT, NOON)  # type: ignore[arg-type]
        for name in ("first", "second"):
            entry = Entry(MessageId(name), conversation.id, Author(AuthorKind.BOT, "ClaimDesk"), name, NOON, "teams")
            await work.transcript.add([entry])
            parcel = Parcel(name, conversation.id, End.PATIENT, "teams", conversation.address, post(name))
            await work.outbox.add([parcel], NOON)
            row = await work.outbox.claim(NOON, NOON - NOON.replace(hour=11))
            assert row is not None
            await work.outbox.delivered(row, f"1764-{name}", NOON)


def thumb(teams: FakeTeams, reaction: str, feedback: Any, **changes: Any) -> dict[str, Any]:
    value = {"actionName": "feedback", "actionValue": {"reaction": reaction, "feedback": feedback}}
    return teams.activity("", type="invoke", name="message/submitAction", value=value, **changes)


@pytest.mark.parametrize(
    ("reply_to", "reaction", "feedback", "expected"),
    [
        ("1764-first", "like", '{"feedbackText": "clear"}', (Kind.THUMB_UP, "first", "clear")),
        ("1764-second", "dislike", '{"feedbackText": ""}', (Kind.THUMB_DOWN, "second", "")),
        (None, "dislike", {"feedbackText": "wrong claim"}, (Kind.THUMB_DOWN, "second", "wrong claim")),
        (None, "like", "just words", (Kind.THUMB_UP, "second", "just words")),
    ],
)
async def test_a_thumb_is_kept_on_the_answer_that_it_is_about(
    bot: Bot, teams: FakeTeams, reply_to: str | None, reaction: str, feedback: Any, expected: tuple[Kind, str, str]
) -> None:
    await with_answers(bot)
    activity = thumb(teams, reaction, feedback, replyToId=reply_to)
    for _ in range(2):
        assert await answered(bot, teams, activity) == {}
    [message] = bot.accepted
    assert (message.kind, message.target_id, message.text) == expected


@pytest.mark.parametrize(("reaction", "reply_to"), [("shrug", None), ("like", "1764-somebody-elses")])
async def test_a_thumb_on_nothing_of_ours_counts_nothing(
    bot: Bot, teams: FakeTeams, reaction: str, reply_to: str | None
) -> None:
    await with_answers(bot)
    assert await answered(bot, teams, thumb(teams, reaction, None, replyToId=reply_to)) == {}
    assert bot.accepted == []
