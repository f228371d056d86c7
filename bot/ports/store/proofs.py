"""Failed proofs of identity, counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class Proofs(Protocol):
    """Failed identity proofs, counted by hashed subject so that no claim number or address is kept in clear."""

    async def failed(self, subjects: Sequence[str], now: datetime) -> None:
        """Count one failure for each subject."""
        ...

    async def count(self, subject: str, since: datetime) -> int:
        """Return the failures of a subject since then."""
        ...
