"""The contracts, held by the web chat and the console desk on both databases."""

from datetime import datetime

import pytest

from bot.channels.console.desk import BULLETINS, ConsoleDesk
from bot.channels.streams import TimelineStreams
from bot.channels.web.channel import WebChannel
from bot.domain.ids import Address
from bot.domain.messages import CaseCard
from bot.ports.channel import Channel
from bot.ports.desk import Desk
from bot.ports.store import Store
from tests.contracts.channel_suite import ChannelSuite
from tests.contracts.desk_suite import DeskSuite
from tests.fakes.hosted_view import Seen, SeenDraft, drafts_at, events_at, seen_at
from tests.fakes.manual_clock import ManualClock


class TestWebChannel(ChannelSuite):
    @pytest.fixture(autouse=True)
    def _on(self, store: Store) -> None:
        self.store = store

    @pytest.fixture
    def channel(self) -> Channel:
        return WebChannel(self.store, ManualClock(), TimelineStreams(self.store))

    @pytest.fixture
    def address(self) -> Address:
        return Address("web-1")

    async def seen(self, address: Address) -> list[Seen]:
        return await seen_at(self.store, "web", address)


class TestConsoleDesk(DeskSuite):
    @pytest.fixture(autouse=True)
    def _on(self, store: Store) -> None:
        self.store = store

    @pytest.fixture
    def desk(self) -> Desk:
        return ConsoleDesk(self.store, ManualClock())

    async def seen(self, thread: Address) -> list[Seen]:
        return await seen_at(self.store, "console", thread)

    async def drafts(self, thread: Address) -> list[SeenDraft]:
        return await drafts_at(self.store, "console", thread)

    async def announced(self) -> list[tuple[str, list[str]]]:
        events = await events_at(self.store, "console", BULLETINS)
        return [(event.data["headline"], event.data["details"]) for event in events]

    async def card(self, thread: Address) -> CaseCard:
        cards = [event.data for event in await events_at(self.store, "console", thread) if event.kind == "card"]
        data = dict(cards[-1])
        opened_at = datetime.fromisoformat(data.pop("opened_at"))
        return CaseCard(**data | {"opened_at": opened_at, "tags": tuple(data["tags"])})
