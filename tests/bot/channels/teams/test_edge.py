"""The HTTP entry fails closed, each time with the status that says why; what it takes is kept before its 200."""

import asyncio
import base64
import hmac
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from yarl import URL

from bot.channels.teams import tokens
from bot.channels.teams.clouds import PUBLIC
from bot.domain.messages import Kind, Surface
from tests.bot.channels.teams.conftest import Bot
from tests.fakes.fake_teams import APP, ELSEWHERE, ROSA, ROSAS_CHAT, TENANT, FakeTeams

FORGER = generate_private_key(65537, 2048)


async def test_a_message_is_in_the_inbox_before_its_200(bot: Bot, teams: FakeTeams) -> None:
    answer = await teams.post(bot.url, teams.activity("Where is my claim?"))
    assert answer.status == 200
    [message] = bot.accepted
    assert (message.text, message.surface, message.kind) == ("Where is my claim?", Surface.PATIENT, Kind.MESSAGE)
    async with bot.store.write() as work:
        assert await work.inbox.add(message, "lane", message.sent_at) is False


async def test_a_repeat_of_a_message_is_answered_and_kept_once(bot: Bot, teams: FakeTeams) -> None:
    activity = teams.activity("Where is my claim?")
    for _ in range(3):
        assert (await teams.post(bot.url, activity)).status == 200
    assert len(bot.accepted) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": 1_000_000_000},
        {"exp": None},
        {"aud": ELSEWHERE},
        {"aud": None},
        {"iss": f"https://sts.windows.net/{TENANT}/"},
        {"iss": f"https://login.microsoftonline.com/{TENANT}/v2.0"},
        {"iss": None},
        {"nbf": 4_000_000_000},
        {"serviceurl": "https://smba.trafficmanager.net/amer/"},
        {"serviceurl": None},
        {"key": FORGER},
        {"kid": "a-key-that-nobody-has"},
    ],
    ids=lambda changed: "-".join(f"{name}-{type(value).__name__}" for name, value in changed.items()),
)
async def test_a_token_that_is_not_good_is_401(bot: Bot, teams: FakeTeams, changed: dict[str, Any]) -> None:
    good = await teams.post(bot.url, teams.activity("a good one first"))
    bad = await teams.post(
        bot.url, teams.activity("hello"), headers={"Authorization": f"Bearer {teams.token(**changed)}"}
    )
    assert (good.status, bad.status) == (200, 401)
    assert [message.text for message in bot.accepted] == ["a good one first"]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer not.a.token", "Bearer ey.ey"])
async def test_no_token_or_a_broken_one_is_401(bot: Bot, teams: FakeTeams, header: str | None) -> None:
    assert (await teams.post(bot.url, teams.activity("hello"), headers={"Authorization": header})).status == 401
    assert bot.accepted == []


async def test_a_token_without_a_signature_or_signed_with_a_public_key_is_401(bot: Bot, teams: FakeTeams) -> None:
    claims = jwt.decode(teams.token(), options={"verify_signature": False})
    for algorithm, key in (("none", ""), ("HS256", "a secret of more than thirty-two characters")):
        token = jwt.encode(claims, key, algorithm, {"kid": teams.kid})
        answer = await teams.post(bot.url, teams.activity("x"), headers={"Authorization": f"Bearer {token}"})
        assert answer.status == 401


async def test_a_token_whose_secret_is_the_public_key_is_401(bot: Bot, teams: FakeTeams) -> None:
    """PyJWT itself would not make one; who forges does."""

    def packed(part: Any) -> bytes:
        return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")

    claims = jwt.decode(teams.token(), options={"verify_signature": False})
    public = teams.public_key()
    body = packed({"alg": "HS256", "typ": "JWT", "kid": teams.kid}) + b"." + packed(claims)
    signature = base64.urlsafe_b64encode(hmac.digest(public, body, "sha256")).rstrip(b"=")
    token = (body + b"." + signature).decode()
    assert (await teams.post(bot.url, teams.activity("x"), headers={"Authorization": f"Bearer {token}"})).status == 401


@pytest.mark.parametrize(
    ("claim", "seconds", "status"), [("exp", -200, 200), ("exp", -400, 401), ("nbf", 200, 200), ("nbf", 400, 401)]
)
async def test_clocks_may_differ_by_five_minutes(
    bot: Bot, teams: FakeTeams, claim: str, seconds: int, status: int
) -> None:
    changed: dict[str, Any] = {claim: int(time.time()) + seconds}
    token = teams.token(**changed)
    answer = await teams.post(bot.url, teams.activity("x"), headers={"Authorization": f"Bearer {token}"})
    assert answer.status == status


async def test_a_key_that_is_not_endorsed_for_teams_is_401(bot: Bot, teams: FakeTeams) -> None:
    teams.endorsements = ["webchat"]
    assert (await teams.post(bot.url, teams.activity("hello"))).status == 401


