"""Teams on this machine: the connector that we call, Microsoft's sign-in, and the issuer of its signed tokens.

Real RSA keys and real tokens over real HTTP. What people do comes out as activities in Teams' own form; what the bot
sends is kept as they would see it.
"""

import asyncio
import itertools
import json
from collections import Counter, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import aiohttp
import jwt
import requests
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from requests.adapters import HTTPAdapter

from bot.channels.teams.clouds import Cloud
from bot.http import serving

APP, TENANT, ELSEWHERE = (f"{n}0000000-0000-4000-8000-000000000000" for n in (1, 2, 3))
PASSWORD = "an invented client secret"
BOT_NAME = "ClaimDesk"
ROSA, FRED, GUS = "29:rosa", "29:fred", "29:gus"
ROSAS_CHAT = "a:chat-with-rosa"
FRONT_DESK = "19:front@thread.tacv2"


@dataclass
class Shown:
    """One message as people see it."""

    id: str
    activity: dict[str, Any]
    edited: bool = False
    removed: bool = False

    @property
    def text(self) -> str:
        return str(self.activity.get("text", ""))

    @property
    def labelled(self) -> bool:
        return any("AIGeneratedContent" in e.get("additionalType", ()) for e in self.activity.get("entities", ()))

    @property
    def card(self) -> dict[str, Any]:
        return next((a["content"] for a in self.activity.get("attachments", ())), {})


@dataclass(frozen=True)
class Fault:
    """What the connector does instead of an answer; `delivers` says that the message is shown all the same.

    Status 0 closes the line without an answer, and -1 never answers.
    """

    status: int
    code: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    delivers: bool = False
    body: str | None = None
    sub_code: str = ""


@cache
def _made_key(number: int) -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


_KEY_NUMBERS = itertools.cycle(range(3))


def _another_key() -> RSAPrivateKey:
    """Return another key than the last time; making one takes a while, so they come back."""
    return _made_key(next(_KEY_NUMBERS))


