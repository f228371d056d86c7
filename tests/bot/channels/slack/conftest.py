"""The local Slack behind a fault proxy, and an edge that keeps what it accepts in a real database."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.channels.slack.agent_view import AgentView
from bot.channels.slack.answer_deeds import AnswerDeeds
from bot.channels.slack.answers import SlackAnswers
from bot.channels.slack.api import SlackApi
from bot.channels.slack.background import Background
from bot.channels.slack.documents import Documents
from bot.channels.slack.draft_edge import DraftEdge
from bot.channels.slack.edge import DeskEdge
from bot.channels.slack.front_desk import FrontDesk
from bot.channels.slack.front_listeners import FrontInlets
from bot.channels.slack.home import Home
from bot.channels.slack.listeners import Inlets, bolt_app
from bot.channels.slack.lookback import Lookback
from bot.channels.slack.people import People
from bot.channels.slack.places import Thread
from bot.channels.slack.replies import Replies
from bot.channels.slack.shared_files import SharedFiles
from bot.channels.slack.tag_edge import TagEdge
from bot.channels.slack.translated import TranslatedReplies
from bot.domain.escalation import Reason
from bot.domain.ids import Address
from bot.domain.messages import InboundMessage, Surface
from bot.domain.policy import SlackPolicy, Staff
from bot.domain.tags import choices
from bot.engine.intake import Intake
from bot.engine.saved_answer import AnswerDrafts
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.local_slack import BOT_TOKEN, DANA, DESK, FRAN, FRONT, SECRET, TEAM, LocalSlack, local_slack
from tests.fakes.manual_clock import ManualClock
from tests.fakes.offices import OFFICE
from tests.fakes.shelf_library import ShelfLibrary
from tests.fakes.slack_faults import FaultProxy, fault_proxy

_FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    with local_slack(tmp_path_factory.mktemp("slack")) as running:
        yield running


@pytest.fixture
async def proxy(slack: LocalSlack) -> AsyncIterator[FaultProxy]:
    await slack.forget()
    async with fault_proxy(slack.api) as running:
        yield running


@pytest.fixture
def api(proxy: FaultProxy) -> SlackApi:
    return SlackApi(BOT_TOKEN, f"{proxy.api}/", seconds_apart=0)


@pytest.fixture
async def one_store(sqlite_url: str) -> AsyncIterator[SqlStore]:
    opened = await open_store(sqlite_url)
    yield opened
    await opened.close()


@dataclass
class Edge:
    """What comes in from Slack, as Slack would send it; `accepted` are the messages that were new."""

    app: AsyncApp
    edge: DeskEdge
    thread: Thread
    home: Home
    clock: ManualClock
    translated: TranslatedReplies
    accepted: list[InboundMessage] = field(default_factory=list)

    async def settle(self) -> None:
        await asyncio.sleep(0.01)

    async def send(self, event: Mapping[str, Any], **headers: str) -> int:
        """Deliver an event, signed, and return the status that Slack gets."""
        body = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{time.monotonic_ns()}", "event": event}
        return await self.deliver(json.dumps(body), **headers)

    async def command(self, text: str) -> int:
        """Type a slash command; a repeat is the same one."""
        fields = {"command": "/claim", "text": text, "channel_id": FRONT, "user_id": FRAN, "trigger_id": f"1.{text}"}
        return await self.deliver(urlencode(fields), **_FORM)

    async def press(self, kind: str, **payload: Any) -> tuple[int, Any]:
        """Press a button, choose a shortcut or send a form as Fran; return Slack's status and what we answer."""
        response = await self.interact({"type": kind, "user": {"id": FRAN}, "trigger_id": "1.x", **payload})
        return response.status, json.loads(response.body) if response.body else None

    async def submit(self, form: str, values: Mapping[str, str], carries: str = "") -> tuple[int, Any]:
        fields = {name: {name: {"type": "plain_text_input", "value": value}} for name, value in values.items()}
        view = {
            "id": f"V{form}",
            "type": "modal",
            "callback_id": form,
            "private_metadata": carries,
            "state": {"values": fields},
        }
        return await self.press("view_submission", view=view)

    async def interact(self, payload: Mapping[str, Any]) -> BoltResponse:
        """Deliver the press of a button or the sending of a form, signed, and return what Slack gets."""
        whole = {"team": {"id": TEAM}, "api_app_id": "A01APP", "user": {"id": DANA}, **payload}
        body = urlencode({"payload": json.dumps(whole)})
        return await self.dispatch(body, _FORM)

    async def deliver(self, body: str, **headers: str) -> int:
        return (await self.dispatch(body, {"content-type": "application/json", **headers})).status

    async def dispatch(self, body: str, headers: Mapping[str, str]) -> BoltResponse:
        stamp = str(int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
        sent: dict[str, str | Sequence[str]] = {
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": signature or "",
            **headers,
        }
        return await self.app.async_dispatch(AsyncBoltRequest(body=body, headers=sent))

    def reply(self, text: str = "Your claim is paid.", ts: str = "", **more: Any) -> dict[str, Any]:
        ts = ts or f"{time.time():.6f}"
        base = {"type": "message", "channel": DESK, "user": DANA, "text": text, "ts": ts, "thread_ts": self.thread.ts}
        return base | more

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(message.kind.value, message.text) for message in self.accepted]