async def test_a_new_signing_key_is_found_and_the_old_one_counts_no_more(
    bot: Bot, teams: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "ASK_AGAIN", 0.0)
    old = teams.token()
    assert (await teams.post(bot.url, teams.activity("one"))).status == 200
    teams.rotate()
    assert (await teams.post(bot.url, teams.activity("two"))).status == 200
    assert (
        await teams.post(bot.url, teams.activity("three"), headers={"Authorization": f"Bearer {old}"})
    ).status == 401
    assert teams.calls["openid"] == 3


async def test_keys_are_fetched_once_and_strangers_cannot_make_us_fetch_more(bot: Bot, teams: FakeTeams) -> None:
    for number in range(5):
        assert (await teams.post(bot.url, teams.activity(f"{number}"))).status == 200
        token = teams.token(key=FORGER, kid=f"unknown-{number}")
        assert (
            await teams.post(bot.url, teams.activity("x"), headers={"Authorization": f"Bearer {token}"})
        ).status == 401
    assert teams.calls["openid"] == 1


async def test_without_keys_teams_is_asked_to_come_again(bot: Bot, teams: FakeTeams) -> None:
    bot.parts.edge._tokens._keys._address = "http://127.0.0.1:1/openid"  # type: ignore[union-attr]
    assert (await teams.post(bot.url, teams.activity("hello"))).status == 503
    assert (await teams.post(bot.url, teams.activity("hello"))).status == 503


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe",
        json.dumps({"type": "message"}),
        json.dumps({"type": "", "channelId": "msteams"}),
    ],
)
async def test_what_is_no_activity_is_400(bot: Bot, teams: FakeTeams, body: Any) -> None:
    assert (await teams.post(bot.url, body)).status == 400
    assert bot.accepted == []


@pytest.mark.parametrize(
    "broken", [{"timestamp": "yesterday"}, {"conversation": {}}, {"from": "rosa"}, {"serviceUrl": 7}, {"text": [1]}]
)
async def test_an_activity_with_a_broken_field_is_400(bot: Bot, teams: FakeTeams, broken: dict[str, Any]) -> None:
    assert (await teams.post(bot.url, teams.activity("hello") | broken)).status == 400


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", None])
async def test_what_is_not_json_is_415(bot: Bot, teams: FakeTeams, content_type: str | None) -> None:
    headers = {"Content-Type": content_type}
    assert (await teams.post(bot.url, teams.activity("hello"), headers=headers)).status == 415


async def test_missing_channel_data_is_no_fault(bot: Bot, teams: FakeTeams) -> None:
    bare = teams.activity("hello", channelData=None, entities=None, attachments=None, locale=None)
    assert (await teams.post(bot.url, bare)).status == 200
    assert [message.text for message in bot.accepted] == ["hello"]


@pytest.mark.parametrize(
    "changed",
    [
        {"channelId": "webchat"},
        {"channelData": {"tenant": {"id": ELSEWHERE}}},
        {
            "channelData": {},
            "conversation": {"id": ROSAS_CHAT, "conversationType": "personal", "tenantId": ELSEWHERE},
        },
        {"channelData": {}, "conversation": {"id": ROSAS_CHAT, "conversationType": "personal"}},
    ],
)
async def test_another_channel_or_organisation_is_403(bot: Bot, teams: FakeTeams, changed: dict[str, Any]) -> None:
    assert (await teams.post(bot.url, teams.activity("hello") | changed)).status == 403
    assert bot.accepted == []


@pytest.mark.parametrize(
    "service",
    [
        "https://evil.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.evil.example/",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user:secret@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net./emea/",
        "https://smba.trafficmanager.net\\@evil.example/",
        "https://smba.trafficmanager.net;@evil.example/",
        "https://smba%2etrafficmanager.net/",
        "https:smba.trafficmanager.net/",
        "http://127.0.0.1:1/",
        "http://[bad/",
        "",
    ],
)
async def test_a_service_address_that_is_not_teams_own_is_403_and_not_stored(
    bot: Bot, teams: FakeTeams, service: str
) -> None:
    token = teams.token(serviceurl=service)
    activity = teams.activity("hello", serviceUrl=service)
    answer = await teams.post(bot.url, activity, headers={"Authorization": f"Bearer {token}"})
    assert answer.status == 403
    async with bot.store.read() as work:
        assert await work.references.of_person("teams", TENANT, "aad-rosa") is None


@pytest.mark.parametrize("tail", ["", "/emea/", "#@evil.example/", "?@evil.example/", "/\\@evil.example", ":/"])
@pytest.mark.parametrize("head", ["https://", "HTTPS://", " https://", "https://\t"])
def test_what_counts_as_teams_address_is_also_where_the_http_client_goes(head: str, tail: str) -> None:
    address = f"{head}SMBA.trafficmanager.net{tail}"
    if PUBLIC.serves(address):
        assert URL(address).host == "smba.trafficmanager.net"


