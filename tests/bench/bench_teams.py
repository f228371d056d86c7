"""Measure the way in from Teams under 50 concurrent conversations: ours, and the SDK's own adapter, in one run.

Run it from the project root: `python -m tests.bench.bench_teams`. Teams is `fake_teams` in a thread of its own: real
signed tokens in, a sign-in that takes 0.1 s. Ours keeps each message in a SQLite file before the 200 and replies
afterwards; the SDK's adapter replies within the turn, and keeps nothing. The gap is the longest time in which the
bot's event loop did nothing else.
"""

import asyncio
import logging
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any, TypeVar

import requests
import structlog
from aiohttp import web
from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botframework.connector.auth import ChannelValidation

from bot.bootstrap.parts import SystemClock
from bot.bootstrap.teams import teams_of
from bot.domain.ids import MessageId
from bot.domain.messages import Author, AuthorKind, InboundMessage, Post
from bot.engine.intake import Intake
from bot.http import create_app, serving
from bot.store.migrations import migrate
from bot.store.unit_of_work import open_store
from tests.bot.channels.teams.conftest import teams_place
from tests.fakes.fake_teams import APP, PASSWORD, TENANT, FakeTeams, fake_teams

CONVERSATIONS, EACH = 50, 6
Result = TypeVar("Result")
_BOT = Author(AuthorKind.BOT, "ClaimDesk")


class Elsewhere:
    """Teams in a thread of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    async def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))


async def talk(teams: FakeTeams, bot: str) -> list[float]:
    """Write in every conversation at once, one message after the other in each; return the milliseconds to each 200."""
    took: list[float] = []

    async def one(number: int) -> None:
        for text in range(EACH):
            activity = teams.activity(f"hello {text}", chat=f"a:{number}", who=f"29:p{number}")
            started = perf_counter()
            answer = await teams.post(bot, activity)
            assert answer.status in {200, 201, 202}, answer.status
            took.append((perf_counter() - started) * 1000)

    await asyncio.gather(*(one(number) for number in range(CONVERSATIONS)))
    return took


async def replies(teams: FakeTeams) -> int:
    """Return how many replies have come, once all have or nothing more comes."""
    for _ in range(300):
        if (count := sum(map(len, teams.chats.values()))) == CONVERSATIONS * EACH:
            return count
        await asyncio.sleep(0.05)
    return count


async def watch(gaps: list[float]) -> None:
    before = perf_counter()
    while True:
        await asyncio.sleep(0.002)
        now = perf_counter()
        gaps.append((now - before) * 1000)
        before = now


@asynccontextmanager
async def ours(teams: FakeTeams) -> AsyncIterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/claimdesk.db"
        await migrate(url)
        store, clock, replying = await open_store(url), SystemClock(), set[asyncio.Task[str]]()
        intake, lanes = Intake(store, clock), asyncio.Semaphore(8)

        async def reply(message: InboundMessage) -> str:
            async with lanes:
                post = Post(MessageId(message.external_id), _BOT, "Hello.", clock.now())
                return await parts.channel.send(message.address, post)

        async def accept(message: InboundMessage) -> bool:
            fresh = await intake(message)
            replying.add(asyncio.create_task(reply(message)))
            return fresh

        parts = teams_of(
            teams_place(Path(folder)),
            store,
            clock,
            accept,
            "secret",
            takes_files=False,
            cloud=teams.cloud,
            login=teams.login(),
        )
        async with parts.connected(), serving(_app(parts.routes()), "127.0.0.1", 0) as bot:
            yield bot
            await asyncio.gather(*replying, return_exceptions=True)
        await store.close()


@asynccontextmanager
async def stock(teams: FakeTeams) -> AsyncIterator[str]:
    """Serve the SDK's adapter as its samples do; its own hooks take it to our issuer."""

    class Config:
        APP_ID, APP_PASSWORD, APP_TYPE, APP_TENANTID = APP, PASSWORD, "SingleTenant", TENANT

    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Config()))

    class Bot:
        async def on_turn(self, context: TurnContext) -> None:
            await context.send_activity("Hello.")

    async def take(request: web.Request) -> web.StreamResponse:
        answer: web.StreamResponse = await adapter.process(request, Bot())
        return answer

    ChannelValidation.open_id_metadata_endpoint = teams.cloud.keys
    kept = requests.Session.get_adapter
    requests.Session.get_adapter = _to(teams, kept)  # type: ignore[method-assign]
    async with serving(_app([web.post("/api/messages", take)]), "127.0.0.1", 0) as bot:
        yield bot
    requests.Session.get_adapter = kept  # type: ignore[method-assign]


def _to(teams: FakeTeams, kept: Callable[..., Any]) -> Callable[..., Any]:
    here = teams.login().get_adapter("https://login.microsoftonline.com")

    def adapter(session: requests.Session, url: str) -> Any:
        return here if url.startswith("https://login.microsoftonline.com") else kept(session, url)

    return adapter


def _app(routes: list[web.RouteDef]) -> web.Application:
    return create_app(routes, probes={}, counters=_nothing, body_limit=1_000_000)


async def _nothing() -> dict[str, float]:
    return {}


async def measured(name: str, elsewhere: Elsewhere, bot_of: Callable[[FakeTeams], Any]) -> None:
    running = fake_teams()
    teams = await elsewhere.run(running.__aenter__())
    teams.sign_in_seconds = 0.1
    gaps: list[float] = []
    async with bot_of(teams) as bot:
        watcher = asyncio.create_task(watch(gaps))
        took = await elsewhere.run(talk(teams, bot))
        shown = await elsewhere.run(replies(teams))
        watcher.cancel()
    await elsewhere.run(running.__aexit__(None, None, None))
    print(
        f"{name:<14} to 200: median {median(took):6.1f} ms  p99 {quantiles(took, n=100)[98]:7.1f} ms   "
        f"loop gap {max(gaps):7.1f} ms   tokens {teams.calls['token']:3}   replies {shown}"
    )


async def main() -> None:
    """Print a line for each."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    elsewhere = Elsewhere()

    print(f"{CONVERSATIONS} conversations, {EACH} messages each")
    for name, bot_of in (("ours", ours), ("SDK's adapter", stock)):
        await measured(name, elsewhere, bot_of)


if __name__ == "__main__":
    asyncio.run(main())
