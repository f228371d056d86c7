"""A patient in Teams and the billing desk in Slack, with the whole desk between them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.bootstrap.server import running
from bot.domain.policy import Staff, TeamsPolicy
from tests.fakes.fake_teams import FRONT_DESK, ROSAS_CHAT, FakeTeams, Shown, fake_teams
from tests.fakes.local_slack import LocalSlack
from tests.fakes.slack_office import Desk, slack_place, until


@dataclass
class Both:
    teams: FakeTeams
    desk: Desk
    url: str

    async def writes(self, text: str, **changes: Any) -> dict[str, Any]:
        activity = self.teams.activity(text, **changes)
        assert (await self.teams.post(self.url, activity)).status == 200
        return activity

    async def changes(self, written: dict[str, Any], type_: str, event: str, text: str) -> None:
        data = {**written["channelData"], "eventType": event}
        await self.writes(text, type=type_, id=written["id"], channelData=data)

    async def sees(self, good: Callable[[list[Shown]], object], what: str, chat: str = ROSAS_CHAT) -> None:
        async def shown() -> list[Shown]:
            return list(self.teams.chats.get(chat, ()))

        await until(shown, good, what)

    async def told(self, words: str) -> dict[str, Any]:
        """Return what Dana alone is told that holds these words."""

        async def whispers() -> list[dict[str, Any]]:
            return [m for m in await self.desk.slack.messages() if m.get("subtype") == "ephemeral" and words in str(m)]

        found = await until(whispers, bool, words)
        return found[-1]


@asynccontextmanager
async def teams_and_slack(slack: LocalSlack, data: Path, *, port: int = 0, api: str = "") -> AsyncIterator[Both]:
    """Serve the office inside the block. Of the front desk Fred alone may ask."""
    place = slack_place(slack, data, api=api)
    office = replace(place.folder.office, teams=TeamsPolicy((FRONT_DESK,)), staff=Staff(askers=("aad-fred",)))
    settings = place.settings.model_copy(update={"teams_development": "yes"})
    place = replace(place, settings=settings, folder=replace(place.folder, office=office))
    async with AsyncExitStack() as stack:
        teams = await stack.enter_async_context(fake_teams())
        url = await stack.enter_async_context(running(place, demo=False, port=port))
        yield Both(teams, Desk(slack, data=data), url)


def copies(words: str, number: int) -> Callable[[list[Shown]], bool]:
    return lambda chat: sum(words in shown.text and not shown.removed for shown in chat) == number
