"""The contract of desks, held by Slack's threads on the local Slack server."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.slack.api import SlackApi
from bot.channels.slack.places import thread_at
from bot.domain.ids import Address
from bot.domain.messages import CaseCard
from bot.ports.desk import Desk
from tests.contracts.desk_suite import DeskSuite
from tests.fakes.hosted_view import Seen, SeenDraft
from tests.fakes.local_slack import BOT_TOKEN, LocalSlack, local_slack
from tests.fakes.manual_clock import ManualClock
from tests.fakes.slack_desk import slack_desk
from tests.fakes.slack_view import card_in, drafts_in, seen_in


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    with local_slack(tmp_path_factory.mktemp("slack")) as running:
        yield running


class TestSlackDesk(DeskSuite):
    @pytest.fixture(autouse=True)
    async def _on(self, server: LocalSlack) -> None:
        self.server = server
        await server.forget()

    @pytest.fixture
    def desk(self) -> Desk:
        api = SlackApi(BOT_TOKEN, f"{self.server.api}/", seconds_apart=0)
        return slack_desk(api, ManualClock(datetime.now(UTC)), patient_files=True)

    async def seen(self, thread: Address) -> list[Seen]:
        return seen_in(await self.server.in_thread(thread_at(thread).ts))

    async def drafts(self, thread: Address) -> list[SeenDraft]:
        return drafts_in(await self.server.in_thread(thread_at(thread).ts))

    async def announced(self) -> list[tuple[str, list[str]]]:
        roots = [m for m in await self.server.messages() if m["ts"] == m.get("thread_ts", m["ts"])]
        return [
            (root["text"], [seen.text.replace("*", "**").replace("• ", "- ") for seen in await self._below(root)])
            for root in roots
        ]

    async def _below(self, root: dict[str, Any]) -> list[Seen]:
        return seen_in(await self.server.in_thread(root["ts"]))

    async def card(self, thread: Address) -> CaseCard:
        roots = {message["ts"]: message for message in await self.server.messages()}
        return card_in(roots[thread_at(thread).ts])
