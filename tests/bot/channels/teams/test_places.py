"""Who asks where: patients alone, staff in their own channels, and nobody where others read along."""

import asyncio
from typing import Any

import pytest

from bot.channels.teams import front_desk
from bot.channels.teams.front_desk import BARRED
from bot.domain.ids import Address
from bot.domain.messages import Kind, Surface
from bot.domain.policy import Staff
from tests.bot.channels.teams.conftest import Bot
from tests.fakes.fake_teams import APP, ELSEWHERE, FRED, FRONT_DESK, GUS, ROSA, ROSAS_CHAT, TENANT, FakeTeams, Fault

GROUP = "19:group@thread.v2"
US = {"type": "mention", "text": "<at>ClaimDesk</at>", "mentioned": {"id": f"28:{APP}", "name": "ClaimDesk"}}


def asked(teams: FakeTeams, chat: str, who: str = FRED, **changes: Any) -> dict[str, Any]:
    kind = "groupChat" if chat == GROUP else "channel"
    place = {"id": chat, "conversationType": kind, "tenantId": TENANT, "isGroup": True}
    told: dict[str, Any] = {"conversation": place, "entities": [US], **changes}
    return teams.activity("<at>ClaimDesk</at> Where is claim 45012-A?", who=who, **told)


def member(who: str, **changes: Any) -> dict[str, Any]:
    name = who[3:]
    known = {"id": who, "aadObjectId": f"aad-{name}", "tenantId": TENANT, "userRole": "user"}
    return known | {"userPrincipalName": f"{name}@office.example"} | changes


async def test_staff_are_answered_in_a_channel_of_the_front_desk_by_thread(bot: Bot, teams: FakeTeams) -> None:
    thread = f"{FRONT_DESK};messageid=1764"
    teams.members[thread] = [member(FRED), member(ROSA), member("29:third"), member("29:fourth")]
    for _ in range(3):
        await teams.post(bot.url, asked(teams, thread))
    assert {(m.surface, m.address, m.sender.name, m.text) for m in bot.accepted} == {
        (Surface.STAFF, Address(f"{TENANT}/{thread}"), "Fred", "Where is claim 45012-A?")
    }
    assert teams.calls["members"] == 2  # two pages, asked once


@pytest.mark.parametrize(
    "outsider",
    [
        member(GUS, userRole="guest"),
        member(GUS, userRole="anonymous"),
        member(GUS, tenantId=ELSEWHERE),
        member(GUS, tenantId=None),
        member(GUS, userPrincipalName="gus_example.com#EXT#@office.example"),
    ],
)
async def test_one_outsider_makes_a_channel_public(bot: Bot, teams: FakeTeams, outsider: dict[str, Any]) -> None:
    teams.members[FRONT_DESK] = [member(FRED), member(ROSA), outsider]
    await teams.post(bot.url, asked(teams, FRONT_DESK))
    assert [message.surface for message in bot.accepted] == [Surface.PUBLIC]


async def test_who_is_not_a_member_and_whoever_cannot_be_checked_is_not_staff(bot: Bot, teams: FakeTeams) -> None:
    teams.members[FRONT_DESK] = [member(FRED)]
    await teams.post(bot.url, asked(teams, FRONT_DESK, GUS))
    other = f"{FRONT_DESK};messageid=2"
    bot.parts.edge._arrivals._front_desk.look_again()
    teams.faults.append(Fault(403, "BotNotInConversationRoster"))
    await teams.post(bot.url, asked(teams, other))
    assert [message.surface for message in bot.accepted] == [Surface.PUBLIC, Surface.PUBLIC]


async def test_the_name_of_a_colleague_is_one_clean_line(bot: Bot, teams: FakeTeams) -> None:
    teams.members[FRONT_DESK] = [member(FRED)]
    sender = {"id": FRED, "name": " Fred\n\u0000\u202e(Front)  Desk", "aadObjectId": "aad-fred"}
    await teams.post(bot.url, asked(teams, FRONT_DESK) | {"from": sender})
    assert [(m.surface, m.sender.name) for m in bot.accepted] == [(Surface.STAFF, "Fred (Front) Desk")]


async def test_whoever_is_not_answered_as_staff_is_told_why(bot: Bot, teams: FakeTeams) -> None:
    guest = member(GUS, userRole="guest")
    for members, says in (
        ([member(FRED)], "you belong to another workspace"),
        ([member(FRED), guest], "somebody from outside the office's organisation is in it"),
    ):
        teams.members[FRONT_DESK] = members
        teams.chats.clear()
        bot.parts.edge._arrivals._front_desk.look_again()
        await teams.post(bot.url, asked(teams, FRONT_DESK, GUS))
        await asyncio.gather(*bot.parts.channel._shown)
        [told] = teams.texts(FRONT_DESK)
        assert says in told


