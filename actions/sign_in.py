"""OAuth 2.0 client credentials (RFC 6749, 4.4): one token for each sign-in, fetched once however many wait for it."""

import asyncio
import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

import aiohttp

from actions import http, placeholders
from actions.http import NoReply
from actions.outgoing import Outgoing, sendable
from actions.reply import NotJson, Reply, json_of
from actions.spec import OAuth2

_SHORTEST = timedelta(seconds=30)
"""Assumed when the system does not say how long a token lives."""


class SignInFailed(Exception):
    """No token. `down` is True when the sign-in could not be asked, False when it said no."""

    def __init__(self, detail: str, *, down: bool) -> None:
        super().__init__(detail)
        self.detail = detail
        self.down = down


@dataclass(frozen=True, slots=True)
class _Token:
    value: str
    good_until: datetime


class SignIns:
    """The tokens of one process, in memory only."""

    def __init__(self, environ: Mapping[str, str], now: Callable[[], datetime]) -> None:
        self._environ = environ
        self._now = now
        self._tokens: dict[OAuth2, _Token] = {}
        self._locks: dict[OAuth2, asyncio.Lock] = {}

    async def token(self, session: aiohttp.ClientSession, sign_in: OAuth2, connect_seconds: float) -> str:
        """Return a token that is good now; raises `SignInFailed`, and `KeyError` for an unset setting."""
        async with self._locks.setdefault(sign_in, asyncio.Lock()):
            token = self._tokens.get(sign_in)
            if token is None or token.good_until <= self._now():
                token = await self._fetch(session, sign_in, connect_seconds)
                self._tokens[sign_in] = token
            return token.value

    def refused(self, sign_in: OAuth2, value: str) -> None:
        """Forget a token that the system no longer takes, unless another look-up has renewed it meanwhile."""
        if (token := self._tokens.get(sign_in)) and token.value == value:
            del self._tokens[sign_in]

    async def _fetch(self, session: aiohttp.ClientSession, sign_in: OAuth2, connect_seconds: float) -> _Token:
        asked_at = self._now()
        try:
            reply = await http.send(session, self._request(sign_in), connect_seconds)
        except NoReply as error:
            raise SignInFailed(f"at its sign-in: {error.detail}", down=error.again) from None
        if reply.status != 200:
            down = reply.status >= 500 or reply.status == 429
            raise SignInFailed(f"its sign-in did not give us a token (HTTP {reply.status})", down=down)
        return _read(reply, asked_at)

    def _request(self, sign_in: OAuth2) -> Outgoing:
        def setting(text: str) -> str:
            return placeholders.fill(text, {}, self._environ) or ""

        form = {"grant_type": "client_credentials"}
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        if sign_in.scope:
            form["scope"] = setting(sign_in.scope)
        who, proof = setting(sign_in.client_id), setting(sign_in.client_secret)
        if sign_in.send_in == "body":
            form |= {"client_id": who, "client_secret": proof}
        else:
            pair = f"{quote(who, safe='')}:{quote(proof, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        url = sendable(placeholders.fill_url(sign_in.token_url, {}, self._environ))
        return Outgoing("POST", url, headers, urlencode(form).encode())


def _read(reply: Reply, asked_at: datetime) -> _Token:
    try:
        answer = json_of(reply)
        value, seconds = str(answer["access_token"]), float(answer.get("expires_in") or _SHORTEST.total_seconds())
        # Renewed a tenth early, so that a token does not run out while a request is under way.
        return _Token(value, asked_at + timedelta(seconds=seconds * 0.9))
    except (NotJson, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise SignInFailed("its sign-in answered with something else than a token", down=False) from None
