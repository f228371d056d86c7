"""What Slack shows in conversations with an agent, beside messages: prompts, a status, text that appears as it comes.

A workspace that has none of it refuses the calls; then nothing is shown and answers are plain messages. Only whole
answers that have passed the engine's check come here, so no unchecked word is ever streamed.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import structlog

from bot.channels.slack.api import SlackApi
from bot.channels.slack.mrkdwn import escaped
from bot.channels.slack.places import Asker
from bot.channels.slack.posts import Block
from bot.domain.errors import DeliveryError, Undeliverable

STATUS = "is looking it up…"
LONGEST_STREAM = 11_000
_PATIENCE = 1.0
"""Seconds that an answer may wait for its status to show."""

log = structlog.get_logger(__name__)


def prompts(example: str) -> tuple[tuple[str, str], ...]:
    """Return what is suggested to staff, title and message of each; `manifest.yml` has them too."""
    return (
        ("Where a claim stands", f"What's the status of claim {example}?"),
        ("What a denial code means", "What does CO-16 mean?"),
        ("How long a payer takes", "How long does insurance take to pay?"),
    )


class AgentView:
    """Shows what the workspace can show. Only `stream` says whether it worked."""

    def __init__(self, api: SlackApi, example: str) -> None:
        self._api = api
        self._prompts = prompts(example)
        self._has_status = True
        self._has_streams = True

    async def suggest(self, channel: str) -> None:
        """Suggest what to ask to whoever has opened the app's messages."""
        with suppress(DeliveryError):
            await self._api.suggest(channel, self._prompts)

    async def status(self, channel: str, thread: str, text: str) -> None:
        """Show in a thread what we are doing; empty for nothing any more."""
        if not (self._has_status and thread):
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._api.status(channel, thread, text)
        except Undeliverable:
            self._has_status = False
        except (DeliveryError, TimeoutError):
            log.info("slack.status_not_shown")

    async def stream(self, asker: Asker, thread: str, markdown: str, blocks: Sequence[Block]) -> str | None:
        """Let an answer appear part by part, then its blocks; None where it must be a plain message instead."""
        if not (self._has_streams and thread) or len(markdown) > LONGEST_STREAM:
            return None
        first, *rest = [f"{part}\n\n" for part in escaped(markdown).split("\n\n")]
        try:
            ts = await self._api.start_stream(asker.channel, thread, asker.team, asker.user, first)
        except Undeliverable:
            self._has_streams = False
            return None
        try:
            for part in rest:
                await self._api.append_stream(asker.channel, ts, part)
            await self._api.stop_stream(asker.channel, ts, blocks)
        except DeliveryError:
            # Half an answer must not stay: it goes, and the plain message is whole.
            with suppress(DeliveryError):
                await self._api.delete(asker.channel, ts)
            return None
        return ts
