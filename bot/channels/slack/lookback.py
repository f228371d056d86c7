"""Know what already stands in a thread, so that what is delivered again is found and not posted again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels.slack.api import SlackApi
from bot.channels.slack.places import Thread
from bot.channels.slack.posts import Block, Place, places
from bot.domain.ids import MessageId
from bot.ports.clock import Clock

FRESH = timedelta(seconds=50)
"""How long a reading counts. A parcel of a process that died comes to us when its lease of 90 s is over, and that
process could post for the first 30 s of it: so whatever it posted stands in a reading that is under 60 s old."""
_THREADS = 500


@dataclass(slots=True)
class _Reading:
    at: datetime
    posts: dict[MessageId, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class Lookback:
    """What we read in threads and posted there ourselves."""

    def __init__(self, api: SlackApi, clock: Clock) -> None:
        self._api = api
        self._clock = clock
        self._readings: dict[Thread, _Reading] = {}

    async def find(self, thread: Thread, post: MessageId) -> str | None:
        """Return the ts of the message that shows a post; the thread is read if our knowledge of it is old."""
        reading = self._readings.get(thread)
        if reading is not None and post in reading.posts:
            return reading.posts[post]
        return (await self._fresh(thread)).posts.get(post)

    async def has_file(self, thread: Thread, name: str) -> bool:
        """Say whether a file of ours stands there; the thread is read if our knowledge of it is old."""
        reading = self._readings.get(thread)
        return (reading is not None and name in reading.files) or name in (await self._fresh(thread)).files

    def keep_file(self, thread: Thread, name: str) -> None:
        """Remember what we uploaded."""
        if reading := self._readings.get(thread):
            reading.files.add(name)

    async def files(self, thread: Thread, mark: str) -> list[str]:
        """Return the ids of our files in a thread whose names begin so."""
        us = (await self._api.me()).user
        told = await self._api.replies(thread.channel, thread.ts)
        files = [file for message in told if message.get("user") == us for file in message.get("files") or ()]
        return [file["id"] for file in files if str(file.get("name", "")).startswith(mark)]

    def keep(self, thread: Thread, ts: str, blocks: Sequence[Block]) -> None:
        """Remember what we posted."""
        if reading := self._readings.get(thread):
            reading.posts |= {post: ts for post, _ in places({"ts": ts, "blocks": blocks})}

    def doubt(self, thread: Thread) -> None:
        """Forget a thread after a post whose end is not known."""
        self._readings.pop(thread, None)

    async def place(self, thread: Thread, post: MessageId) -> Place | None:
        """Return where a post is shown, as it reads now."""
        us = (await self._api.me()).user
        for message in await self._api.replies(thread.channel, thread.ts):
            if message.get("user") == us:
                for found, place in places(message):
                    if found == post:
                        return place
        return None

    async def _fresh(self, thread: Thread) -> _Reading:
        reading = self._readings.get(thread)
        if reading is None or self._clock.now() - reading.at > FRESH:
            reading = await self._read(thread)
        return reading

    async def _read(self, thread: Thread) -> _Reading:
        us = (await self._api.me()).user
        reading = _Reading(self._clock.now())
        for message in await self._api.replies(thread.channel, thread.ts):
            if message.get("user") == us:
                reading.posts |= {post: message["ts"] for post, _ in places(message)}
                reading.files |= {str(file.get("name")) for file in message.get("files") or ()}
        while len(self._readings) >= _THREADS:
            self._readings.pop(next(iter(self._readings)))
        self._readings[thread] = reading
        return reading
