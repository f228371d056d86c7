"""The contract of channels, held by answers to the front desk in direct messages on the local Slack server."""

from collections.abc import Iterator

import aiohttp
import pytest

from bot.channels.slack.agent_view import AgentView
from bot.channels.slack.answers import SlackAnswers
from bot.channels.slack.api import SlackApi
from bot.channels.slack.places import Asker, asker_at
from bot.domain.ids import Address
from bot.ports.channel import Channel
from tests.contracts.channel_suite import ChannelSuite
from tests.fakes.hosted_view import Seen
from tests.fakes.local_slack import BOT_TOKEN, DANA, FRAN, TEAM, LocalSlack, local_slack


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    with local_slack(tmp_path_factory.mktemp("slack")) as running:
        yield running


class TestSlackAnswers(ChannelSuite):
    @pytest.fixture(autouse=True)
    async def _on(self, server: LocalSlack) -> None:
        self.server = server
        await server.forget()
        self.direct = {user: await opened(server, user) for user in (FRAN, DANA)}

    @pytest.fixture
    def channel(self) -> Channel:
        api = SlackApi(BOT_TOKEN, f"{self.server.api}/", seconds_apart=0)
        return SlackAnswers(api, AgentView(api, "45012-A"), lambda text, _: text)

    @pytest.fixture
    def address(self) -> Address:
        return Asker(TEAM, self.direct[FRAN], "", FRAN).address

    @pytest.fixture
    def other(self) -> Address:
        return Asker(TEAM, self.direct[DANA], "", DANA).address

    async def seen(self, address: Address) -> list[Seen]:
        return [seen(message) for message in await self.server.messages(asker_at(address).channel)]


async def opened(server: LocalSlack, user: str) -> str:
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.post(f"{server.api}/conversations.open", json={"users": user}) as answer,
    ):
        channel: str = (await answer.json())["channel"]["id"]
    return channel


def seen(message: dict[str, object]) -> Seen:
    """The bot's messages stand under the app's name, which is Ana's in this suite; a person's name stands above."""
    blocks: list[dict[str, object]] = message["blocks"]  # type: ignore[assignment]
    lines = [b["elements"][0]["text"] for b in blocks if b["type"] == "context"]  # type: ignore[index]
    text = "".join(b["text"]["text"] for b in blocks if b["type"] == "section")  # type: ignore[index]
    names = [line.strip("*") for line in lines if line.startswith("*")]
    files = tuple(line.rpartition(": ")[2].partition(" (")[0] for line in lines if "sent this along" in line)
    return Seen(
        str(message["ts"]),
        names[0] if names else "Ana",
        text,
        edited="_Edited_" in lines,
        removed="_Removed_" in lines,
        files=files,
    )
