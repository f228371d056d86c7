"""The app's home page in Slack: the office's state for those who work on the desk, a word of welcome for everybody."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.channels.beside import beside
from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import NAME
from bot.channels.slack.home_blocks import Filter, Office, office_blocks, welcome
from bot.channels.slack.people import People
from bot.channels.slack.posts import Block
from bot.domain.errors import DeliveryError, RetryLater
from bot.domain.escalation import CaseState
from bot.domain.policy import Staff
from bot.ports.clock import Clock
from bot.ports.health import ReadLastCheck
from bot.ports.library import Library
from bot.ports.store import Store

REVIEW_SOON = timedelta(days=14)
APART = 5.0
"""Seconds between two rounds of refreshing: what happens meanwhile is one change."""
ANYWAY = 60.0
"""Seconds after which pages are looked at without a ring: a review may have become due."""
_OPENED_WITHIN = timedelta(hours=12)
_READERS = 50

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Shown:
    at: datetime
    chosen: Filter
    blocks: Sequence[Block]


class Home:
    """Shows each person their page when they open it, and again when what stands on it has changed."""

    def __init__(
        self,
        api: SlackApi,
        people: People,
        store: Store,
        clock: Clock,
        library: Library,
        last_check: ReadLastCheck,
        staff: Staff,
        channel: str,
        example: str,
    ) -> None:
        self._api = api
        self._people = people
        self._store = store
        self._clock = clock
        self._library = library
        self._last_check = last_check
        self._staff = staff
        self._channel = channel
        self._example = example
        self._shown: dict[str, _Shown] = {}
        self._told: Office | None = None

    async def show(self, user: str, chosen: Filter | None = None) -> None:
        """Publish the page of `user`, with the cases that they chose last; raises `DeliveryError`."""
        before = self._shown.pop(user, None)
        chosen = chosen or (before.chosen if before else Filter.ALL)
        blocks = await self._blocks(user, chosen, await self._office())
        await self._publish(user, _Shown(self._clock.now(), chosen, blocks))
        while len(self._shown) > _READERS:
            self._shown.pop(next(iter(self._shown)))

    async def refresh(self) -> None:
        """Publish the pages on which something has changed, of those who have opened theirs lately."""
        office = await self._office()
        if office == self._told:
            return
        for user, shown in list(self._shown.items()):
            if self._clock.now() - shown.at > _OPENED_WITHIN:
                self._shown.pop(user, None)
                continue
            blocks = await self._blocks(user, shown.chosen, office)
            if blocks != shown.blocks:
                await self._publish(user, _Shown(shown.at, shown.chosen, blocks))
        self._told = office

    async def _publish(self, user: str, shown: _Shown) -> None:
        await self._api.publish_home(user, shown.blocks)
        self._shown[user] = shown

    async def _blocks(self, user: str, chosen: Filter, office: Office) -> list[Block]:
        blocks = welcome(self._example)
        if (await self._people.person(user)).barred:
            return blocks
        seen = replace(office, decides=user in self._staff.leads)
        return [*blocks, *office_blocks(seen, chosen, user, (await self._api.me()).url, self._channel)]

    async def _office(self) -> Office:
        async with self._store.read() as work:
            cases = await work.escalations.listed([CaseState.WAITING, CaseState.TAKEN])
        return Office(
            cases=[case for case in cases if case.desk == NAME],
            waiting=await self._library.waiting(),
            due=await self._library.due((self._clock.now() + REVIEW_SOON).date()),
            unread=await self._library.unread(),
            checked=await self._last_check(),
            decides=False,
        )


class HomeRefresh:
    """Keeps the pages true: a round when something was sent anywhere, at most one in `apart` seconds."""

    def __init__(self, home: Home, store: Store, *, apart: float = APART, anyway: float = ANYWAY) -> None:
        self._home = home
        self._store = store
        self._apart = apart
        self._anyway = anyway

    def running(self) -> AbstractAsyncContextManager[None]:
        """Refresh inside the block."""
        return beside(self._rounds(), "slack-home")

    async def _rounds(self) -> None:
        bell = self._store.wakeup("outbox")
        while True:
            await bell.wait(self._anyway)
            try:
                await self._home.refresh()
            except RetryLater as later:
                await asyncio.sleep(later.after or 0)
            except DeliveryError as error:
                log.warning("slack.home_not_refreshed", reason=error.reason)
            except Exception as error:
                log.error("slack.home_failed", error=type(error).__name__)  # noqa: TRY400
            await asyncio.sleep(self._apart)
