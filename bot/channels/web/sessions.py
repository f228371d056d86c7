"""Signed chat sessions: the server keeps nothing, and nobody can make one up."""

import secrets
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from bot.domain.errors import ClaimDeskError
from bot.domain.ids import Address
from bot.ports.clock import Clock


class NoSession(ClaimDeskError):
    """The token was forged, damaged or is too old."""


class Sessions:
    """Makes and reads session tokens. Each use of `renew` starts the life of a session anew."""

    def __init__(self, secret: str, clock: Clock, life: timedelta = timedelta(hours=24)) -> None:
        self._signer = URLSafeSerializer(secret, salt="claimdesk web chat session")
        self._clock = clock
        self._life = life

    def start(self, location: str = "") -> str:
        """Return the token of a new session with an address that cannot be guessed."""
        return self.renew(Address(f"web-{secrets.token_urlsafe(18)}"), location)

    def renew(self, address: Address, location: str = "") -> str:
        """Return a fresh token for a session on a page of this place of the office."""
        return str(self._signer.dumps([address, int(self._clock.now().timestamp()), location]))

    def address(self, token: str) -> Address:
        """Return the conversation's address; raises `NoSession`."""
        return self._read(token)[0]

    def location(self, token: str) -> str:
        """Return the place that the page named, empty for none; raises `NoSession`."""
        return self._read(token)[1]

    def _read(self, token: str) -> tuple[Address, str]:
        try:
            address, issued, location = self._signer.loads(token)
        except (BadSignature, ValueError, TypeError):
            raise NoSession("forged") from None
        if self._clock.now() - datetime.fromtimestamp(issued, UTC) > self._life:
            raise NoSession("expired")
        return Address(address), location
