"""What the console desk adds to the application."""

from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from bot.channels.assets import SHARED, page, script, style
from bot.channels.console.api import Ask, DeskApi, Why
from bot.channels.console.guard import guard
from bot.channels.streams import TimelineStreams
from bot.ports.channel import Accept
from bot.ports.clock import Clock
from bot.ports.store import Store

_PAGE = Path(__file__).parent / "page"
_SHARED_PARTS = ("dom.js", "markdown.js", "feed.js", "when.js")
_OWN_PARTS = ("server.js", "cases.js", "why.js", "tags.js", "thread.js", "reply.js", "playground.js", "desk.js")


def console_routes(
    *,
    accept: Accept,
    store: Store,
    streams: TimelineStreams,
    clock: Clock,
    why: Why,
    ask: Ask,
    tags: Sequence[str],
    translates: bool,
) -> list[web.RouteDef]:
    """Return the desk's page and API, guarded for this machine. `translates`: a model can put replies into Spanish."""
    api = DeskApi(
        accept=accept, store=store, streams=streams, clock=clock, why=why, ask=ask, tags=tags, translates=translates
    )
    parts = [*(SHARED / name for name in _SHARED_PARTS), *(_PAGE / name for name in _OWN_PARTS)]
    return [
        web.get("/desk", guard(page(_PAGE / "desk.html", framed_by="'self'"))),
        web.get("/desk/desk.css", guard(style(_PAGE / "desk.css").handler())),
        web.get("/desk/desk.js", guard(script(parts).handler())),
        web.get("/desk/api/cases", guard(api.cases)),
        web.get("/desk/api/cases/{thread}", guard(api.thread)),
        web.post("/desk/api/cases/{thread}/{kind}", guard(api.act)),
        web.get("/desk/api/cases/{thread}/files/{message}/{file}", guard(api.file)),
        web.get("/desk/api/events", guard(api.events)),
        web.get("/desk/api/why/{message}", guard(api.why)),
        web.post("/desk/api/ask", guard(api.ask)),
    ]
