"""Deleting what is kept no longer."""

from datetime import datetime
from typing import Protocol


class RetentionStore(Protocol):
    """Deletes for good. Nothing of an open case goes, and no message that is still on its way."""

    async def outlived(self, before: datetime) -> int:
        """Count the conversations whose last message is older and that nobody has open."""
        ...

    async def forget_conversations(self, before: datetime, most: int) -> int:
        """Delete up to `most` of them with all that belongs to them, and return how many."""
        ...

    async def forget_records(self, before: datetime) -> int:
        """Delete older records of deliveries, runs, reports and failed proofs, and return how many."""
        ...
