"""Where a message can be found on a platform."""

from datetime import datetime
from functools import cache

import sqlalchemy as sa

from bot.domain.ids import MessageId
from bot.domain.messages import AuthorKind, Destination
from bot.store.tables import deliveries, transcript
from bot.store.transaction import Transaction, insert


@cache
def _keep(dialect: str) -> sa.Insert:
    new = insert(dialect, deliveries)
    return new.on_conflict_do_update(
        index_elements=["message_id", "destination"],
        set_={"external_id": new.excluded.external_id, "at": new.excluded.at},
    )


DELIVERED_AS = sa.select(deliveries.c.external_id).where(
    deliveries.c.message_id == sa.bindparam("message"), deliveries.c.destination == sa.bindparam("end")
)
CAME_IN_AS = sa.select(transcript.c.external_id).where(
    transcript.c.id == sa.bindparam("message"),
    transcript.c.channel == sa.bindparam("on"),
    transcript.c.author_kind.in_(sa.bindparam("authors", expanding=True)),
)
WRITE_AT = {
    Destination.PATIENT: (AuthorKind.PATIENT, AuthorKind.STAFF),
    Destination.DESK: (AuthorKind.SPECIALIST,),
}
"""Who writes at which end: only their own messages have an id there that we did not make."""


class SqlDeliveries:
    """The platform's id of each delivered message, by destination."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def keep(self, message: MessageId, destination: Destination, external_id: str, now: datetime) -> None:
        """Keep it; a message that was delivered again is found where it was delivered last."""
        values = {"message_id": message, "destination": destination, "external_id": external_id, "at": now}
        await self._transaction.run(_keep(self._transaction.dialect), values)

    async def delivered_as(self, message: MessageId, destination: Destination) -> str | None:
        """Return the id under which the message was delivered."""
        found: str | None = (
            await self._transaction.run(DELIVERED_AS, {"message": message, "end": destination})
        ).scalar()
        return found

    async def target(self, message: MessageId, destination: Destination, channel: str) -> str | None:
        """Return the id that the message has at this end: as it was delivered, else as it came in from there."""
        delivered = await self.delivered_as(message, destination)
        if delivered is not None:
            return delivered
        values = {"message": message, "on": channel, "authors": WRITE_AT[destination]}
        came_in: str | None = (await self._transaction.run(CAME_IN_AS, values)).scalar()
        return came_in
