"""The one module that knows the Bot Framework SDK: botbuilder-core, and msrest below it.

It sends, changes and deletes activities that are plain JSON, and says what became of them in our own errors. What
comes in is verified in `tokens` and read in `activities`, without the SDK.

The SDK's last release (4.17.1, January 2026) gets no more fixes. Moving to its successor, the Microsoft 365 Agents SDK
(`microsoft-agents-hosting-core`), means this file alone: `CloudAdapterBase` becomes its `ChannelServiceAdapter`,
`_Factory` its `ChannelServiceClientFactoryBase`, and `_Sender` falls away, because its connector is built on aiohttp
and keeps tokens. References that are stored are the same JSON there. Neither routes, cards nor tests change.

Not taken from the SDK, for its known faults: the HTTP entry (it fails on invokes), its sign-in (a token a turn, on the
event loop), its signing keys (a new key is an error for a day), its HTTP client (threads, and copies after a failure).
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, ClassVar, TypeVar

import aiohttp
from botbuilder.core import CloudAdapterBase, TurnContext
from botbuilder.schema import Activity, ConversationReference, Entity
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.connector_factory import ConnectorFactory
from msrest.authentication import Authentication
from msrest.pipeline import Request, Response
from msrest.pipeline.async_abc import AsyncHTTPSender, AsyncPipeline
from msrest.pipeline.universal import RawDeserializer

from bot.channels.teams.clouds import Cloud
from bot.channels.teams.refusals import Refusal, meaning
from bot.channels.teams.sign_in import SignIn
from bot.domain.errors import RetryLater, Uncertain, Undeliverable

TIMEOUT = aiohttp.ClientTimeout(total=8.0, connect=5.0)
"""Three tries of this, as `channel` makes them, fit into what the relay gives one delivery."""
LONGEST_PAUSE = 3600.0
"""Seconds for which we believe Teams that we must wait: its longest window is an hour."""

Json = Mapping[str, Any]
Result = TypeVar("Result")


class Framework:
    """Calls Teams for one bot, at the address that a stored reference names. Close it when the desk stops.

    Raises `DeliveryError` only. Nothing is repeated here. `sign_in` is None for a development server.
    """

    def __init__(self, cloud: Cloud, sign_in: SignIn | None) -> None:
        self._sign_in = sign_in
        self._http = aiohttp.ClientSession(timeout=TIMEOUT, cookie_jar=aiohttp.DummyCookieJar())
        self._adapter = CloudAdapterBase(_Authentication(_Factory(cloud, self._http, sign_in)))

    async def send(self, reference: Json, activity: Json) -> str:
        """Send an activity into the conversation and return its id."""

        async def send(context: TurnContext) -> str:
            [sent] = await self._adapter.send_activities(context, [_addressed(activity, context)])
            return sent.id or ""

        return await self._call(reference, send)

    async def update(self, reference: Json, activity_id: str, activity: Json) -> str:
        """Put another activity in the place of one that was sent."""

        async def update(context: TurnContext) -> str:
            changed = _addressed(activity, context)
            changed.id = activity_id
            await self._adapter.update_activity(context, changed)
            return activity_id

        return await self._call(reference, update)

    async def delete(self, reference: Json, activity_id: str) -> None:
        """Take an activity away."""

        async def delete(context: TurnContext) -> None:
            there = TurnContext.get_conversation_reference(context.activity)
            there.activity_id = activity_id
            await self._adapter.delete_activity(context, there)

        await self._call(reference, delete)

    async def members(self, reference: Json) -> list[Json]:
        """Return everybody in the conversation, as Teams describes them."""

        async def members(context: TurnContext) -> list[Json]:
            client: ConnectorClient = context.turn_state[self._adapter.BOT_CONNECTOR_CLIENT_KEY]
            found: list[Json] = []
            token = None
            while True:
                page = await client.conversations.get_conversation_paged_members(
                    context.activity.conversation.id, 500, token, raw=True
                )
                body = json.loads(page.response.text())
                found += body.get("members") or []
                token = body.get("continuationToken")
                if not token:
                    return found

        return await self._call(reference, members)

    async def download(self, address: str, *, signed: bool) -> AsyncIterator[bytes]:
        """Yield the bytes at an address that the caller has checked; raises `aiohttp.ClientError` too."""
        headers = {"Authorization": f"Bearer {await self._sign_in.token()}"} if signed and self._sign_in else {}
        async with self._http.get(address, headers=headers, allow_redirects=False) as answer:
            if answer.status != HTTPStatus.OK:
                raise Undeliverable(f"Teams does not hand the file out ({answer.status})")
            async for part in answer.content.iter_chunked(64 * 1024):
                yield part

    async def close(self) -> None:
        """Give back connections."""
        await self._http.close()

    async def _call(self, reference: Json, deed: Callable[[TurnContext], Awaitable[Result]]) -> Result:
        """Run `deed` in a turn of the SDK, which has no error handler of its own: failures come out as they are."""
        results: list[Result] = []

        async def logic(context: TurnContext) -> None:
            results.append(await deed(context))

        there = ConversationReference.deserialize(dict(reference))
        try:
            await self._adapter.continue_conversation_with_claims(ClaimsIdentity({}, True), there, "", logic)
        except Refusal as refusal:
            raise meaning(refusal) from None
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise RetryLater(f"Teams could not be reached ({type(error).__name__})") from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Uncertain(f"Teams did not answer ({type(error).__name__})") from None
        return results[0]


class _Entity(Entity):  # type: ignore[misc]
    """An entity with all that it carries: the SDK's own keeps the type and drops the rest."""

    _attribute_map: ClassVar[Json] = {"additional_properties": {"key": "", "type": "{object}"}}

    def __init__(self, kept: Json) -> None:
        super().__init__()
        self.additional_properties = dict(kept)


