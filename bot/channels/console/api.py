"""The desk's JSON API: the cases, their threads, and what a specialist does with them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import AfterValidator, Field

from bot.channels.attached import file_response
from bot.channels.bodies import Body, Numbered, read_body, refuse, reply
from bot.channels.console.desk import NAME
from bot.channels.rendering import clean, plain
from bot.channels.server_sent_events import stream_events
from bot.channels.streams import TimelineStreams
from bot.domain.ids import Address
from bot.domain.messages import InboundMessage, Kind, Sender, Surface
from bot.domain.tags import label
from bot.ports.channel import Accept
from bot.ports.clock import Clock
from bot.ports.store import Store, TimelineEvent

Why = Callable[[str], Awaitable[Mapping[str, Any] | None]]
"""Returns how the bot came to a message, or None when there is no record."""

_WITH_TEXT = {Kind.MESSAGE, Kind.REPLY_TRANSLATED, Kind.NOTE, Kind.EDIT, Kind.EDIT_DRAFT, Kind.TAG}
_WITH_TARGET = {Kind.EDIT, Kind.DELETE, Kind.SEND_AGAIN, Kind.SEND_DRAFT, Kind.EDIT_DRAFT}


class Deed(Numbered):
    """What a specialist did. `text` for words, `target` for the message or draft that it is about."""

    specialist: str = Field(min_length=1, max_length=80)
    text: str = Field(default="", max_length=8000)
    target: str = Field(default="", max_length=200)


def _day(value: str) -> str:
    try:
        return value and date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError("a date is written YYYY-MM-DD") from None


class Identity(Body):
    """What the person in the playground says of themselves; empty where they say nothing."""

    first_name: str = ""
    last_name: str = ""
    date_of_birth: Annotated[str, AfterValidator(_day)] = ""
    phone_last4: str = ""
    member_id: str = ""


class Question(Body):
    """A question put in the playground."""

    question: str = Field(min_length=1, max_length=4000)
    speaker: Literal["patient", "staff"]
    identity: Identity = Identity()


Ask = Callable[[Question], Awaitable[Mapping[str, Any]]]
"""Answers one question without a conversation, in the shape of `claimdesk ask --json` with its `trace`."""


class DeskApi:
    """The handlers. The thread in a path is a case's own name, `case-<number>`."""

    def __init__(
        self,
        *,
        accept: Accept,
        store: Store,
        streams: TimelineStreams,
        clock: Clock,
        why: Why,
        ask: Ask,
        tags: Sequence[str],
        translates: bool,
    ) -> None:
        self._accept = accept
        self._store = store
        self._streams = streams
        self._clock = clock
        self._why = why
        self._ask = ask
        self._translates = translates
        self._tags = {tag: label(tag) for tag in tags}

    async def cases(self, _request: web.Request) -> web.Response:
        """List the cases, the last touched first, the seq from which to follow, and what can be chosen here."""
        async with self._store.read() as work:
            cards = await work.timeline.latest(NAME, "card")
            last = {event.address: event for event in await work.timeline.latest(NAME, "message")}
        seqs = [event.seq for event in (*cards, *last.values())]
        rows = [
            {"thread": event.address, "card": event.data, "last": _preview(last.get(event.address))} for event in cards
        ]
        choices = {"tags": self._tags, "translates": self._translates}
        return reply(200, {"cases": rows, "seq": max(seqs, default=0), **choices})

    async def thread(self, request: web.Request) -> web.Response:
        """Return everything of one thread, oldest first."""
        thread = Address(request.match_info["thread"])
        events = [event async for event in self._streams.since(NAME, thread, 0)]
        if not events:
            raise _no_case()
        return reply(200, {"events": [{"seq": event.seq, "kind": event.kind, "data": event.data} for event in events]})

    async def act(self, request: web.Request) -> web.Response:
        """Take what a specialist did: 202 when it is safely kept, 200 when it was kept before."""
        thread = Address(request.match_info["thread"])
        kind = _kind(request.match_info["kind"])
        deed = await read_body(request, Deed)
        text, name = clean(deed.text), clean(deed.specialist)
        if not name or (kind in _WITH_TEXT and not text):
            raise refuse(web.HTTPBadRequest, "empty", "There is nothing written.")
        if kind in _WITH_TARGET and not deed.target:
            raise refuse(web.HTTPBadRequest, "no_target", "Say which message this is about.")
        async with self._store.read() as work:
            if not await work.timeline.since(NAME, thread, 0, limit=1):
                raise _no_case()
        message = InboundMessage(
            channel=NAME,
            external_id=str(deed.id),
            address=thread,
            surface=Surface.DESK,
            kind=kind,
            sender=Sender(id="-".join(name.casefold().split()), name=name),
            text=text if kind in _WITH_TEXT else "",
            sent_at=self._clock.now(),
            target_id=deed.target if kind in _WITH_TARGET else None,
            hosted=True,
        )
        new = await self._accept(message)
        return reply(202 if new else 200, {"id": message.external_id, "repeat": not new})

    async def file(self, request: web.Request) -> web.Response:
        """Hand out a file that a case's thread shows."""
        thread, message = Address(request.match_info["thread"]), request.match_info["message"]
        async with self._store.read() as work:
            shown = await work.timeline.find(NAME, thread, message)
            return await file_response(work.files, shown, request.match_info["file"])

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Follow all threads."""
        return await stream_events(
            request,
            self._streams,
            NAME,
            None,
            shape=lambda event: {"thread": event.address, "seq": event.seq, **event.data},
            headers={},
        )

    async def why(self, request: web.Request) -> web.Response:
        """Return how the bot came to a message."""
        found = await self._why(request.match_info["message"])
        if found is None:
            raise refuse(web.HTTPNotFound, "no_trace", "No record was kept for this message.")
        return reply(200, found)

    async def ask(self, request: web.Request) -> web.Response:
        """Answer a question of the playground."""
        return reply(200, await self._ask(await read_body(request, Question)))


def _kind(word: str) -> Kind:
    try:
        return Kind(word)
    except ValueError:
        raise refuse(web.HTTPNotFound, "no_such_action", "A case has no such action.") from None


def _no_case() -> web.HTTPNotFound:
    return refuse(web.HTTPNotFound, "no_such_case", "There is no such case.")


def _preview(event: TimelineEvent | None) -> dict[str, Any] | None:
    if event is None:
        return None
    data = event.data
    return {"seq": event.seq, "author": data["author"], "text": plain(data["text"])[:160], "at": data["at"]}