@pytest.mark.parametrize(("locale", "says"), [("en-US", "Please send it in parts"), ("es-MX", "Envíelo en partes")])
async def test_what_is_too_long_to_be_read_while_others_wait_is_said_to_be_so(
    bot: Bot, teams: FakeTeams, locale: str, says: str
) -> None:
    long = teams.activity("my claim " * 500, locale=locale)
    edit = long | {"type": "messageUpdate", "channelData": {"tenant": {"id": TENANT}, "eventType": "editMessage"}}
    for activity in (long, edit):
        assert (await teams.post(bot.url, activity)).status == 200
    await asyncio.gather(*bot.parts.channel._shown)
    assert bot.accepted == []
    assert [says in told and "4,499" in told for told in teams.texts()] == [True, True]
    await teams.post(bot.url, teams.activity("x" * 4000))
    assert len(bot.accepted) == 1


async def test_more_than_an_activity_can_hold_is_413(bot: Bot, teams: FakeTeams) -> None:
    assert (await teams.post(bot.url, teams.activity("x" * 300_000))).status == 413
    assert bot.accepted == []


@pytest.mark.parametrize(
    "odd",
    [
        {"entities": [{"type": "mention", "mentioned": [1], "text": 7}, 3, None]},
        {"attachments": [{"contentType": 7, "content": 3}, {"contentType": None}]},
        {"channelData": {"tenant": {"id": TENANT}, "eventType": ["x"]}},
        {"value": "text", "locale": None},
    ],
)
async def test_odd_parts_of_an_activity_take_nothing_from_its_words(
    bot: Bot, teams: FakeTeams, odd: dict[str, Any]
) -> None:
    assert (await teams.post(bot.url, teams.activity("hello") | odd)).status == 200
    assert [message.text for message in bot.accepted] == ["hello"]


async def test_a_patients_name_in_teams_is_kept_nowhere(bot: Bot, teams: FakeTeams) -> None:
    named = teams.activity("hello") | {"from": {"id": ROSA, "name": "Rosa <img src=x> Delgado", "aadObjectId": "aad"}}
    await teams.post(bot.url, named)
    async with bot.store.read() as work:
        kept = await work.references.of_person("teams", TENANT, "aad")
    assert kept is not None
    assert "Delgado" not in f"{kept}{bot.accepted}"


async def test_refusals_hold_nothing_of_what_was_posted(bot: Bot, teams: FakeTeams) -> None:
    answer = await teams.post(bot.url, json.dumps({"type": "message", "text": "Rosa Delgado", "from": 3}))
    assert answer.status == 400
    assert "Delgado" not in (await answer.text())
    assert APP not in (await answer.text())


@pytest.mark.parametrize(
    ("event", "type_", "kind"),
    [
        ("editMessage", "messageUpdate", Kind.EDIT),
        ("undeleteMessage", "messageUpdate", Kind.RESTORE),
        ("softDeleteMessage", "messageDelete", Kind.DELETE),
    ],
)
async def test_changes_name_the_message_that_they_are_about(
    bot: Bot, teams: FakeTeams, event: str, type_: str, kind: Kind
) -> None:
    written = teams.activity("I want to appeal")
    await teams.post(bot.url, written)
    data = {"tenant": {"id": TENANT}, "eventType": event}
    change = teams.activity("I want an appeal", type=type_, id=written["id"], channelData=data)
    for _ in range(2):
        assert (await teams.post(bot.url, change)).status == 200
    first, changed = bot.accepted
    assert (changed.kind, changed.target_id, changed.address) == (kind, first.external_id, first.address)


@pytest.mark.parametrize(
    "type_",
    ["installationUpdate", "conversationUpdate", "messageReaction", "typing", "event", "somethingNew", "messageUpdate"],
)
async def test_what_we_do_not_know_is_answered_and_left_alone(bot: Bot, teams: FakeTeams, type_: str) -> None:
    assert (await teams.post(bot.url, teams.activity("x", type=type_))).status == 200
    assert (bot.accepted, teams.calls["send"]) == ([], 0)  # prompts in the app's manifest stand for a welcome


async def test_the_latest_address_of_teams_is_the_one_that_is_kept(bot: Bot, teams: FakeTeams) -> None:
    other = f"{teams.url}/amer/"
    for service in (teams.service, other):
        token = teams.token(serviceurl=service)
        await teams.post(bot.url, teams.activity("x", serviceUrl=service), headers={"Authorization": f"Bearer {token}"})
    async with bot.store.read() as work:
        kept = await work.references.of_person("teams", TENANT, "aad-rosa")
    assert kept is not None
    assert kept.data["serviceUrl"] == other
    assert kept.data["conversation"]["tenantId"] == TENANT
