"""Failed proofs of identity, as a turn sees them."""

from collections.abc import Sequence
from typing import Protocol


class ProofLedger(Protocol):
    """Knows how often proofs failed for a claim number or from one network address."""

    async def locked(self, claim_numbers: Sequence[str], origin: str) -> bool:
        """Say whether one of these has failed too often to be tried again now."""
        ...
