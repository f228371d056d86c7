"""Limits on proofs of identity: per claim number and per network address, over all conversations."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.policy import IdentityPolicy
from bot.engine.names import letters
from bot.ports.clock import Clock
from bot.ports.store import Store


def subjects(secret: bytes, claim_numbers: Sequence[str], origin: str) -> dict[str, list[str]]:
    """Return what a proof is counted under, keyed so that nobody can read a number or an address back.

    A number counts as one however it is written, for a billing system may find it under each spelling.
    """

    def keyed(kind: str, value: str) -> str:
        return f"{kind}:{hmac.new(secret, value.encode(), hashlib.sha256).hexdigest()[:32]}"

    return {
        "claims": [keyed("claim", spelling) for spelling in dict.fromkeys(map(letters, claim_numbers))],
        "origin": [keyed("origin", origin)] if origin else [],
    }


class StoredLedger:
    """Counts failed proofs in the store."""

    def __init__(self, store: Store, policy: IdentityPolicy, clock: Clock, secret: bytes) -> None:
        self._store = store
        self._policy = policy
        self._clock = clock
        self._secret = secret

    async def locked(self, claim_numbers: Sequence[str], origin: str) -> bool:
        """Say whether a claim number's day or an address's hour is used up."""
        keyed = subjects(self._secret, claim_numbers, origin)
        now = self._clock.now()
        async with self._store.read() as work:
            for subject in keyed["claims"]:
                if await work.proofs.count(subject, now - timedelta(days=1)) >= self._policy.failures_per_claim_per_day:
                    return True
            for subject in keyed["origin"]:
                failures = await work.proofs.count(subject, now - timedelta(hours=1))
                if failures >= self._policy.failures_per_address_per_hour:
                    return True
        return False

    def subjects(self, claim_numbers: Sequence[str], origin: str) -> list[str]:
        """Return what to count a failure under."""
        keyed = subjects(self._secret, claim_numbers, origin)
        return [*keyed["claims"], *keyed["origin"]]


class OpenLedger:
    """Counts nothing: for one question without a conversation (`claimdesk ask`)."""

    async def locked(self, claim_numbers: Sequence[str], origin: str) -> bool:
        """Never."""
        del claim_numbers, origin
        return False
