"""Read again the threads of open cases, because Slack does not keep events for an app that is not there.

What we have already is known by its channel and `ts`, so reading a thread twice accepts nothing twice.
"""

import asyncio
from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from datetime import timedelta

import structlog

from bot.channels.beside import beside
from bot.channels.slack.desk import NAME
from bot.channels.slack.edge import DeskEdge
from bot.channels.slack.moves import Reopen
from bot.channels.slack.places import thread_at
from bot.channels.slack.refusals import Gone
from bot.domain.errors import DeliveryError, RetryLater
from bot.domain.escalation import CaseState, Escalation
from bot.ports.clock import Clock
from bot.ports.store import Store

EVERY = 60.0
"""Seconds between two rounds without a ring: so late is a reply of which Slack does not tell us."""
_OPEN = (CaseState.WAITING, CaseState.TAKEN)
_LATELY = timedelta(days=1)
_PAUSE = 1.2
"""Seconds between two threads: Slack lets an office's own app read some 50 a minute."""

log = structlog.get_logger(__name__)


class CatchUp:
    """Goes round the open threads at the start, at each new connection, and every minute.

    A case whose thread is lost, or is in none of the `channels` any more, is told again in a new one.
    """

    def __init__(
        self,
        edge: DeskEdge,
        store: Store,
        channels: Collection[str],
        reopen: Reopen,
        clock: Clock,
        *,
        every: float = EVERY,
        pause: float = _PAUSE,
    ) -> None:
        self._edge = edge
        self._store = store
        self._channels = channels
        self._reopen = reopen
        self._clock = clock
        self._every = every
        self._pause = pause
        self._rung = asyncio.Event()

    async def ring(self) -> None:
        """Go round soon, because events may have been missed."""
        self._edge.reconnected()
        self._rung.set()

    def running(self) -> AbstractAsyncContextManager[None]:
        """Go round inside the block."""
        return beside(self._rounds(), "slack-catch-up")

    async def once(self, *, ended: bool = False) -> bool:
        """Read every open thread, and with `ended` those of lately too; False when Slack could not show them all."""
        whole = True
        for number, case in enumerate(await self._cases(ended=ended)):
            await asyncio.sleep(self._pause if number else 0)
            try:
                await self._look_at(case)
            except RetryLater as later:
                log.info("slack.catch_up_later", reason=later.reason)
                await asyncio.sleep(later.after or 0)
                whole = False
            except DeliveryError as error:
                log.error("slack.thread_unreadable", thread=case.thread, reason=error.reason)  # noqa: TRY400
            except Exception as error:
                # Whatever is wrong with one thread, the others are read.
                whole = False
                log.error("slack.thread_failed", thread=case.thread, error=type(error).__name__)  # noqa: TRY400
        return whole

    async def _look_at(self, case: Escalation) -> None:
        thread = thread_at(case.thread)
        try:
            whole = await self._edge.catch_up(thread)
        except Gone:
            whole = False
        if case.state in _OPEN and (not whole or thread.channel not in self._channels):
            log.warning("slack.case_told_again", case=case.case)
            await self._reopen(case)

    async def _rounds(self) -> None:
        missed = True
        while True:
            # A reply in the thread of a case that has ended is one all the same; it was told unless nobody listened.
            missed |= self._rung.is_set()
            self._rung.clear()
            try:
                whole = await self.once(ended=missed)
                missed &= not whole
            except Exception as error:
                whole = False
                log.error("slack.catch_up_failed", error=type(error).__name__)  # noqa: TRY400
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every if whole else min(self._every, 10.0)):
                    await self._rung.wait()

    async def _cases(self, *, ended: bool) -> Sequence[Escalation]:
        lately = self._clock.now() - _LATELY
        async with self._store.read() as work:
            cases = await work.escalations.listed(list(CaseState) if ended else _OPEN)
        ours = [case for case in cases if case.desk == NAME and case.thread]
        return [case for case in ours if case.state in _OPEN or (case.ended_at and case.ended_at > lately)]
