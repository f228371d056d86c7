"""A case whose thread was deleted, or whose channel is another one now: told in a new thread, and said in the old one.

A thread that was left says so, in its first message where Slack lets us change that, so that whoever still writes there
is told where to go.
"""

from collections.abc import Awaitable, Callable

import structlog

from bot.channels.slack.api import SlackApi
from bot.channels.slack.mrkdwn import shown
from bot.channels.slack.places import Thread, link_to
from bot.channels.slack.posts import Block
from bot.channels.slack.refusals import Gone
from bot.domain.errors import Undeliverable
from bot.domain.escalation import Escalation
from bot.domain.messages import CaseCard

Reopen = Callable[[Escalation], Awaitable[None]]
"""Tells a case's story in a new thread."""

MOVED = "Nothing was sent to the patient. This case goes on in {link}."
_MARK = "moved:"
_THREADS = 1000

log = structlog.get_logger(__name__)


def moved_blocks(card: CaseCard, link: str) -> list[Block]:
    """Return what stands in the place of the card in a thread that was left; it has no buttons."""
    text = shown(f"*Case {card.case}* goes on in <{link}|another thread>.")
    return [{"type": "section", "block_id": f"{_MARK}{card.case}", "text": text}]


class Moves:
    """Leaves threads, and knows those that were left."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        self._left: dict[Thread, str] = {}

    async def leave(self, old: Thread, new: Thread, card: CaseCard) -> None:
        """Say in the old thread where the case goes on; one that was deleted needs no word. Safe to repeat."""
        if old == new:
            return
        link = link_to((await self._api.me()).url, new)
        blocks, said = moved_blocks(card, link), f"Case {card.case} goes on in another thread"
        try:
            if not await self._read(old):
                await self._api.post(old.channel, said, blocks, old.ts)
            await self._api.update(old.channel, old.ts, said, blocks)
        except Gone:
            log.info("slack.old_thread_gone", case=card.case)
        except Undeliverable as error:
            # The case is open in its new thread; a channel that is archived takes no word any more.
            log.warning("slack.old_thread_not_told", case=card.case, reason=error.reason)

    async def where_to(self, thread: Thread) -> str:
        """Return the link that a thread which was left gives, empty for any other."""
        if thread not in self._left:
            while len(self._left) >= _THREADS:
                self._left.pop(next(iter(self._left)))
            self._left[thread] = await self._read(thread)
        return self._left[thread]

    async def _read(self, thread: Thread) -> str:
        us = (await self._api.me()).user
        try:
            told = await self._api.replies(thread.channel, thread.ts)
        except Gone:
            return ""
        for block in (each for message in told if message.get("user") == us for each in message.get("blocks") or ()):
            if str(block.get("block_id", "")).startswith(_MARK):
                return str(block["text"]["text"]).partition("<")[2].partition("|")[0]
        return ""
