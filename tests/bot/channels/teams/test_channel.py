"""What becomes of a message to Teams: delivered, tried again, not deliverable, or not known; never two of one."""

import asyncio
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.channels.teams import channel
from bot.domain.errors import DeliveryError, RetryLater, Uncertain, Undeliverable
from bot.domain.ids import Address, MessageId
from bot.domain.messages import AuthorKind, Citation
from bot.ports.store import Reference
from tests.bot.channels.teams.conftest import Bot
from tests.fakes.fake_teams import FRED, FRONT_DESK, GUS, ROSAS_CHAT, TENANT, FakeTeams, Fault
from tests.fakes.messages import NOON, post

HOME = Address(f"{TENANT}/{ROSAS_CHAT}")
STATUS = (
    "**Claim 45012-A: In process**\n- Insurance: Northwind\n- Billed: $240.00\n\n> Wait a little. [1]\n\n_Checked._"
)
QUOTE = Citation(1, "p1", "a.pdf", "Claim Status Routing Protocol " * 4, "In process", 3, "Wait a little. " * 20)


@pytest.fixture(autouse=True)
async def known(bot: Bot, teams: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "PAUSE", 0.0)
    async with bot.store.write() as work:
        await work.references.keep(Reference("teams", HOME, TENANT, "aad-rosa", teams.reference()), NOON)


@pytest.mark.parametrize(
    ("fault", "error", "says"),
    [
        (Fault(429, headers={"Retry-After": "7"}), RetryLater, "slow down"),
        (Fault(412, "PreconditionFailed"), RetryLater, "slow down"),
        (Fault(500, "ServiceError"), Uncertain, "an error of its own"),
        (Fault(408), Uncertain, "an error of its own"),
        (Fault(403, "BotNotInConversationRoster"), Undeliverable, "has removed the app"),
        (Fault(403, "MessageWritesBlocked"), Undeliverable, "has blocked the app"),
        (Fault(403, "BotDisabledByAdmin"), Undeliverable, "administrator"),
        (Fault(403, "SomethingNew"), Undeliverable, "administrator"),
        (Fault(403, "ConversationBlockedByUser"), Undeliverable, "has blocked the app"),
        (Fault(403, "Forbidden", sub_code="MessageWritesBlocked"), Undeliverable, "has blocked the app"),
        (Fault(404, "ConversationNotFound"), Undeliverable, "must write to the app again"),
        (Fault(413, "MessageSizeTooBig"), Undeliverable, "send it in parts"),
        (Fault(400, "BadSyntax"), Undeliverable, "the message's form"),
        (Fault(302, headers={"Location": "https://evil.example"}), Undeliverable, "refused"),
    ],
    ids=lambda value: f"{value.status}-{value.code}" if isinstance(value, Fault) else "",
)
async def test_each_answer_of_the_connector_means_one_thing_in_plain_words(
    bot: Bot, teams: FakeTeams, fault: Fault, error: type[DeliveryError], says: str
) -> None:
    teams.faults.append(fault)
    with pytest.raises(DeliveryError, match=says) as caught:
        await bot.parts.channel.send(HOME, post("m1"))
    assert type(caught.value) is error or issubclass(type(caught.value), error)
    assert teams.calls["send"] == 1
    if fault.headers.get("Retry-After"):
        assert isinstance(caught.value, RetryLater)
        assert 7.0 <= (caught.value.after or 0) <= 7.0 * 1.25
    # What was certainly not delivered is delivered by the next try.
    await bot.parts.channel.send(HOME, post("m1"))
    assert teams.texts() == ["Your claim was received."]
    # A reference can be years old: what is sent answers no activity in particular.
    assert teams.calls["reply"] == 0
    assert "replyToId" not in teams.chats[ROSAS_CHAT][0].activity


@pytest.mark.parametrize(
    ("after", "seconds"), [("²", 0), ("9" * 30, 3600), ("-1", 0), ("Wed, 21 Oct 2026 07:28:00 GMT", 0), ("1.5", 0)]
)
async def test_a_time_to_wait_that_cannot_be_meant_is_not_kept(
    bot: Bot, teams: FakeTeams, after: str, seconds: int
) -> None:
    teams.faults.append(Fault(429, headers={"Retry-After": after}))
    with pytest.raises(RetryLater) as caught:
        await bot.parts.channel.send(HOME, post("m1"))
    assert seconds <= (caught.value.after or 0) <= seconds * 1.25


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_a_gateways_failure_is_tried_twice_more_and_no_more(bot: Bot, teams: FakeTeams, status: int) -> None:
    teams.faults += [Fault(status, body="<html>Bad Gateway</html>")] * 2
    await bot.parts.channel.send(HOME, post("m1"))
    assert (teams.calls["send"], len(teams.texts())) == (3, 1)
    teams.faults += [Fault(status)] * 3
    with pytest.raises(Uncertain, match="gateway"):
        await bot.parts.channel.send(HOME, post("m2"))
    assert teams.calls["send"] == 6


