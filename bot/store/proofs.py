"""Failed identity proofs."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.store.tables import failed_proofs
from bot.store.transaction import Transaction

FAILED = sa.insert(failed_proofs)
COUNT = (
    sa.select(sa.func.count())
    .select_from(failed_proofs)
    .where(
        failed_proofs.c.subject == sa.bindparam("who"),
        failed_proofs.c.at >= sa.bindparam("since", type_=failed_proofs.c.at.type),
    )
)


class SqlProofs:
    """`bot.ports.store.Proofs`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def failed(self, subjects: Sequence[str], now: datetime) -> None:
        """Count one failure for each subject."""
        if subjects:
            await self._transaction.run(FAILED, [{"subject": subject, "at": now} for subject in subjects])

    async def count(self, subject: str, since: datetime) -> int:
        """Return the failures of a subject since then."""
        failures: int = (await self._transaction.run(COUNT, {"who": subject, "since": since})).scalar_one()
        return failures
