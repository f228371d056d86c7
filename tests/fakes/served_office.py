"""The scripted office behind the real HTTP application, on a free loopback port."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.channels.console.routes import console_routes
from bot.channels.streams import TimelineStreams
from bot.channels.web.api import Welcome
from bot.channels.web.routes import demo_routes, web_routes
from bot.domain.tags import choices
from bot.http import Probe, create_app, serving
from bot.ports.clock import Clock
from bot.ports.store import Store
from tests.fakes.scripted_office import ScriptedOffice, SystemClock

LARGEST_FILE = 200_000
SECRET = "a secret for tests only"
PARTNER = "https://partner.example"
WELCOME = Welcome(
    "Lakeside assistant",
    "Hello! I'm the automated assistant of Lakeside Family Medicine's billing office. I can check on a claim or "
    "explain a bill. **What can I do for you?**",
    ("Check on a claim's status", "Why was my claim denied?", "Talk to a person"),
)


@dataclass
class Served:
    url: str
    office: ScriptedOffice
    store: Store
    streams: TimelineStreams
    probes: dict[str, Probe]
    stop: Callable[[], Awaitable[None]]


async def _counters() -> Mapping[str, float]:
    return {'claimdesk_inbox_rows{state="dead"}': 0, "claimdesk_cases_waiting": 2}


@asynccontextmanager
async def served_office(
    store: Store,
    clock: Clock | None = None,
    *,
    port: int = 0,
    messages_per_minute: int = 20,
    partner: str = PARTNER,
) -> AsyncIterator[Served]:
    clock = clock or SystemClock()
    streams = TimelineStreams(store)
    office = ScriptedOffice(store, clock, streams)
    routes = [
        *web_routes(
            accept=office.accept,
            store=store,
            streams=streams,
            passage=office.passage,
            clock=clock,
            secret=SECRET,
            welcome=WELCOME,
            allowed_origins=[partner],
            messages_per_minute=messages_per_minute,
            largest_file=LARGEST_FILE,
        ),
        *console_routes(
            accept=office.accept,
            store=store,
            streams=streams,
            clock=clock,
            why=office.why,
            ask=office.ask,
            tags=choices([]),
            translates=True,
        ),
        *demo_routes(),
    ]
    probes: dict[str, Probe] = {}
    app = create_app(routes, probes=probes, counters=_counters)
    streams.mount(app)
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(serving(app, "127.0.0.1", port))
        yield Served(url, office, store, streams, probes, stack.aclose)
