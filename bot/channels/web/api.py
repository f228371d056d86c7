"""The chat's JSON API: start a session, send, rate an answer, follow, open a source."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from aiohttp import web
from pydantic import Field

from bot.channels.bodies import Body, Numbered, read_body, refuse, reply, too_large
from bot.channels.rendering import clean
from bot.channels.server_sent_events import stream_events
from bot.channels.streams import TimelineStreams
from bot.channels.web.channel import NAME
from bot.channels.web.files import ChatFiles
from bot.channels.web.rate import Buckets
from bot.channels.web.sessions import NoSession, Sessions
from bot.channels.web.visitors import Origins, Visitors
from bot.domain.feedback import KINDS, Thumb
from bot.domain.ids import Address
from bot.domain.messages import InboundMessage, Kind, Sender, Surface
from bot.ports.channel import Accept
from bot.ports.clock import Clock
from knowledge.passages import Passage

UPLOADS_PER_MINUTE = 6
"""Files that one visitor may send: each is kept, so they may not fill the disk."""

OpenPassage = Callable[[str], Awaitable[Passage | None]]
"""Returns a passage that patients may read."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """What an empty chat shows: the office's name, its greeting, and questions to begin with."""

    office: str
    greeting: str
    suggestions: tuple[str, ...] = ()


class NewMessage(Numbered):
    """What the composer sends."""

    text: str


class NewThumb(Numbered):
    """What a thumb under an answer sends: which message, and in words what was wrong, if they say so."""

    message_id: str = Field(max_length=64)
    thumb: Thumb
    wrong: str = ""


class NewSession(Body):
    """What a page begins a chat with: the place of the office that it belongs to, if it names one."""

    location: str = Field(default="", max_length=80)


class ChatApi:
    """The handlers. Every refusal says in words what the visitor can do."""

    def __init__(
        self,
        *,
        accept: Accept,
        files: ChatFiles,
        streams: TimelineStreams,
        passage: OpenPassage,
        clock: Clock,
        sessions: Sessions,
        origins: Origins,
        visitors: Visitors,
        welcome: Welcome,
        longest_message: int,
        messages_per_minute: int,
    ) -> None:
        self._accept = accept
        self._files = files
        self._streams = streams
        self._passage = passage
        self._clock = clock
        self._sessions = sessions
        self._origins = origins
        self._visitors = visitors
        self._welcome = welcome
        self._longest = longest_message
        self._by_session = Buckets(clock, messages_per_minute)
        # A household or a practice shares one address: it may send what three sessions may.
        self._by_visitor = Buckets(clock, messages_per_minute * 3)
        self._starts = Buckets(clock, messages_per_minute * 3)
        self._uploads = Buckets(clock, UPLOADS_PER_MINUTE)

    async def session(self, request: web.Request) -> web.Response:
        """Start a session, or with a good token go on with that one."""
        self._limit(self._starts, self._visitors.key(request))
        location = clean((await read_body(request, NewSession)).location)
        renewed = "Authorization" in request.headers
        token = self._sessions.renew(self._address(request), location) if renewed else self._sessions.start(location)
        welcome = {
            "office": self._welcome.office,
            "greeting": self._welcome.greeting,
            "suggestions": list(self._welcome.suggestions),
        }
        limits = {"longest_message": self._longest, "largest_file": self._files.largest}
        return reply(200 if renewed else 201, {"token": token, **limits, "welcome": welcome})

    async def send(self, request: web.Request) -> web.Response:
        """Take a message: 202 when it is safely kept, 200 when it was kept before."""
        address = self._address(request)
        body = await read_body(request, NewMessage)
        text = clean(body.text)
        if not text:
            raise refuse(web.HTTPBadRequest, "empty", "The message is empty.")
        if len(text) > self._longest:
            raise too_large(len(text), self._longest)
        visitor = self._one_more(request, address)
        sender = self._sender(request, visitor)
        return await self._taken(self._message(str(body.id), address, Kind.MESSAGE, sender, text))

    async def send_file(self, request: web.Request) -> web.Response:
        """Take a file as a message of its own, with the same answers as `send`."""
        address = self._address(request)
        visitor = self._one_more(request, address)
        self._limit(self._uploads, visitor)
        sent = await self._files.receive(request, address)
        message = self._message(str(sent.id), address, Kind.MESSAGE, self._sender(request, visitor), "")
        return await self._taken(replace(message, attachments=(sent.attachment,)))

    async def file(self, request: web.Request) -> web.Response:
        """Hand out a file of a message that this session's chat shows."""
        return await self._files.hand_out(request, self._address(request))

    async def rate(self, request: web.Request) -> web.Response:
        """Take a thumb on an answer; the answers to a repeat and to a new one are those of `send`."""
        address = self._address(request)
        body = await read_body(request, NewThumb)
        wrong = clean(body.wrong)
        if len(wrong) > self._longest:
            raise too_large(len(wrong), self._longest)
        # A visitor's network changes on the way home; one session is one person, who has one word on an answer.
        sender = Sender(address, origin=self._one_more(request, address))
        thumb = self._message(str(body.id), address, KINDS[body.thumb], sender, wrong)
        return await self._taken(replace(thumb, target_id=body.message_id))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Follow the conversation."""
        return await stream_events(
            request,
            self._streams,
            NAME,
            self._address(request),
            shape=lambda event: event.data,
            headers=self._origins.headers(request),
        )

    async def passage(self, request: web.Request) -> web.Response:
        """Show the passage behind a source chip."""
        self._address(request)
        passage = await self._passage(request.match_info["id"])
        if passage is None:
            raise refuse(web.HTTPNotFound, "no_passage", "This source has changed since it was quoted.")
        return reply(
            200,
            {
                "id": passage.id,
                "source": passage.source,
                "title": passage.title,
                "section": passage.section,
                "page": passage.page,
                "text": passage.text,
            },
        )

    def _message(self, external_id: str, address: Address, kind: Kind, sender: Sender, text: str) -> InboundMessage:
        return InboundMessage(
            channel=NAME,
            external_id=external_id,
            address=address,
            surface=Surface.PATIENT,
            kind=kind,
            sender=sender,
            text=text,
            sent_at=self._clock.now(),
            hosted=True,
        )

    async def _taken(self, message: InboundMessage) -> web.Response:
        new = await self._accept(message)
        return reply(202 if new else 200, {"id": message.external_id, "repeat": not new})

    def _one_more(self, request: web.Request, address: Address) -> str:
        """Count a request against the limits of its session and its network, and return the network's name."""
        visitor = self._visitors.key(request)
        self._limit(self._by_session, address)
        self._limit(self._by_visitor, visitor)
        return visitor

    def _sender(self, request: web.Request, visitor: str) -> Sender:
        return Sender(visitor, origin=visitor, location=self._sessions.location(_token(request)))

    def _address(self, request: web.Request) -> Address:
        try:
            return self._sessions.address(_token(request))
        except NoSession:
            raise refuse(
                web.HTTPUnauthorized, "no_session", "This chat session has ended. Please start a new one."
            ) from None

    def _limit(self, buckets: Buckets, key: str) -> None:
        wait = buckets.take(key)
        if wait:
            seconds = math.ceil(wait)
            raise refuse(
                web.HTTPTooManyRequests,
                "too_many",
                f"That was a lot at once. Please wait {seconds} s.",
                {"Retry-After": str(seconds)},
            )


def _token(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
