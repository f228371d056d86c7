"""Who calls us: the Bot Framework's signed tokens, and nobody else's.

The rules are those of Microsoft's page "Authentication with the Bot Connector API", connector to bot.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import jwt
import structlog

from bot.channels.teams.clouds import Cloud
from bot.domain.errors import ClaimDeskError

CHANNEL = "msteams"
LEEWAY = 300
"""Seconds by which clocks may differ."""
FRESH = 24 * 3600.0
"""Seconds after which keys are fetched anew, and how long before that an unknown key may make us ask again."""
ASK_AGAIN = 60.0
USABLE = 3 * 24 * 3600.0
"""Seconds for which known keys count while new ones cannot be had."""
_FAULTS = (aiohttp.ClientError, OSError, ValueError, KeyError, TypeError, jwt.PyJWTError)
_TIMEOUT = aiohttp.ClientTimeout(total=10.0)


log = structlog.get_logger(__name__)


class NotGenuine(ClaimDeskError):
    """The request does not prove that the Bot Framework sent it."""


class KeysUnavailable(ClaimDeskError):
    """The signing keys cannot be had just now; the sender should come again."""


@dataclass(frozen=True, slots=True)
class _Key:
    key: jwt.PyJWK
    endorsements: frozenset[str]


class Keys:
    """The Bot Framework's signing keys, fetched on the event loop's own client and kept.

    A key that is not known makes us look for new ones, at most once a minute: keys change without notice.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._keys: dict[str, _Key] = {}
        self._fetched = self._asked = float("-inf")
        self._lock = asyncio.Lock()

    async def find(self, kid: str) -> jwt.PyJWK:
        """Return the key `kid`, which must be good for Teams; raises `NotGenuine` or `KeysUnavailable`."""
        if kid not in self._keys or self._age(self._fetched) > FRESH:
            async with self._lock:
                await self._refresh(kid)
        found = self._keys.get(kid)
        if found is None:
            raise NotGenuine("signed with a key that the Bot Framework does not have")
        if CHANNEL not in found.endorsements:
            raise NotGenuine("signed with a key that is not for Teams")
        return found.key

    async def look(self) -> int:
        """Fetch the keys now, and return how many are good for Teams; raises `KeysUnavailable`."""
        try:
            keys = await self._fetch()
        except _FAULTS as error:
            raise KeysUnavailable(f"the signing keys cannot be fetched ({type(error).__name__})") from None
        return sum(CHANNEL in key.endorsements for key in keys.values())

    async def _refresh(self, kid: str) -> None:
        if kid in self._keys and self._age(self._fetched) <= FRESH:
            return  # somebody else has fetched it while we waited
        if self._age(self._asked) > ASK_AGAIN:
            self._asked = time.monotonic()
            try:
                self._keys = await self._fetch()
                self._fetched = time.monotonic()
            except _FAULTS as error:
                log.warning("teams.keys_not_fetched", error=type(error).__name__)
        if self._age(self._fetched) > USABLE:
            raise KeysUnavailable("the signing keys cannot be fetched")

    async def _fetch(self) -> dict[str, _Key]:
        async with aiohttp.ClientSession(timeout=_TIMEOUT, raise_for_status=True) as http:
            async with http.get(self._address) as answer:
                where = (await answer.json(content_type=None))["jwks_uri"]
            async with http.get(where) as answer:
                keys = (await answer.json(content_type=None))["keys"]
        return {
            key["kid"]: _Key(jwt.PyJWK(key, "RS256"), frozenset(key.get("endorsements") or ()))
            for key in keys
            if key.get("kty") == "RSA"
        }

    def _age(self, moment: float) -> float:
        return time.monotonic() - moment


class Tokens:
    """Verifies the `Authorization` header of a request."""

    def __init__(self, app_id: str, cloud: Cloud, keys: Keys) -> None:
        self._app_id = app_id
        self._issuer = cloud.issuer
        self._keys = keys

    async def verify(self, header: str) -> Mapping[str, Any]:
        """Return the claims of a genuine token for this bot; raises `NotGenuine` or `KeysUnavailable`."""
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotGenuine("no token")
        try:
            kid = str(jwt.get_unverified_header(token).get("kid", ""))
            claims: Mapping[str, Any] = jwt.decode(
                token,
                await self._keys.find(kid),
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=self._issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud"]},
            )
        except jwt.PyJWTError as error:
            raise NotGenuine(type(error).__name__) from None
        return claims
