"""Conversations of Teams as the rest of the desk sees them: an opaque address, and a reference kept beside it."""

from bot.channels.teams.activities import Activity
from bot.domain.errors import Undeliverable
from bot.domain.ids import Address
from bot.ports.clock import Clock
from bot.ports.store import Reference, Store

NAME = "teams"


def address_of(activity: Activity) -> Address:
    """Return the conversation's address: a personal chat, a group chat, or one thread of a channel."""
    return Address(f"{activity.tenant}/{activity.conversation.id}")


class Places:
    """Remembers how each conversation is reached, as its latest event said it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def remember(self, activity: Activity) -> Reference:
        """Keep what the activity says of its conversation; written only where it says something new."""
        person = (activity.sender.person or activity.sender.id) if activity.alone else ""
        reference = Reference(NAME, address_of(activity), activity.tenant, person, activity.reference())
        async with self._store.read() as work:
            known = await work.references.at(NAME, reference.address)
        if known != reference:
            async with self._store.write() as work:
                await work.references.keep(reference, self._clock.now())
        return reference

    async def at(self, address: Address) -> Reference:
        """Return how to reach an address; raises `Undeliverable` where nobody ever wrote from there."""
        async with self._store.read() as work:
            found = await work.references.at(NAME, address)
        if found is None:
            raise Undeliverable("nobody has written to the app from this chat yet")
        return found

    async def alone_with(self, tenant: str, person: str) -> Reference | None:
        """Return the personal chat of somebody, if they have one with us."""
        async with self._store.read() as work:
            return await work.references.of_person(NAME, tenant, person)
