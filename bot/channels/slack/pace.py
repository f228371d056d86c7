"""Keep to the pace that Slack asks for: about one message a second in a channel, a few at once at first."""

import asyncio

from bot.domain.errors import RetryLater

BURST = 4
"""Messages that may follow each other at once; opening a case takes two."""
LONGEST_WAIT = 5.0
"""Seconds; with more before it, a delivery had better go back into the outbox than hold its lease."""


class Pace:
    """Spaces what goes to each channel. `seconds` is the distance in the long run, 0 for none."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._next: dict[str, float] = {}

    async def keep(self, channel: str) -> None:
        """Wait for the channel's next free moment; raises `RetryLater` when that is too far away."""
        now = asyncio.get_running_loop().time()
        due = max(self._next.get(channel, 0.0), now)
        wait = due - now - self._seconds * (BURST - 1)
        if wait > LONGEST_WAIT:
            raise RetryLater("many messages wait for this Slack channel", wait)
        self._next[channel] = due + self._seconds
        if wait > 0:
            await asyncio.sleep(wait)
