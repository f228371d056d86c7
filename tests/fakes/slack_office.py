"""The whole desk with Slack as its billing desk: the real server, the local Slack, and a patient in the web chat."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from bot.bootstrap.parts import Place, open_place
from bot.bootstrap.server import running
from bot.domain.policy import Recurring, SlackPolicy, TimetablePolicy
from bot.settings import Settings
from tests.fakes.chat_visitor import Visitor
from tests.fakes.event_reader import Event, EventReader
from tests.fakes.local_slack import APP_TOKEN, BOT, BOT_TOKEN, DESK, SECRET, LocalSlack

Value = TypeVar("Value")
_NEVER = Recurring(days=())
QUIET = TimetablePolicy(health_check=_NEVER, insight=_NEVER, freshness=_NEVER, housekeeping=_NEVER)
"""Nothing runs by itself: a test must not depend on the weekday on which it runs."""
WAIT = 20.0
NOTHING: Mapping[str, Any] = {}


async def until(
    look: Callable[[], Awaitable[Value]], good: Callable[[Value], object], what: str, seconds: float = WAIT
) -> Value:
    """Look again and again until what is seen is good."""
    seen = await look()
    try:
        async with asyncio.timeout(seconds):
            while not good(seen):
                await asyncio.sleep(0.02)
                seen = await look()
    except TimeoutError:
        raise AssertionError(f"never came: {what}; last seen: {seen}") from None
    return seen


@dataclass
class Line:
    author: str
    text: str
    edited: bool = False
    removed: bool = False
    id: str = ""
    files: tuple[dict[str, Any], ...] = ()


class PatientPage:
    """The chat as a patient sees it."""

    def __init__(self, visitor: Visitor, reader: EventReader) -> None:
        self.lines: dict[str, Line] = {}
        self.visitor = visitor
        self._reader = reader

    async def say(self, text: str) -> None:
        assert (await self.visitor.say(text))[0] == 202

    async def shows(self, good: Callable[[Line], object], what: str) -> Line:
        """Return the line that is as wanted, waiting for it."""
        try:
            async with asyncio.timeout(WAIT):
                while not (found := [line for line in self.lines.values() if good(line)]):
                    event = await self._reader.next()
                    assert event is not None
                    self._take(event)
        except TimeoutError:
            raise AssertionError(f"never shown: {what}; shown: {list(self.lines.values())}") from None
        return found[-1]

    async def saves(self, line: Line) -> bytes:
        """Save the file of a line."""
        status, content = await self.visitor.file(line.id, line.files[0]["id"])
        assert status == 200
        return content

    async def reads(self, text: str) -> Line:
        return await self.shows(lambda line: text in line.text, text)

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.lines.values()]

    def _take(self, event: Event) -> None:
        data = event.data
        if event.kind == "message":
            self.lines[data["message_id"]] = Line(
                data["author"]["name"], data["text"], id=data["message_id"], files=tuple(data["attachments"])
            )
        elif event.kind == "edit":
            line = self.lines[data["message_id"]]
            line.text, line.edited = data["text"], True
        elif event.kind == "delete":
            line = self.lines[data["message_id"]]
            line.text, line.removed = "", True


@dataclass
class Desk:
    slack: LocalSlack
    data: Path | None = field(default=None, kw_only=True)

    async def thread(self) -> str:
        """Return the ts of the newest case's thread, once its story is told and its place is recorded."""
        roots = await until(self._roots, bool, "a case's thread")
        thread: str = roots[-1]["ts"]
        await until(lambda: self.slack.in_thread(thread), bool, "the story")
        if self.data:
            # The local Slack does not send again what came a moment too early for us, as Slack would.
            await until(lambda: self._recorded(thread), bool, "the thread in the database")
        return thread

    async def _recorded(self, thread: str) -> bool:
        with closing(sqlite3.connect(f"file:{self.data}/claimdesk.db?mode=ro", uri=True)) as database:
            query = "SELECT 1 FROM escalations WHERE thread LIKE ?"
            return database.execute(query, (f"%/{thread}",)).fetchone() is not None

    async def root(self, thread: str) -> dict[str, Any]:
        return next(root for root in await self._roots() if root["ts"] == thread)

    async def _roots(self) -> list[dict[str, Any]]:
        return [
            m for m in await self.slack.messages() if m["ts"] == m.get("thread_ts", m["ts"]) and m["user"] == "U0BOT"
        ]

    async def card_says(self, thread: str, words: str) -> None:
        await until(lambda: self.root(thread), lambda root: words in str(root["blocks"]), f"a card that says {words}")

    async def thread_says(self, thread: str, words: str) -> None:
        await until(
            lambda: self.slack.in_thread(thread), lambda told: words in str([m.get("blocks") for m in told]), words
        )

    async def files_in(self, thread: str) -> list[dict[str, Any]]:
        """Return the files that we put into a thread, once there are any."""

        async def ours() -> list[dict[str, Any]]:
            told = await self.slack.in_thread(thread)
            return [file for m in told if m["user"] == BOT for file in m.get("files", ())]

        return await until(ours, bool, "a file in the thread")

    async def marked(self, ts: str, reaction: str) -> None:
        def has_it(messages: list[dict[str, Any]]) -> bool:
            found = next(m for m in messages if m["ts"] == ts)
            return [each["name"] for each in found.get("reactions", ())] == [reaction]

        await until(self.slack.messages, has_it, f"the mark {reaction}")


@dataclass
class Office(Desk):
    url: str
    page: PatientPage
    takes_files: bool = False


def slack_place(
    slack: LocalSlack,
    data: Path,
    *,
    api: str = "",
    office: Path | None = None,
    index: Path | None = None,
    model: str = "",
    changes: Mapping[str, Any] = NOTHING,
    **policy: Any,
) -> Place:
    """Return the sample office, or the one in a folder, with its desk on the local Slack; `model` is an address."""
    settings = Settings.model_validate(
        {
            "CLAIMDESK_DATA": data,
            "CLAIMDESK_PORT": 1,  # nobody's: what listens on the usual one is not ours
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_API_URL": api or slack.api,
            **({"CLAIMDESK_OFFICE": office} if office else {}),
            **({"CLAIMDESK_KNOWLEDGE_URI": str(index)} if index else {}),
            **({"CLAIMDESK_MODEL": "scripted", "OPENAI_BASE_URL": model} if model else {}),
            **({"SLACK_SIGNING_SECRET": SECRET} if slack.requests_to else {"SLACK_APP_TOKEN": APP_TOKEN}),
        }
    )
    place = open_place(settings)
    slack_policy = replace(SlackPolicy(desk_channel=DESK, relay_hold_seconds=0), **policy)
    quiet = replace(place.folder.office, slack=slack_policy, timetable=QUIET, **changes)
    return replace(place, folder=replace(place.folder, office=quiet))


@asynccontextmanager
async def slack_office(
    slack: LocalSlack,
    data: Path,
    *,
    port: int = 0,
    api: str = "",
    token: str = "",
    changes: Mapping[str, Any] = NOTHING,
    **policy: Any,
) -> AsyncIterator[Office]:
    """Serve the office inside the block, with a patient on its page: the one of `token`, else a new one."""
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(
            running(slack_place(slack, data, api=api, changes=changes, **policy), demo=False, port=port)
        )
        http = await stack.enter_async_context(aiohttp.ClientSession(url))
        visitor = Visitor(http)
        visitor.token = token
        if not token:
            await visitor.begin()
        reader = await stack.enter_async_context(visitor.following())
        takes = bool(policy.get("patient_files"))
        yield Office(slack, url, PatientPage(visitor, reader), data=data, takes_files=takes)
