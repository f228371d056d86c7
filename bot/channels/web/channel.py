"""Posts to the web chat."""

from bot.channels.hosted import HostedTimeline
from bot.channels.streams import TimelineStreams
from bot.domain.ids import Address, MessageId
from bot.domain.messages import Post
from bot.ports.clock import Clock
from bot.ports.store import Store

NAME = "web"


class WebChannel:
    """The `Channel` whose address is a chat session. A page that is closed sees the message when it comes back."""

    name = NAME

    def __init__(self, store: Store, clock: Clock, streams: TimelineStreams) -> None:
        self._timeline = HostedTimeline(store, clock, NAME)
        self._streams = streams

    async def send(self, address: Address, post: Post) -> str:
        """Show `post`; a repeat shows it once."""
        return await self._timeline.post(address, post)

    async def edit(self, address: Address, external_id: str, message_id: MessageId, text: str) -> str:
        """Make the message read `text`, marked as edited."""
        return await self._timeline.revise(address, external_id, text)

    async def delete(self, address: Address, external_id: str, message_id: MessageId) -> str:
        """Leave a line in the message's place that says it was taken back."""
        return await self._timeline.retract(address, external_id)

    async def typing(self, address: Address, doing: str = "") -> None:
        """Show typing dots, and beside them `doing`, on the pages of this conversation that this process serves."""
        self._streams.signal(NAME, address, "typing", {"doing": doing} if doing else {})
