"""The running desk: HTTP, the two loops, and the documents, from settings; demo adds its page and the console desk."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.bootstrap.health.parts import HealthParts
from bot.bootstrap.helping import Helping, helping
from bot.bootstrap.library import OfficeLibrary
from bot.bootstrap.parts import Place, SystemClock, billing, database, desk_of, retriever_of
from bot.bootstrap.timetable import keeping_time
from bot.channels.console.api import Question
from bot.channels.console.desk import ConsoleDesk
from bot.channels.console.routes import console_routes
from bot.channels.streams import TimelineStreams
from bot.channels.web.api import Welcome
from bot.channels.web.channel import WebChannel
from bot.channels.web.routes import demo_routes, web_routes
from bot.delivery.inbox_worker import InboxWorker
from bot.delivery.loop import LaneLoop
from bot.delivery.outbox_relay import OutboxRelay
from bot.domain.conversation import Conversation, IdentityAnswers
from bot.domain.ids import MessageId
from bot.domain.messages import Surface
from bot.domain.tags import choices
from bot.engine.access import OpenLedger, StoredLedger
from bot.engine.asking import Asking, answering
from bot.engine.desk_questions import DeskQuestions
from bot.engine.desk_tick import DeskClocks
from bot.engine.desk_wishes import DeskWishes
from bot.engine.holding import Overdue
from bot.engine.intake import Intake
from bot.engine.public_places import PublicPlaces
from bot.engine.report import report_of
from bot.engine.specialist import Specialists
from bot.engine.surfaces import Surfaces
from bot.engine.thumbs import Thumbs
from bot.engine.turn import Turn
from bot.engine.turns import Turns
from bot.engine.why import trace_of
from bot.http import create_app, serving
from bot.ports.channel import Channel
from bot.ports.desk import Desk
from bot.ports.store import Store
from bot.settings import session_key, wants_teams
from knowledge.passages import Passage
from knowledge.retriever import Retriever

if TYPE_CHECKING:
    from bot.bootstrap.slack import SlackParts
    from bot.bootstrap.teams import TeamsParts

DRAIN_SECONDS = 20.0
"""How long work in hand may take when the desk is told to stop."""

_CLOCK = SystemClock()


@asynccontextmanager
async def running(place: Place, *, demo: bool, port: int | None = None) -> AsyncIterator[str]:
    """Run the desk inside the block and yield its base URL. Leaving stops claiming, then drains.

    The port is open before the document engine is loaded; `/readyz` says when all parts are there.
    """
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(database(place.settings))
        if place.settings.database_url is None:
            await store.release_leases()
        actions = await stack.enter_async_context(billing(place, sample=demo or place.is_sample))
        retriever = retriever_of(place)
        library = OfficeLibrary(place, retriever)
        desk = _Desk(place, store, retriever, library, TimelineStreams(store), demo=demo)
        office = place.folder.office
        beside = await stack.enter_async_context(helping(place, store, _CLOCK))
        turn = Turn(office, retriever, actions, _CLOCK, desk.ledger, beside.model)
        asking = Asking(Turn(answering(office), retriever, actions, _CLOCK, OpenLedger(), beside.model), _CLOCK)
        loops = desk.loops(turn, beside)
        app = create_app(desk.routes(asking), probes=desk.probes(loops), counters=desk.counters)
        desk.streams.mount(app)
        host, chosen = place.settings.host, place.settings.port if port is None else port
        if desk.teams:
            await stack.enter_async_context(desk.teams.connected())
        for loop in loops:
            loop.start()
        stack.push_async_callback(_stop, loops)
        url = await stack.enter_async_context(serving(app, host, chosen))
        if desk.slack:
            await stack.enter_async_context(desk.slack.listening())
        await stack.enter_async_context(library.reading())
        parts = HealthParts(place, store, retriever, actions, _CLOCK, desk_of(place.settings), url)
        tick = DeskClocks(office, store, _CLOCK).tick
        await stack.enter_async_context(keeping_time(parts, tick, demo=demo))
        yield url


async def _stop(loops: list[LaneLoop[Any]]) -> None:
    await asyncio.gather(*(loop.stop(DRAIN_SECONDS) for loop in loops))


@dataclass(slots=True)
class _Desk:
    """The wiring of one running desk."""

    place: Place
    store: Store
    retriever: Retriever
    library: OfficeLibrary
    streams: TimelineStreams
    demo: bool
    channels: dict[str, Channel] = field(init=False)
    desks: dict[str, Desk] = field(init=False)
    slack: "SlackParts | None" = field(init=False)
    teams: "TeamsParts | None" = field(init=False)
    ledger: StoredLedger = field(init=False)
    secret: str = field(init=False)

    def __post_init__(self) -> None:
        self.secret = session_key(self.place.settings).get_secret_value()
        web_channel = WebChannel(self.store, _CLOCK, self.streams)
        self.channels = {web_channel.name: web_channel}
        console = ConsoleDesk(self.store, _CLOCK)
        self.slack = None if self.demo else _slack(self.place, self.store, self.library)
        if self.slack:
            self.channels[self.slack.channel.name] = self.slack.channel
        self.teams = None if self.demo else _teams(self.place, self.store, self.secret, takes_files=self._files_seen)
        if self.teams:
            self.channels[self.teams.channel.name] = self.teams.channel
        self.desks = {console.name: console} | ({self.slack.desk.name: self.slack.desk} if self.slack else {})
        self.ledger = StoredLedger(self.store, self.place.folder.office.identity, _CLOCK, self.secret.encode())

    def loops(self, turn: Turn, beside: Helping) -> list[LaneLoop[Any]]:
        """Return the loops: over the inbox, the outbox, and the drafts that nobody looks at."""
        office = self.place.folder.office
        desk = self.slack.desk.name if self.slack else ConsoleDesk.name
        turns = Turns(
            office,
            turn,
            self.store,
            _CLOCK,
            self.ledger,
            desk=desk,
            typing=self._typing,
            desk_help=beside.desk_help,
            observe=beside.observe,
        )
        holds = {self.slack.desk.name: timedelta(seconds=office.slack.relay_hold_seconds)} if self.slack else {}
        specialists = Specialists(office, self.store, _CLOCK, holds)
        surfaces = Surfaces(
            turns,
            specialists,
            Thumbs(office, self.store, _CLOCK),
            DeskQuestions(office, self.store, _CLOCK, desk),
            PublicPlaces(self.store, _CLOCK),
            DeskWishes(office, turn, self.retriever, self.store, _CLOCK, specialists, beside.model),
        )
        worker = InboxWorker(self.store, surfaces.handle, surfaces.give_up, _CLOCK)
        relay = OutboxRelay(self.store, self.channels, self.desks, _CLOCK, alarms_to=desk)
        return [
            LaneLoop(worker, self.store.wakeup("inbox"), _CLOCK),
            LaneLoop(relay, self.store.wakeup("outbox"), _CLOCK),
            LaneLoop(Overdue(office, self.store, _CLOCK), self.store.wakeup("outbox"), _CLOCK, lanes=1),
        ]

    def routes(self, asking: Asking) -> list[web.RouteDef]:
        """Return the chat's routes, and in the demo the page and the console desk."""
        office = self.place.folder.office
        accept = Intake(self.store, _CLOCK)
        example = office.claim_numbers[0].example
        chat = web_routes(
            accept=accept,
            store=self.store,
            streams=self.streams,
            passage=self._passage,
            clock=_CLOCK,
            secret=self.secret,
            welcome=Welcome(
                office.name,
                office.messages.greeting["en"],
                (f"What's the status of claim {example}?", "How long does insurance take to pay?", "Talk to a person"),
            ),
            allowed_origins=office.web.allowed_origins,
            trusted_proxies=office.web.trusted_proxies,
            longest_message=office.web.longest_message,
            messages_per_minute=office.web.messages_per_minute,
            largest_file=office.files.largest if self._files_seen else 0,
        )
        if not self.demo:
            slack = self.slack.connection.routes() if self.slack else []
            return [*chat, *slack, *(self.teams.routes() if self.teams else [])]
        desk = console_routes(
            accept=accept,
            store=self.store,
            streams=self.streams,
            clock=_CLOCK,
            why=self._why,
            ask=_playground(asking),
            tags=choices(tag.name for tag in office.tags),
            translates=self.place.settings.model is not None,
        )
        return [*chat, *desk, *demo_routes()]

    @property
    def _files_seen(self) -> bool:
        """Whether the people of the desk see what patients send: where they do not, nobody may send it."""
        return self.demo or (self.slack is not None and self.place.folder.office.slack.shows_files)

    def probes(self, loops: list[LaneLoop[Any]]) -> dict[str, Any]:
        """Return what `/readyz` asks: the database answers, the documents are loaded, the loops run."""

        async def database() -> bool:
            async with self.store.read() as work:
                await work.outbox.due_at()
            return True

        async def documents() -> bool:
            return self.retriever.ready

        async def working() -> bool:
            return all(loop.healthy for loop in loops)

        return {"database": database, "documents": documents, "loops": working}

    async def counters(self) -> Mapping[str, float]:
        """Return what `/metrics` shows."""
        async with self.store.read() as work:
            letters = await work.dead_letters.all()
            pauses = await work.usage.pauses()
        models = {"claimdesk_model_paused": sum(pause.until is not None for pause in pauses.values())}
        slack = self.slack.connection.pulse.counters if self.slack else {}
        return {"claimdesk_dead_letters": len(letters), **(models if self.place.settings.model else {}), **slack}

    async def _typing(self, conversation: Conversation, doing: str) -> None:
        channel = self.channels.get(conversation.channel)
        if channel:
            await channel.typing(conversation.address, doing)

    async def _passage(self, passage_id: str) -> Passage | None:
        return await self.retriever.passage(passage_id, audience="patient")

    async def _why(self, message_id: str) -> Mapping[str, Any] | None:
        async with self.store.read() as work:
            return await work.transcript.trace(MessageId(message_id))


