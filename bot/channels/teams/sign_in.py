"""Our own token for calling Teams: fetched off the event loop, once, and kept until shortly before its end."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import msal
import requests

from bot.channels.teams.clouds import Cloud
from bot.domain.errors import RetryLater, Undeliverable

EARLY = 300.0
"""Seconds before its end at which a token is replaced."""
TIMEOUT = 8.0
_FINAL = ("invalid_", "unauthorized_")
"""How the errors begin that somebody must mend (RFC 6749, 5.2); the others go away by themselves."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """The app as Azure knows it. `tenant` is empty for an app that works in many tenants."""

    app_id: str
    password: str
    tenant: str


class SignIn:
    """Fetches and keeps the token. `http` stands in for the network in tests."""

    def __init__(self, credentials: Credentials, cloud: Cloud, http: requests.Session | None = None) -> None:
        self._credentials = credentials
        self._authority = f"{cloud.login}/{credentials.tenant or 'botframework.com'}"
        self._scope = cloud.scope
        self._http = http
        self._app: msal.ConfidentialClientApplication | None = None
        self._lock = asyncio.Lock()
        self._token = ""
        self._until = 0.0

    async def token(self) -> str:
        """Return a token that is good; raises `RetryLater` or `Undeliverable` where there is none."""
        async with self._lock:
            if time.monotonic() >= self._until:
                answer = await asyncio.to_thread(self._fetch)
                self._token = str(answer["access_token"])
                self._until = time.monotonic() + float(answer.get("expires_in", 3600)) - EARLY
            return self._token

    def forget(self, token: str) -> None:
        """Fetch a new one for the next call: this one was refused. Others may have said so before."""
        if token == self._token:
            self._until = 0.0
            self._app = None

    def _fetch(self) -> dict[str, Any]:
        try:
            if self._app is None:
                self._app = msal.ConfidentialClientApplication(
                    self._credentials.app_id,
                    client_credential=self._credentials.password,
                    authority=self._authority,
                    http_client=self._http,
                    timeout=TIMEOUT,
                )
            answer: dict[str, Any] = self._app.acquire_token_for_client([self._scope])
        except (requests.RequestException, ValueError) as error:
            # MSAL raises ValueError where the directory does not answer as one.
            raise RetryLater(f"Microsoft's sign-in could not be reached ({type(error).__name__})") from None
        if "access_token" not in answer:
            code = str(answer.get("error"))
            if not code.startswith(_FINAL):
                raise RetryLater(f"Microsoft's sign-in had an error of its own ({code})")
            raise Undeliverable(
                f"Microsoft refused our sign-in ({code}): MICROSOFT_APP_PASSWORD may have expired; make a new secret "
                "on the app registration's page in Azure"
            )
        return answer
