"""References to conversations on other platforms."""

from datetime import datetime
from functools import cache

import sqlalchemy as sa

from bot.domain.ids import Address
from bot.ports.store import Reference
from bot.store.tables import references
from bot.store.transaction import Transaction, insert

_KEY = ["channel", "address"]


@cache
def _keep(dialect: str) -> sa.Insert:
    new = insert(dialect, references)
    changes = {name: new.excluded[name] for name in ("tenant", "person", "data", "at")}
    return new.on_conflict_do_update(index_elements=_KEY, set_=changes)


AT = sa.select(references).where(references.c.channel == sa.bindparam("on"), references.c.address == sa.bindparam("of"))
NEWEST = (
    sa.select(references).where(references.c.channel == sa.bindparam("on")).order_by(references.c.at.desc()).limit(1)
)
OF_PERSON = (
    sa.select(references)
    .where(
        references.c.channel == sa.bindparam("on"),
        references.c.tenant == sa.bindparam("in"),
        references.c.person == sa.bindparam("who"),
    )
    .order_by(references.c.at.desc())
    .limit(1)
)


class SqlReferences:
    """`bot.ports.store.References`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def keep(self, reference: Reference, now: datetime) -> None:
        """Write it in the place of an older one."""
        values = {
            "channel": reference.channel,
            "address": reference.address,
            "tenant": reference.tenant,
            "person": reference.person,
            "data": reference.data,
            "at": now,
        }
        await self._transaction.run(_keep(self._transaction.dialect), [values])

    async def at(self, channel: str, address: Address) -> Reference | None:
        """Return the reference of an address."""
        return _reference((await self._transaction.run(AT, {"on": channel, "of": address})).first())

    async def newest(self, channel: str) -> Reference | None:
        """Return the reference that was kept last."""
        return _reference((await self._transaction.run(NEWEST, {"on": channel})).first())

    async def of_person(self, channel: str, tenant: str, person: str) -> Reference | None:
        """Return a person's own conversation."""
        found = await self._transaction.run(OF_PERSON, {"on": channel, "in": tenant, "who": person})
        return _reference(found.first())


def _reference(row: "sa.Row[tuple[object, ...]] | None") -> Reference | None:
    if row is None:
        return None
    return Reference(row.channel, Address(row.address), row.tenant, row.person, row.data)
