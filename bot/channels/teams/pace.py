"""Keep to the pace that Teams allows, rather than be refused (Microsoft, "Optimize your bot: rate limiting")."""

import asyncio
from bisect import insort
from collections.abc import Awaitable, Callable, Sequence

from bot.domain.errors import RetryLater

Windows = tuple[tuple[int, float], ...]
"""How many messages in how many seconds; each holds by itself."""
CONVERSATION: Windows = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
TENANT: Windows = ((30, 1.0),)
MARGIN = 0.05
"""Seconds added to each window: messages do not travel equally fast."""
LONGEST_WAIT = 1.5
"""Seconds, enough for the windows of one and two; for more a delivery goes back into the outbox, so that chats in which
much is said do not hold the few lanes on which all others are answered."""
_REMEMBERED = 2000


def due(sent: Sequence[float], now: float, windows: Windows) -> float:
    """Return the first moment at which one more message keeps all windows, after those of `sent` (rising). Pure."""
    full = [sent[-most] + seconds + MARGIN for most, seconds in windows if len(sent) >= most]
    return max([now, *full])


class Pace:
    """Gives each message its moment. What goes to a tenant, and within it to each conversation, is counted."""

    def __init__(
        self, now: Callable[[], float] | None = None, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._now = now or (lambda: asyncio.get_running_loop().time())
        self._sleep = sleep
        self._sent: dict[str, list[float]] = {}

    async def keep(self, tenant: str, conversation: str) -> None:
        """Wait for the conversation's next free moment; raises `RetryLater` when that is too far away."""
        now = self._now()
        both = ((tenant, TENANT), (f"{tenant}/{conversation}", CONVERSATION))
        at = max(due(self._of(name), now, windows) for name, windows in both)
        if at - now > LONGEST_WAIT:
            raise RetryLater("many messages wait for this chat in Teams", at - now)
        for name, windows in both:
            sent = self._of(name)
            insort(sent, at)
            del sent[: -max(most for most, _ in windows)]
        if at > now:
            await self._sleep(at - now)

    def _of(self, name: str) -> list[float]:
        """Return when messages went there; who was written to longest ago is forgotten first."""
        sent = self._sent.pop(name, [])
        self._sent[name] = sent
        while len(self._sent) > _REMEMBERED:
            self._sent.pop(next(iter(self._sent)))
        return sent
