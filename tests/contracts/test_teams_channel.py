"""The contract of channels, held by Teams on a connector of our own."""

import re
from collections.abc import AsyncIterator

import pytest

from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.framework import Framework
from bot.channels.teams.front_desk import FrontDesk
from bot.channels.teams.offers import Offers
from bot.channels.teams.places import NAME, Places
from bot.channels.teams.sign_in import Credentials, SignIn
from bot.domain.ids import Address
from bot.domain.policy import Staff
from bot.ports.channel import Channel
from bot.ports.store import Reference, Store
from tests.contracts.channel_suite import ChannelSuite
from tests.fakes.fake_teams import APP, PASSWORD, TENANT, FakeTeams, Shown, fake_teams
from tests.fakes.hosted_view import Seen
from tests.fakes.manual_clock import ManualClock
from tests.fakes.messages import NOON

HERE = "https://desk.example.org"


class TestTeamsChannel(ChannelSuite):
    @pytest.fixture(autouse=True)
    async def _on(self, store: Store) -> AsyncIterator[None]:
        async with fake_teams() as teams:
            self.teams = teams
            framework = Framework(teams.cloud, SignIn(Credentials(APP, PASSWORD, TENANT), teams.cloud, teams.login()))
            nowhere = FrontDesk(framework, ManualClock(), (), Staff())
            places, offers = Places(store, ManualClock()), Offers(store, "secret", HERE)
            self.it = TeamsChannel(framework, places, store, offers, nowhere)
            async with store.write() as work:
                for chat in ("a:1", "a:1-other"):
                    await work.references.keep(reference(teams, chat), NOON)
            yield
            await framework.close()

    @pytest.fixture
    def channel(self) -> Channel:
        return self.it

    @pytest.fixture
    def address(self) -> Address:
        return Address(f"{TENANT}/a:1")

    async def seen(self, address: Address) -> list[Seen]:
        return [seen(shown) for shown in self.teams.chats.get(address.partition("/")[2], [])]


def reference(teams: FakeTeams, chat: str) -> Reference:
    return Reference(NAME, Address(f"{TENANT}/{chat}"), TENANT, chat, data=teams.reference(chat))


def seen(shown: Shown) -> Seen:
    """The bot's messages stand under the app's name, which is Ana's in this suite; a person's name stands above."""
    name, text = re.fullmatch(r"(?:\*\*(.+)\*\*\n\n)?(.*)", shown.text, re.DOTALL).groups()  # type: ignore[union-attr]
    files = tuple(re.findall(rf"\[(.+)\]\({HERE}/teams/files/", text))
    words = text.partition("\n\n[")[0]
    return Seen(shown.id, name or "Ana", words, edited=shown.edited, removed=shown.removed, files=files)