def _addressed(activity: Json, context: TurnContext) -> Activity:
    """Return our JSON as the SDK's activity, addressed to the conversation of the turn, and as no reply."""
    made = Activity.deserialize({name: value for name, value in activity.items() if name != "entities"})
    made.entities = [_Entity(entity) for entity in activity.get("entities", ())] or None
    there = TurnContext.get_conversation_reference(context.activity)
    there.activity_id = None
    return TurnContext.apply_conversation_reference(made, there)


class _Authentication(BotFrameworkAuthentication):  # type: ignore[misc]
    """What the adapter asks of an authentication: connectors. Requests are verified elsewhere, users never."""

    def __init__(self, factory: ConnectorFactory) -> None:
        self._factory = factory

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self._factory

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        return None

    async def authenticate_request(self, activity: Activity, auth_header: str) -> None:
        raise PermissionError("requests are verified in bot.channels.teams.tokens")

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> None:
        raise PermissionError("streaming is not taken")


class _Factory(ConnectorFactory):  # type: ignore[misc]
    """Makes one client for each address of Teams, and none for any other address."""

    def __init__(self, cloud: Cloud, http: aiohttp.ClientSession, sign_in: SignIn | None) -> None:
        self._cloud = cloud
        self._sender = _Sender(http, sign_in)
        self._clients: dict[str, ConnectorClient] = {}

    async def create(self, service_url: str, audience: str) -> ConnectorClient:
        if not self._cloud.serves(service_url):
            raise Undeliverable("the stored address is not one of Teams: the person must write to the app again first")
        if service_url not in self._clients:
            self._clients[service_url] = ConnectorClient(Authentication(), service_url, pipeline_type=self._pipeline)
        return self._clients[service_url]

    def _pipeline(self, config: Any) -> AsyncPipeline[Any, Any]:
        return AsyncPipeline([config.user_agent_policy, RawDeserializer()], self._sender)


class _Sender(AsyncHTTPSender[Any, Any]):
    """Signs, and sends on our own session: no threads, no redirects that would carry the token away, no copies."""

    def __init__(self, http: aiohttp.ClientSession, sign_in: SignIn | None) -> None:
        self._http = http
        self._sign_in = sign_in

    async def send(self, request: Request[Any], **_: Any) -> Response[Any, Any]:
        answer, said = await self._signed(request.http_request)
        if answer.status == HTTPStatus.UNAUTHORIZED and self._sign_in:
            # A token can end before its time, as when the secret was changed: nothing was delivered, so once more.
            answer, said = await self._signed(request.http_request)
        if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise _refusal(answer, said)
        return Response(request, _Answer(answer.status, said))

    async def _signed(self, sent: Any) -> tuple[aiohttp.ClientResponse, dict[str, Any]]:
        token = await self._sign_in.token() if self._sign_in else ""
        if token:
            sent.headers["Authorization"] = f"Bearer {token}"
        async with self._http.request(
            sent.method, sent.url, data=sent.data, headers=sent.headers, allow_redirects=False
        ) as answer:
            said = _object(await answer.read())
        if answer.status == HTTPStatus.UNAUTHORIZED and self._sign_in:
            self._sign_in.forget(token)
        return answer, said

    async def __aenter__(self) -> "_Sender":
        return self

    async def __aexit__(self, *_: object) -> None:
        """The session is closed by its owner."""


class _Answer:
    """An answer as msrest reads it. What is no JSON object counts as an empty one: it was a success all the same."""

    headers: ClassVar[Json] = {"content-type": "application/json"}

    def __init__(self, status: int, said: Json) -> None:
        self.status_code = status
        self._said = said

    def text(self) -> str:
        return json.dumps(self._said)

    body = text


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _refusal(answer: aiohttp.ClientResponse, said: Json) -> Refusal:
    """Teams names the reason in `error`, sometimes more closely in a `subCode`."""
    error = said.get("error")
    error = error if isinstance(error, dict) else said
    code = error.get("subCode") or said.get("subCode") or error.get("code") or said.get("errorCode") or ""
    after = answer.headers.get("Retry-After", "")
    return Refusal(answer.status, str(code), min(float(after), LONGEST_PAUSE) if after.isdecimal() else None)