@pytest.fixture
def library(tmp_path: Path) -> ShelfLibrary:
    return ShelfLibrary(tmp_path / "knowledge")


@pytest.fixture
async def edge(
    request: pytest.FixtureRequest, slack: LocalSlack, api: SlackApi, one_store: SqlStore, library: ShelfLibrary
) -> Edge:
    root = await api.post(DESK, "Case 1001", [])
    thread = Thread(TEAM, DESK, root)
    now = datetime.now(UTC)
    async with one_store.write() as work:
        conversation = await work.conversations.open("web", Address("w1"), Surface.PATIENT, now)
        case = await work.escalations.open(
            conversation.id, Reason.APPEAL, "An appeal", "slack", now, patient="", claim="", payer=""
        )
        await work.escalations.save(replace(case, thread=thread.address))
    clock = ManualClock(now)
    intake = Intake(one_store, clock)
    accepted: list[InboundMessage] = []

    async def accept(message: InboundMessage) -> bool:
        fresh = await intake(message)
        if fresh:
            accepted.append(message)
        return fresh

    policy = SlackPolicy(desk_channel=DESK, relay=getattr(request, "param", "replies"))
    people = People(api, clock, [DESK])
    files = SharedFiles(api, one_store, clock, 1_000_000)
    replies = Replies(accept, api, people, one_store, policy, files)
    view = AgentView(api, "45012-A")
    answers = SlackAnswers(api, view, lambda text, _: text)
    channels = Staff(channels=getattr(request.node.get_closest_marker("channels"), "args", ()), leads=(DANA,))
    answer_drafts = AnswerDrafts(OFFICE, one_store, clock, quotes=True)
    documents = Documents(api, people, one_store, library, answer_drafts, files, channels, clock)
    home = Home(api, people, one_store, clock, library, library.last_check, channels, DESK, "45012-A")
    staff = FrontInlets(
        front=FrontDesk(accept, api, people, one_store, channels, answers.asked_at, documents.offered),
        deeds=AnswerDeeds(accept, api, people, one_store, lambda text, _: text),
        home=home,
        view=view,
        documents=documents,
        example="45012-A",
    )
    desk_edge = DeskEdge(accept, api, replies, one_store, clock, [DESK])
    drafts = DraftEdge(desk_edge, api, one_store, lambda text, _: text)
    background = Background(api, replies, one_store, Lookback(api, clock), "masked", lambda text, _: text)
    tags = TagEdge(api, desk_edge, one_store, choices(["VIP"]))
    lookback = Lookback(api, clock)
    translated = TranslatedReplies(api, desk_edge, replies, one_store, lookback, "masked", lambda text, _: text)
    inlets = Inlets(desk_edge, background, drafts, tags, translated, staff)
    return Edge(bolt_app(api, inlets, SECRET), desk_edge, thread, home, clock, translated, accepted)
