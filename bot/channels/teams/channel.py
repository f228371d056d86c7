"""Posts to conversations in Teams."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import structlog

from bot.channels.teams.framework import Framework
from bot.channels.teams.front_desk import FrontDesk
from bot.channels.teams.look import REMOVED, Json, message, parts, with_files
from bot.channels.teams.offers import Offers
from bot.channels.teams.pace import Pace
from bot.channels.teams.places import NAME, Places
from bot.channels.teams.refusals import Gateway, Gone, Unsupported
from bot.domain.errors import DeliveryError, RetryLater, Uncertain, Undeliverable
from bot.domain.ids import Address, MessageId
from bot.domain.messages import Author, AuthorKind, Post
from bot.ports.store import Entry, Reference, Store

MORE_TRIES = 2
"""How often a send is repeated after a failure of a gateway; it may then be there twice."""
PAUSE = 0.8
_REMEMBERED = 2000
_UNKNOWN = Author(AuthorKind.SYSTEM, "")

log = structlog.get_logger(__name__)


class TeamsChannel:
    """The `Channel` of Teams. A repeat within this process is shown once; after a crash a message may come twice."""

    name = NAME

    def __init__(
        self,
        framework: Framework,
        places: Places,
        store: Store,
        offers: Offers,
        front_desk: FrontDesk,
        *,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._framework = framework
        self._places = places
        self._store = store
        self._offers = offers
        self._front_desk = front_desk
        self._jitter = jitter
        self._pace = Pace()
        self._sent: dict[MessageId, list[str]] = {}
        self._shown: set[asyncio.Task[None]] = set()

    async def send(self, address: Address, post: Post) -> str:
        """Show `post`."""
        place = await self._places.at(address)
        await self._check(place, post.author)
        sent = self._sent.setdefault(post.message_id, [])
        for part in parts(post, self._offers.lines(post.attachments))[len(sent) :]:
            sent.append(await self._send(place, part))
        while len(self._sent) > _REMEMBERED:
            self._sent.pop(next(iter(self._sent)))
        return sent[0]

    async def edit(self, address: Address, external_id: str, message_id: MessageId, text: str) -> str:
        """Make the message read `text`; Teams marks it as edited."""
        place = await self._shown_at(address, external_id)
        entry = await self._entry(message_id)
        author, files = (entry.author, entry.attachments) if entry else (_UNKNOWN, ())
        await self._check(place, author)
        shown = message(with_files(text, self._offers.lines(files)), author)
        await self._pace.keep(place.tenant, address)
        return await _harmless(self._framework.update(place.data, external_id, shown))

    async def delete(self, address: Address, external_id: str, message_id: MessageId) -> str:
        """Take the message away; where that cannot be done, leave a line in its place."""
        place = await self._shown_at(address, external_id)
        try:
            await _harmless(self._framework.delete(place.data, external_id))
        except Gone:
            pass
        except Unsupported:
            line = message(REMOVED, _UNKNOWN)
            await _harmless(self._framework.update(place.data, external_id, line))
        return external_id

    async def typing(self, address: Address, doing: str = "") -> None:
        """Show typing dots, which have no words, without waiting for Teams."""
        del doing
        self._show(address, {"type": "typing"})

    async def notice(self, address: Address, text: str) -> None:
        """Say at once what is not worth keeping, such as why a file was not taken; best effort, as `typing`."""
        self._show(address, message(text, _UNKNOWN))

    def _show(self, address: Address, activity: Json) -> None:
        task = asyncio.create_task(self._try(address, activity))
        self._shown.add(task)
        task.add_done_callback(self._shown.discard)

    async def _shown_at(self, address: Address, external_id: str) -> Reference:
        if not external_id:
            raise Undeliverable("Teams gave that message no id, so it cannot be changed there: write a new one")
        return await self._places.at(address)

    async def _check(self, place: Reference, author: Author) -> None:
        """Whatever went wrong before: where others read along, by now, only our own notices may stand."""
        alone = place.person or author.kind is AuthorKind.SYSTEM
        if not alone and not await self._front_desk.is_private(place):
            raise Undeliverable("others can read along there: it is no channel of the front desk's own members alone")

    async def _try(self, address: Address, activity: Json) -> None:
        try:
            await self._framework.send((await self._places.at(address)).data, activity)
        except DeliveryError as error:
            log.info("teams.not_shown", what=activity["type"], reason=error.reason)

    async def _send(self, place: Reference, activity: Json) -> str:
        for attempt in range(MORE_TRIES + 1):
            await self._pace.keep(place.tenant, place.address)
            try:
                return await self._framework.send(place.data, activity)
            except RetryLater as error:
                # All who were told the same time must not come back in the same moment.
                raise RetryLater(error.reason, error.after and error.after * (1 + self._jitter() / 4)) from None
            except Gateway:
                if attempt == MORE_TRIES:
                    raise
                await asyncio.sleep(PAUSE * 2**attempt * (0.5 + self._jitter()))
        raise AssertionError

    async def _entry(self, message_id: MessageId) -> Entry | None:
        """Return the message: its author's name and its files must stay, and the label must not come to it."""
        async with self._store.read() as work:
            return await work.transcript.find(NAME, message_id)


async def _harmless(call: Awaitable[str | None]) -> str:
    """Take what may or may not have been done for undone: doing it again changes nothing."""
    try:
        return await call or ""
    except Uncertain as error:
        raise RetryLater(error.reason) from None