class FakeTeams:
    """One running Teams."""

    def __init__(self) -> None:
        self.url = ""
        self.over = asyncio.Event()
        self.chats: dict[str, list[Shown]] = {}
        self.members: dict[str, list[dict[str, Any]]] = {}
        self.typing: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self.bearers: list[str] = []
        self.faults: deque[Fault] = deque()
        self.sent_at: list[float] = []
        self.sign_in_seconds = 0.0
        self.sign_in_fault = ""
        self.cannot_delete = False
        self.endless = False
        self.files: dict[str, bytes] = {}
        self.fetched: list[tuple[str, str]] = []
        self.moved: dict[str, str] = {}
        self.packed: set[str] = set()
        self.download_seconds = 0.0
        self._keys: dict[str, RSAPrivateKey] = {}
        self._numbers = itertools.count(1_764_000_000_000)
        self.rotate()

    # -- keys and tokens

    def rotate(self) -> None:
        """Sign with a new key from now on, and forget the old one."""
        self.kid = f"key-{next(self._numbers)}"
        self._keys = {self.kid: _another_key()}
        self.endorsements = ["msteams"]

    @property
    def cloud(self) -> Cloud:
        return Cloud(keys=f"{self.url}/openid", services=frozenset({self.url}))

    @property
    def service(self) -> str:
        return f"{self.url}/emea/"

    def login(self) -> requests.Session:
        """Return a client for which Microsoft's sign-in is here."""
        http = requests.Session()
        http.mount("https://login.microsoftonline.com", _Here(self.url))
        return http

    def token(self, *, key: RSAPrivateKey | None = None, kid: str | None = None, **claims: Any) -> str:
        """Return a token that is good except for what is changed."""
        now = int(datetime.now(UTC).timestamp())
        good = {
            "iss": "https://api.botframework.com",
            "aud": APP,
            "nbf": now - 60,
            "exp": now + 3600,
            "serviceurl": self.service,
        }
        told = {name: value for name, value in (good | claims).items() if value is not None}
        return jwt.encode(told, key or self._keys[self.kid], "RS256", {"kid": kid or self.kid})

    def public_key(self) -> bytes:
        """Return the key that anybody can fetch, as a file of it would hold it."""
        return self._keys[self.kid].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    # -- what people do

    def activity(self, text: str = "", *, chat: str = ROSAS_CHAT, who: str = ROSA, **changes: Any) -> dict[str, Any]:
        """Return what Teams posts when somebody writes in a personal chat; None takes a field away."""
        told: dict[str, Any] = {
            "type": "message",
            "id": str(next(self._numbers)),
            "timestamp": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            "localTimestamp": datetime.now(UTC).isoformat(),
            "channelId": "msteams",
            "serviceUrl": self.service,
            "from": {"id": who, "name": who[3:].title(), "aadObjectId": f"aad-{who[3:]}"},
            "recipient": {"id": f"28:{APP}", "name": BOT_NAME},
            "conversation": {"id": chat, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "locale": "en-US",
            "text": text,
            "textFormat": "plain",
            "entities": [{"type": "clientInfo", "locale": "en-US", "country": "US", "platform": "Web"}],
            # Teams sends every message a second time, as HTML.
            "attachments": [{"contentType": "text/html", "content": f"<p>{text}</p>"}],
        }
        return {name: value for name, value in (told | changes).items() if value is not None}

    def reference(self, chat: str = ROSAS_CHAT) -> dict[str, Any]:
        """Return what a bot keeps to write into a chat later."""
        return {
            "user": {"id": ROSA},
            "bot": {"id": f"28:{APP}"},
            "conversation": {"id": chat, "conversationType": "personal", "tenantId": TENANT},
            "channelId": "msteams",
            "serviceUrl": self.service,
        }

    async def post(self, bot: str, activity: Any, **request: Any) -> aiohttp.ClientResponse:
        """Post an activity to the bot with a good token; `request` changes how."""
        body = activity if isinstance(activity, str | bytes) else json.dumps(activity)
        headers = {"Authorization": f"Bearer {self.token()}", "Content-Type": "application/json"}
        headers |= request.pop("headers", {})
        sent = {name: value for name, value in headers.items() if value is not None}
        async with aiohttp.ClientSession() as http, http.post(f"{bot}/api/messages", data=body, headers=sent) as answer:
            await answer.read()
        return answer

    def texts(self, chat: str = ROSAS_CHAT) -> list[str]:
        return [shown.text for shown in self.chats.get(chat, ()) if not shown.removed]

    # -- what the bot calls

    def routes(self) -> list[web.RouteDef]:
        conversation = "/emea/v3/conversations/{chat}"
        return [
            web.get("/openid", self._openid),
            web.get("/keys", self._jwks),
            web.get("/download/{name}", self._download),
            web.get("/{tenant}/v2.0/.well-known/openid-configuration", self._directory),
            web.get("/common/discovery/instance", self._instance),
            web.post("/{tenant}/oauth2/v2.0/token", self._sign_in),
            web.post(f"{conversation}/activities", self._send),
            web.post(f"{conversation}/activities/{{id}}", self._send),
            web.put(f"{conversation}/activities/{{id}}", self._update),
            web.delete(f"{conversation}/activities/{{id}}", self._delete),
            web.get(f"{conversation}/pagedmembers", self._members),
        ]

    async def _openid(self, _: web.Request) -> web.Response:
        self.calls["openid"] += 1
        return web.json_response({"issuer": "https://api.botframework.com", "jwks_uri": f"{self.url}/keys"})

    async def _jwks(self, _: web.Request) -> web.Response:
        keys = [
            json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
            | {"kid": kid, "use": "sig", "endorsements": self.endorsements}
            for kid, key in self._keys.items()
        ]
        return web.json_response({"keys": keys})

    async def _download(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        self.fetched.append((name, request.headers.get("Authorization", "")))
        await self._idle(self.download_seconds)
        if name not in self.files:
            raise web.HTTPFound(self.moved.get(name, "https://login.example/"))
        headers = {"Content-Encoding": "gzip"} if name in self.packed else {}
        return web.Response(body=self.files[name], headers=headers)

    async def _directory(self, request: web.Request) -> web.Response:
        login = f"https://login.microsoftonline.com/{request.match_info['tenant']}"
        return web.json_response(
            {
                "issuer": f"{login}/v2.0",
                "authorization_endpoint": f"{login}/oauth2/v2.0/authorize",
                "token_endpoint": f"{login}/oauth2/v2.0/token",
            }
        )

    async def _instance(self, _: web.Request) -> web.Response:
        login = {"preferred_network": "login.microsoftonline.com", "preferred_cache": "login.windows.net"}
        return web.json_response({"metadata": [login | {"aliases": ["login.microsoftonline.com"]}]})

    async def _sign_in(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.calls["token"] += 1
        await asyncio.sleep(self.sign_in_seconds)
        if self.sign_in_fault or form["client_secret"] != PASSWORD:
            return web.json_response({"error": self.sign_in_fault or "invalid_client"}, status=401)
        token = f"bearer-{self.calls['token']}"
        return web.json_response({"token_type": "Bearer", "expires_in": 3599, "access_token": token})

    async def _send(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.bearers.append(request.headers.get("Authorization", ""))
        self.calls["send"] += 1
        self.calls["reply"] += "id" in request.match_info
        chat = request.match_info["chat"]
        fault = self.faults.popleft() if self.faults and activity["type"] != "typing" else None
        if fault and not fault.delivers:
            return await self._failed(request, fault)
        if activity["type"] == "typing":
            self.typing[chat] += 1
            return web.json_response({}, status=202)
        self.sent_at.append(asyncio.get_running_loop().time())
        shown = Shown(str(next(self._numbers)), activity)
        self.chats.setdefault(chat, []).append(shown)
        return await self._failed(request, fault) if fault else web.json_response({"id": shown.id}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        if self.faults:
            return await self._failed(request, self.faults.popleft())
        shown = self._find(request)
        shown.activity, shown.edited = await request.json(), True
        return web.json_response({"id": shown.id})

    async def _delete(self, request: web.Request) -> web.Response:
        if self.cannot_delete:
            return web.json_response({"error": {"code": "DeleteActivityAPINotImplemented"}}, status=501)
        if self.faults:
            return await self._failed(request, self.faults.popleft())
        shown = self._find(request)
        if shown.removed:
            return web.json_response({"error": {"code": "ActivityNotFoundInConversation"}}, status=404)
        shown.removed = True
        return web.Response(status=200)

    async def _members(self, request: web.Request) -> web.Response:
        self.calls["members"] += 1
        if self.faults:
            return await self._failed(request, self.faults.popleft())
        everybody = self.members.get(request.match_info["chat"], [])
        start = int(request.query.get("continuationToken") or 0)
        page = everybody[start : start + 2]
        more = {"continuationToken": str(start + 2)} if self.endless or start + 2 < len(everybody) else {}
        return web.json_response({"members": page, **more})

    async def _failed(self, request: web.Request, fault: Fault) -> web.Response:
        if fault.status <= 0:
            if fault.status < 0:
                await self._idle(60)
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        if fault.body is not None:
            return web.Response(text=fault.body, status=fault.status, content_type="text/html")
        more = {"subCode": fault.sub_code} if fault.sub_code else {}
        error = {"error": {"code": fault.code, "message": "an invented failure", **more}}
        return web.json_response(error, status=fault.status, headers=fault.headers)

    async def _idle(self, seconds: float) -> None:
        """Let somebody wait, and nobody after the end."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.over.wait()

    def _find(self, request: web.Request) -> Shown:
        chat = self.chats.get(request.match_info["chat"], [])
        return next(shown for shown in chat if shown.id == request.match_info["id"])


class _Here(HTTPAdapter):
    """Takes requests for Microsoft's sign-in to this machine; MSAL insists on https addresses."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        request.url = (request.url or "").replace("https://login.microsoftonline.com", self._url)
        return super().send(request, *args, **options)


@asynccontextmanager
async def fake_teams() -> AsyncIterator[FakeTeams]:
    """Serve it inside the block."""
    teams = FakeTeams()
    app = web.Application()
    app.add_routes(teams.routes())
    async with serving(app, "127.0.0.1", 0) as url:
        teams.url = url
        yield teams
        teams.over.set()
