from dataclasses import dataclass

import pytest

from bot.delivery.outbox_relay import OutboxRelay
from bot.domain.conversation import Conversation
from bot.domain.escalation import Escalation, Reason
from bot.domain.ids import Address
from bot.domain.messages import Parcel, Surface
from bot.store.unit_of_work import SqlStore
from tests.fakes.manual_clock import ManualClock
from tests.fakes.messages import NOON
from tests.fakes.recording_channel import RecordingChannel, RecordingDesk


@dataclass
class Office:
    """A relay between a store and platforms that record."""

    store: SqlStore
    clock: ManualClock
    web: RecordingChannel
    desk: RecordingDesk
    relay: OutboxRelay

    async def put(self, *parcels: Parcel) -> None:
        async with self.store.write() as work:
            await work.outbox.add(parcels, self.clock.now())

    async def deliver_all(self) -> None:
        """Work off what is due now."""
        while (row := await self.relay.claim()) is not None:
            await self.relay.work(row)

    async def letters(self) -> list[tuple[str, str, str]]:
        async with self.store.read() as work:
            return [(letter.kind, letter.state, letter.reason) for letter in await work.dead_letters.all()]


@pytest.fixture
def office(store: SqlStore) -> Office:
    clock, web, desk = ManualClock(), RecordingChannel(), RecordingDesk()
    relay = OutboxRelay(
        store, {"web": web}, {"console": desk}, clock, alarms_to="console", limit=0.05, jitter=lambda: 1.0
    )
    return Office(store, clock, web, desk, relay)


@pytest.fixture
async def conversation(store: SqlStore) -> Conversation:
    async with store.write() as work:
        return await work.conversations.open("web", Address("w1"), Surface.PATIENT, NOON)


@pytest.fixture
async def case(store: SqlStore, conversation: Conversation) -> Escalation:
    async with store.write() as work:
        return await work.escalations.open(
            conversation.id,
            Reason.APPEAL,
            "Asks about an appeal",
            "console",
            NOON,
            patient="W. T.",
            claim="...12-A",
            payer="Example Health",
        )
