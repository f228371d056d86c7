"""When Slack was last heard, and whether it keeps from us what people write.

A connection can look open, answer every ping, and deliver nothing more. Silence alone does not show that: a desk may be
quiet for hours. What shows it is a message that we had to read in a thread although we were to be told of it.
"""

import asyncio
from collections.abc import Callable, Mapping
from time import monotonic

import structlog

from bot.domain.messages import InboundMessage
from bot.ports.channel import Accept
from bot.ports.clock import Clock

LATE = 10.0
"""Seconds after which Slack has told us of a message; events are rarely a second late."""

log = structlog.get_logger(__name__)


class Pulse:
    """What one connection to Slack has told us; `missed` is set when it has kept something from us."""

    def __init__(self, late: float = LATE, now: Callable[[], float] = monotonic) -> None:
        self.greetings = 0
        """Sockets that Slack has greeted since the start."""
        self.unheard = 0
        """Messages that we read in a thread before Slack told us of them, if it ever did."""
        self.missed = asyncio.Event()
        self._late = late
        self._now = now
        self._at = now()

    def beat(self) -> None:
        """Note that Slack was heard just now."""
        self._at = self._now()

    @property
    def age(self) -> float:
        """Return the seconds since then, or since the start."""
        return self._now() - self._at

    @property
    def counters(self) -> Mapping[str, float]:
        """Return what `/metrics` shows of it."""
        return {
            "claimdesk_slack_event_age_seconds": self.age,
            "claimdesk_slack_sockets": self.greetings,
            "claimdesk_slack_unheard": self.unheard,
        }

    def came(self, age: float) -> None:
        """Judge a message that is new to us and was written `age` seconds ago, by whether anything was heard since.

        One whose event may be on its way is judged again when that should have come. The other margin is for clocks
        that differ.
        """
        if age <= self._late:
            asyncio.get_running_loop().call_later(self._late, self.came, age + self._late)
        elif age < self.age - self._late:
            log.warning("slack.not_told", written_s_ago=round(age), silent_s=round(self.age))
            self.unheard += 1
            self.missed.set()


def judging(accept: Accept, pulse: Pulse, clock: Clock) -> Accept:
    """Return `accept`, which has what is new to us judged."""

    async def judged(message: InboundMessage) -> bool:
        fresh = await accept(message)
        if fresh:
            pulse.came((clock.now() - message.sent_at).total_seconds())
        return fresh

    return judged