def _slack(place: Place, store: Store, library: OfficeLibrary) -> "SlackParts | None":
    """Return the desk in Slack where one is set up; only then its SDK is loaded."""
    if place.settings.slack_bot_token is None:
        return None
    from bot.bootstrap.slack import slack_of

    return slack_of(place, store, _CLOCK, Intake(store, _CLOCK), library)


def _teams(place: Place, store: Store, secret: str, *, takes_files: bool) -> "TeamsParts | None":
    """Return the channel of Teams where anything of it is set; only then its SDK is loaded."""
    if not wants_teams(place.settings):
        return None
    from bot.bootstrap.teams import teams_of

    return teams_of(place, store, _CLOCK, Intake(store, _CLOCK), secret, takes_files=takes_files)


def _playground(asking: Asking) -> Any:
    async def ask(question: Question) -> Mapping[str, Any]:
        said = question.identity
        day = said.date_of_birth.strip()
        given = IdentityAnswers(
            first_name=said.first_name,
            last_name=said.last_name,
            date_of_birth=date.fromisoformat(day) if day else None,
            phone_last4=said.phone_last4,
            member_id=said.member_id,
        )
        turned = await asking.ask(
            question.question, Surface(question.speaker), given if given != IdentityAnswers() else None
        )
        return {**report_of(turned), "trace": trace_of(turned)}

    return ask