async def test_a_roster_that_cannot_be_read_makes_nobody_staff_and_is_asked_for_again(
    bot: Bot, teams: FakeTeams
) -> None:
    teams.members[FRONT_DESK] = [member(FRED)]
    teams.faults.append(Fault(502))
    await teams.post(bot.url, asked(teams, FRONT_DESK))
    await asyncio.gather(*bot.parts.channel._shown)
    assert "I cannot see just now who reads along" in teams.texts(FRONT_DESK)[0]
    await teams.post(bot.url, asked(teams, FRONT_DESK))
    assert [message.surface for message in bot.accepted] == [Surface.PUBLIC, Surface.STAFF]


async def test_a_roster_that_does_not_end_is_given_up(
    bot: Bot, teams: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_desk, "SECONDS", 0.2)
    teams.members[FRONT_DESK] = [member(FRED)]
    teams.endless = True
    await teams.post(bot.url, asked(teams, FRONT_DESK))
    assert [message.surface for message in bot.accepted] == [Surface.PUBLIC]
    assert teams.calls["members"] > 1


async def test_a_guest_who_is_let_in_is_noticed_at_once(bot: Bot, teams: FakeTeams) -> None:
    teams.members[FRONT_DESK] = [member(FRED)]
    await teams.post(bot.url, asked(teams, FRONT_DESK))
    teams.members[FRONT_DESK].append(member(GUS, userRole="guest"))
    await teams.post(bot.url, asked(teams, FRONT_DESK, type="conversationUpdate", membersAdded=[{"id": GUS}]))
    await teams.post(bot.url, asked(teams, FRONT_DESK))
    assert [message.surface for message in bot.accepted] == [Surface.STAFF, Surface.PUBLIC]


@pytest.mark.parametrize(
    ("askers", "surface"),
    [
        ((), Surface.STAFF),
        (("aad-fred",), Surface.STAFF),
        ((FRONT_DESK,), Surface.STAFF),
        (("U0123456789", "aad-rosa", "19:other@thread.tacv2"), Surface.PUBLIC),
    ],
)
async def test_the_office_names_who_may_ask_by_person_or_channel_as_it_does_for_slack(
    bot: Bot, teams: FakeTeams, askers: tuple[str, ...], surface: Surface
) -> None:
    bot.parts.edge._arrivals._front_desk._staff = Staff(askers=askers)
    teams.members[FRONT_DESK] = [member(FRED), member(ROSA)]
    await teams.post(bot.url, asked(teams, FRONT_DESK))
    await asyncio.gather(*bot.parts.channel._shown)
    assert [message.surface for message in bot.accepted] == [surface]
    told = [] if surface is Surface.STAFF else [BARRED.format(why="you are not among those whom the office has named")]
    assert [text.replace(" for this", "") for text in teams.texts(FRONT_DESK)] == told


@pytest.mark.parametrize("chat", [GROUP, "19:another@thread.tacv2;messageid=1"])
async def test_elsewhere_the_sender_is_met_alone_if_we_know_where(bot: Bot, teams: FakeTeams, chat: str) -> None:
    await teams.post(bot.url, asked(teams, chat, ROSA))
    await teams.post(bot.url, teams.activity("hello"))
    await teams.post(bot.url, asked(teams, chat, ROSA))
    stranger, _, known = bot.accepted
    assert (stranger.surface, stranger.private) == (Surface.PUBLIC, None)
    assert (known.surface, known.private) == (Surface.PUBLIC, Address(f"{TENANT}/{ROSAS_CHAT}"))


async def test_what_people_say_to_each_other_is_not_ours(bot: Bot, teams: FakeTeams) -> None:
    whom = {"type": "mention", "text": "<at>Gus</at>", "mentioned": {"id": GUS, "name": "Gus"}}
    for entities in ([], [whom], [{"type": "mention", "text": "<at>x</at>", "mentioned": None}]):
        await teams.post(bot.url, asked(teams, GROUP, entities=entities))
    change = asked(teams, GROUP, type="messageUpdate", channelData={"eventType": "editMessage"})
    await teams.post(bot.url, change)
    assert bot.accepted == []


async def test_cards_and_thumbs_do_nothing_where_others_read_along(bot: Bot, teams: FakeTeams) -> None:
    press = {"action": {"data": {"verb": "ask_desk", "post": "m1"}}}
    for name, value in (("adaptiveCard/action", press), ("message/submitAction", {})):
        answer = await teams.post(bot.url, asked(teams, GROUP, type="invoke", name=name, value=value))
        assert answer.status == 501
    pressed = asked(teams, GROUP, value={"verb": "ask_desk", "post": "m1"}) | {"text": ""}
    await teams.post(bot.url, pressed)
    assert bot.accepted == []


async def test_staff_may_change_what_they_asked(bot: Bot, teams: FakeTeams) -> None:
    teams.members[FRONT_DESK] = [member(FRED)]
    written = asked(teams, FRONT_DESK)
    await teams.post(bot.url, written)
    data = {"tenant": {"id": TENANT}, "eventType": "editMessage"}
    await teams.post(bot.url, written | {"type": "messageUpdate", "channelData": data})
    assert [(m.kind, m.surface) for m in bot.accepted] == [
        (Kind.MESSAGE, Surface.STAFF),
        (Kind.EDIT, Surface.STAFF),
    ]