@pytest.mark.parametrize("status", [0, 500])
async def test_an_answer_that_is_lost_after_the_delivery_is_uncertain_and_sends_no_copy(
    bot: Bot, teams: FakeTeams, status: int
) -> None:
    teams.faults.append(Fault(status, delivers=True))
    with pytest.raises(Uncertain):
        await bot.parts.channel.send(HOME, post("m1"))
    assert teams.texts() == ["Your claim was received."]


async def test_no_answer_in_time_is_uncertain(bot: Bot, teams: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> None:
    short = aiohttp.ClientTimeout(total=0.2)
    monkeypatch.setattr(bot.parts.framework._http, "_timeout", short)
    teams.faults.append(Fault(-1))
    with pytest.raises(Uncertain, match="did not answer"):
        await bot.parts.channel.send(HOME, post("m1"))


async def test_where_nobody_listens_nothing_was_delivered(bot: Bot, teams: FakeTeams) -> None:
    closed = {**teams.reference(), "serviceUrl": "http://127.0.0.1:1/emea/"}
    bot.parts.framework._adapter.bot_framework_authentication._factory._cloud = replace(
        teams.cloud, services=frozenset({"http://127.0.0.1:1"})
    )
    async with bot.store.write() as work:
        await work.references.keep(Reference("teams", HOME, TENANT, "aad-rosa", closed), NOON)
    with pytest.raises(RetryLater, match="could not be reached"):
        await bot.parts.channel.send(HOME, post("m1"))


@pytest.mark.parametrize(
    "service",
    [
        "https://evil.trafficmanager.net/",
        "http://smba.trafficmanager.net/",
        "https://evil.example/emea/",
        "{here}/{blank}/",
        "",
    ],
)
async def test_nothing_and_no_token_goes_to_a_stored_address_that_is_not_teams_own(
    bot: Bot, teams: FakeTeams, service: str
) -> None:
    async with bot.store.write() as work:
        stale = {**teams.reference(), "serviceUrl": service.replace("{here}", teams.url)}
        await work.references.keep(Reference("teams", HOME, TENANT, "aad-rosa", stale), NOON)
    for call in (
        bot.parts.channel.send(HOME, post("m1")),
        bot.parts.channel.edit(HOME, "1", MessageId("m1"), "x"),
        bot.parts.channel.delete(HOME, "1", MessageId("m1")),
    ):
        with pytest.raises(Undeliverable, match="not one of Teams"):
            await call
    assert teams.calls["token"] == 0


async def test_a_refusal_for_one_person_holds_up_nobody_else(bot: Bot, teams: FakeTeams) -> None:
    other = Address(f"{TENANT}/a:fred")
    async with bot.store.write() as work:
        await work.references.keep(Reference("teams", other, TENANT, "aad-fred", teams.reference("a:fred")), NOON)
    teams.faults.append(Fault(403, "MessageWritesBlocked"))
    with pytest.raises(Undeliverable):
        await bot.parts.channel.send(HOME, post("m1"))
    await bot.parts.channel.send(other, post("m2"))
    await bot.parts.channel.send(HOME, post("m3"))
    assert (len(teams.texts("a:fred")), len(teams.texts())) == (1, 1)


async def test_a_connection_that_is_not_made_in_time_delivered_nothing(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: Any, **__: Any) -> None:
        raise aiohttp.ConnectionTimeoutError

    monkeypatch.setattr(bot.parts.framework._http, "_request", never)
    with pytest.raises(RetryLater, match="could not be reached"):
        await bot.parts.channel.send(HOME, post("m1"))


async def test_where_nobody_ever_wrote_from_nothing_can_be_sent(bot: Bot) -> None:
    with pytest.raises(Undeliverable, match="nobody has written"):
        await bot.parts.channel.send(Address("nowhere"), post("m1"))


async def test_one_token_serves_many_messages_and_a_refused_one_is_fetched_anew(bot: Bot, teams: FakeTeams) -> None:
    for number in range(5):
        await bot.parts.channel.send(HOME, post(f"m{number}"))
    assert teams.calls["token"] == 1
    assert set(teams.bearers) == {"Bearer bearer-1"}
    teams.faults.append(Fault(401))
    await asyncio.gather(*(bot.parts.channel.send(HOME, post(f"m{number}")) for number in (5, 6)))
    assert (teams.bearers[-1], len(teams.texts())) == ("Bearer bearer-2", 7)
    teams.faults += [Fault(401)] * 2
    with pytest.raises(Undeliverable, match="MICROSOFT_APP_PASSWORD"):
        await bot.parts.channel.send(HOME, post("m7"))


async def test_a_refused_sign_in_says_which_setting_to_look_at(bot: Bot, teams: FakeTeams) -> None:
    teams.sign_in_fault = "invalid_client"
    with pytest.raises(Undeliverable, match="MICROSOFT_APP_PASSWORD may have expired"):
        await bot.parts.channel.send(HOME, post("m1"))
    teams.sign_in_fault = "temporarily_unavailable"
    with pytest.raises(RetryLater, match="error of its own"):
        await bot.parts.channel.send(HOME, post("m1"))
    teams.sign_in_fault = ""
    await bot.parts.channel.send(HOME, post("m1"))


async def test_a_slow_sign_in_does_not_hold_the_event_loop(bot: Bot, teams: FakeTeams) -> None:
    teams.sign_in_seconds = 0.5
    loop = asyncio.get_running_loop()
    sending = asyncio.create_task(bot.parts.channel.send(HOME, post("m1")))
    longest, before = 0.0, loop.time()
    while not sending.done():
        await asyncio.sleep(0.005)
        longest, before = max(longest, loop.time() - before), loop.time()
    await sending
    assert longest < 0.4


async def test_an_edit_or_deletion_that_may_have_happened_is_done_again(bot: Bot, teams: FakeTeams) -> None:
    sent = await bot.parts.channel.send(HOME, post("m1"))
    for status in (500, 502, 429):
        teams.faults += [Fault(status), Fault(status)]
        with pytest.raises(RetryLater):
            await bot.parts.channel.edit(HOME, sent, MessageId("m1"), "x")
        with pytest.raises(RetryLater):
            await bot.parts.channel.delete(HOME, sent, MessageId("m1"))


async def test_what_failed_in_the_middle_goes_on_there(bot: Bot, teams: FakeTeams) -> None:
    await bot.parts.channel.send(HOME, post("m0"))
    teams.faults += [Fault(429)]
    answer = replace(post("m1", STATUS), citations=(QUOTE,))
    with pytest.raises(RetryLater):
        await bot.parts.channel.send(HOME, answer)
    teams.faults.clear()
    await bot.parts.channel.send(HOME, answer)
    assert len(teams.chats[ROSAS_CHAT]) == 3


async def test_what_teams_gave_no_id_is_not_said_to_be_changed_or_gone(bot: Bot) -> None:
    with pytest.raises(Undeliverable, match="write a new one"):
        await bot.parts.channel.edit(HOME, "", MessageId("m1"), "x")
    with pytest.raises(Undeliverable, match="write a new one"):
        await bot.parts.channel.delete(HOME, "", MessageId("m1"))


async def test_only_our_own_notices_stand_where_others_read_along(bot: Bot, teams: FakeTeams) -> None:
    group = Address(f"{TENANT}/19:group@thread.v2")
    async with bot.store.write() as work:
        data = teams.reference("19:group@thread.v2")
        await work.references.keep(Reference("teams", group, TENANT, "", data), NOON)
    for kind in (AuthorKind.BOT, AuthorKind.SPECIALIST):
        with pytest.raises(Undeliverable, match="others can read along"):
            await bot.parts.channel.send(group, post(f"m-{kind}", STATUS, kind))
    await bot.parts.channel.send(group, post("m1", "Come to me in private", AuthorKind.SYSTEM))
    assert teams.texts("19:group@thread.v2") == ["Come to me in private"]


async def test_an_answer_is_not_said_to_a_guest_who_came_in_after_the_question(bot: Bot, teams: FakeTeams) -> None:
    place = Address(f"{TENANT}/{FRONT_DESK};messageid=1")
    async with bot.store.write() as work:
        data = teams.reference(f"{FRONT_DESK};messageid=1")
        await work.references.keep(Reference("teams", place, TENANT, "", data), NOON)
    fred = {"id": FRED, "aadObjectId": "aad-fred", "tenantId": TENANT, "userRole": "user"}
    teams.members[f"{FRONT_DESK};messageid=1"] = [fred]
    sent = await bot.parts.channel.send(place, post("m1", STATUS))
    bot.parts.edge._arrivals._front_desk.look_again()
    teams.members[f"{FRONT_DESK};messageid=1"] = [fred, {**fred, "id": GUS, "userRole": "guest"}]
    with pytest.raises(Undeliverable, match="others can read along"):
        await bot.parts.channel.send(place, post("m2", STATUS))
    bot.parts.edge._arrivals._front_desk.look_again()
    teams.faults.append(Fault(502))
    with pytest.raises(RetryLater):
        await bot.parts.channel.send(place, post("m2", STATUS))
    await bot.parts.channel.delete(place, sent, MessageId("m1"))
    assert [shown.removed for shown in teams.chats[f"{FRONT_DESK};messageid=1"]] == [True, False]
