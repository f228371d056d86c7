"""What the web chat adds to the application."""

from collections.abc import Collection
from pathlib import Path

from aiohttp import web

from bot.channels.assets import SHARED, Asset, page, script, style
from bot.channels.streams import TimelineStreams
from bot.channels.web.api import ChatApi, OpenPassage, Welcome
from bot.channels.web.files import ChatFiles
from bot.channels.web.sessions import Sessions
from bot.channels.web.visitors import Origins, Visitors
from bot.ports.channel import Accept
from bot.ports.clock import Clock
from bot.ports.store import Store

_HERE = Path(__file__).parent
_WIDGET = _HERE / "widget"
_DEMO = _HERE / "demo"
_ANYWHERE = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}


def widget() -> Asset:
    """Return `/widget.js`: the chat element with its styles, in one script."""
    shared = [SHARED / name for name in ("dom.js", "markdown.js", "feed.js", "when.js")]
    own = [
        _WIDGET / name
        for name in (
            "session.js",
            "outbox.js",
            "source.js",
            "thumbs.js",
            "files.js",
            "bubbles.js",
            "log.js",
            "composer.js",
            "element.js",
        )
    ]
    return script([*shared, *own], _WIDGET / "widget.css")


def web_routes(
    *,
    accept: Accept,
    store: Store,
    streams: TimelineStreams,
    passage: OpenPassage,
    clock: Clock,
    secret: str,
    welcome: Welcome,
    allowed_origins: Collection[str] = (),
    trusted_proxies: Collection[str] = (),
    longest_message: int = 4000,
    messages_per_minute: int = 20,
    largest_file: int = 0,
) -> list[web.RouteDef]:
    """Return the chat's API and its script. `secret` signs sessions; changing it ends them all.

    `largest_file` is in bytes; with 0 patients cannot send files, and what specialists send is still handed out.
    """
    origins = Origins(allowed_origins)
    api = ChatApi(
        accept=accept,
        files=ChatFiles(store, clock, largest_file),
        streams=streams,
        passage=passage,
        clock=clock,
        sessions=Sessions(secret, clock),
        origins=origins,
        visitors=Visitors(secret, trusted_proxies),
        welcome=welcome,
        longest_message=longest_message,
        messages_per_minute=messages_per_minute,
    )
    return [
        web.get("/widget.js", widget().handler(_ANYWHERE)),
        web.post("/chat/session", origins.guard(api.session)),
        web.post("/chat/messages", origins.guard(api.send)),
        web.post("/chat/feedback", origins.guard(api.rate)),
        web.post("/chat/files", origins.guard(api.send_file)),
        web.get("/chat/files/{message}/{file}", origins.guard(api.file)),
        web.get("/chat/events", origins.guard(api.events)),
        web.get("/chat/passages/{id:.+}", origins.guard(api.passage)),
        web.options("/chat/{path:.*}", origins.preflight),
    ]


def demo_routes() -> list[web.RouteDef]:
    """Return the demo's start page: an invented office's site with the chat, and the desk beside it."""
    return [
        web.get("/", page(_DEMO / "demo.html", framed_by="'none'", frames="'self'")),
        web.get("/demo.css", style(_DEMO / "demo.css").handler()),
        web.get("/demo.js", script([_DEMO / "demo.js"]).handler()),
    ]
