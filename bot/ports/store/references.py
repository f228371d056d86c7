"""How platforms that must be called back are reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.domain.ids import Address


@dataclass(frozen=True, slots=True)
class Reference:
    """How a platform reaches one conversation. `data` is JSON that only its channel reads.

    `tenant` is the organisation on the platform. `person` is who takes part alone, empty where others read along.
    """

    channel: str
    address: Address
    tenant: str
    person: str
    data: Mapping[str, Any]


class References(Protocol):
    """The latest reference of each conversation."""

    async def keep(self, reference: Reference, now: datetime) -> None:
        """Write it in the place of an older one of the same address."""
        ...

    async def at(self, channel: str, address: Address) -> Reference | None:
        """Return the reference of an address."""
        ...

    async def newest(self, channel: str) -> Reference | None:
        """Return the reference that was kept last."""
        ...

    async def of_person(self, channel: str, tenant: str, person: str) -> Reference | None:
        """Return the conversation that a person has with us alone, the newest if there are several."""
        ...
