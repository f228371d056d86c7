"""Files in the web chat: taken from a patient's page, and handed out to the session whose chat shows them."""

from dataclasses import dataclass
from uuid import NAMESPACE_OID, UUID, uuid5

from aiohttp import web

from bot.channels.attached import file_response
from bot.channels.bodies import refuse
from bot.channels.web.channel import NAME
from bot.domain.attachments import Attachment, FileRefused, attach, too_large
from bot.domain.ids import Address, FileId
from bot.ports.clock import Clock
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was kept, under the number that the page gave its message."""

    id: UUID
    attachment: Attachment


class ChatFiles:
    """`largest` is in bytes, 0 where patients send none."""

    def __init__(self, store: Store, clock: Clock, largest: int) -> None:
        self.largest = largest
        self._store = store
        self._clock = clock

    async def receive(self, request: web.Request, address: Address) -> Sent:
        """Keep the posted bytes; a repeat of the same number keeps them once."""
        try:
            number = UUID(request.query.get("id", ""))
        except ValueError:
            raise refuse(web.HTTPBadRequest, "invalid_id", "id: is not a UUID.") from None
        content = await self._content(request)
        file = FileId(uuid5(NAMESPACE_OID, f"{NAME}\n{address}\n{number}").hex)
        try:
            attachment = attach(file, request.query.get("name", ""), content, self.largest)
        except FileRefused as refused:
            raise _refusal(str(refused)) from None
        async with self._store.write() as work:
            await work.files.keep(file, content, self._clock.now())
        return Sent(number, attachment)

    async def hand_out(self, request: web.Request, address: Address) -> web.Response:
        """Return the bytes of a file that this session's timeline shows; nobody else learns that it exists."""
        async with self._store.read() as work:
            shown = await work.timeline.find(NAME, address, request.match_info["message"])
            return await file_response(work.files, shown, request.match_info["file"])

    async def _content(self, request: web.Request) -> bytes:
        if not self.largest or (request.content_length or 0) > self.largest:
            raise _refusal(too_large(self.largest))
        try:
            return await request.clone(client_max_size=self.largest + 1).read()
        except web.HTTPRequestEntityTooLarge:
            raise _refusal(too_large(self.largest)) from None


def _refusal(why: str) -> web.HTTPError:
    return refuse(web.HTTPUnprocessableEntity, "file_refused", f"This file {why}.")
