"""The HTTP entry of Teams: who calls, whether they may, and what they say; answered once it is safely kept.

Each refusal has its own status: 415 for what is not JSON, 401 for a token that is not the Bot Framework's, 400 for
what is no activity, 403 for one that we do not take, 503 when the signing keys cannot be had.
"""

from collections.abc import Mapping
from typing import Any

import structlog
from aiohttp import web
from pydantic import ValidationError

from bot.channels.bodies import refuse, reply
from bot.channels.teams.activities import Activity
from bot.channels.teams.arrivals import Arrivals, UnknownInvoke
from bot.channels.teams.clouds import Cloud
from bot.channels.teams.tokens import CHANNEL, KeysUnavailable, NotGenuine, Tokens
from bot.ports.clock import Clock

PATH = "/api/messages"
LARGEST = 256 * 1024
"""Bytes of one activity; Teams itself takes 100 KB of text."""

log = structlog.get_logger(__name__)


class TeamsEdge:
    """Takes requests. `tokens` is None for a development server; `tenant` is empty where every tenant may call."""

    def __init__(self, arrivals: Arrivals, cloud: Cloud, tokens: Tokens | None, tenant: str, clock: Clock) -> None:
        self._arrivals = arrivals
        self._cloud = cloud
        self._tokens = tokens
        self._tenant = tenant
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Return what this adds to the application."""
        return [web.post(PATH, self.take)]

    async def take(self, request: web.Request) -> web.Response:
        """Verify, read, and keep; only then 200."""
        came_at = self._clock.now()
        if request.content_type != "application/json":
            raise refuse(web.HTTPUnsupportedMediaType, "not_json", "Send JSON, with Content-Type: application/json.")
        claims = await self._genuine(request.headers.get("Authorization", ""))
        activity = await _read(request)
        self._judge(activity, claims)
        try:
            answer = await self._arrivals.take(activity, came_at)
        except UnknownInvoke:
            return web.Response(status=501)
        return web.Response(status=200) if answer is None else reply(200, answer)

    async def _genuine(self, header: str) -> Mapping[str, Any] | None:
        if self._tokens is None:
            return None
        try:
            return await self._tokens.verify(header)
        except NotGenuine as error:
            log.warning("teams.not_genuine", why=str(error))
            raise _unauthorised() from None
        except KeysUnavailable:
            raise refuse(web.HTTPServiceUnavailable, "keys_unavailable", "Please come again in a minute.") from None

    def _judge(self, activity: Activity, claims: Mapping[str, Any] | None) -> None:
        if claims is not None and claims.get("serviceurl") != activity.service:
            log.warning("teams.not_genuine", why="the token is for another service address")
            raise _unauthorised()
        if activity.channel != CHANNEL:
            raise _forbidden("channel_not_taken", "Only Microsoft Teams is taken here.")
        if not self._cloud.serves(activity.service):
            raise _forbidden("service_not_allowed", "This service address is not one of Teams.")
        if not activity.tenant or self._tenant not in {"", activity.tenant}:
            raise _forbidden("tenant_not_allowed", "This desk does not serve your organisation.")


async def _read(request: web.Request) -> Activity:
    body = await request.clone(client_max_size=LARGEST).read()
    try:
        return Activity.model_validate_json(body)
    except ValidationError as error:
        where = error.errors(include_input=False, include_url=False, include_context=False)[0]["loc"]
        raise refuse(
            web.HTTPBadRequest, "invalid_activity", f"This is no activity: {'.'.join(map(str, where)) or 'the body'}."
        ) from None


def _unauthorised() -> web.HTTPError:
    return refuse(web.HTTPUnauthorized, "not_genuine", "This request is not from the Bot Framework.")


def _forbidden(code: str, words: str) -> web.HTTPError:
    log.warning("teams.refused", code=code)
    return refuse(web.HTTPForbidden, code, words)
