"""The billing desk in Slack, put together from settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pydantic import SecretStr

from bot.bootstrap.last_check import last_check_of
from bot.bootstrap.parts import Place
from bot.channels.slack.agent_view import AgentView
from bot.channels.slack.answer_deeds import AnswerDeeds
from bot.channels.slack.answers import SlackAnswers
from bot.channels.slack.api import SlackApi
from bot.channels.slack.background import Background
from bot.channels.slack.catch_up import CatchUp
from bot.channels.slack.checkup import Checkup
from bot.channels.slack.connection import Connection
from bot.channels.slack.desk import ReadFile, SlackDesk
from bot.channels.slack.documents import Documents
from bot.channels.slack.draft_edge import DraftEdge
from bot.channels.slack.edge import DeskEdge
from bot.channels.slack.front_desk import FrontDesk
from bot.channels.slack.front_listeners import FrontInlets
from bot.channels.slack.home import Home, HomeRefresh
from bot.channels.slack.listeners import Inlets, bolt_app
from bot.channels.slack.lookback import Lookback
from bot.channels.slack.moves import Reopen
from bot.channels.slack.people import People
from bot.channels.slack.posts import Words
from bot.channels.slack.privacy import letter_by_letter, withheld
from bot.channels.slack.pulse import Pulse, judging
from bot.channels.slack.replies import Replies
from bot.channels.slack.shared_files import SharedFiles
from bot.channels.slack.tag_edge import TagEdge
from bot.channels.slack.translated import TranslatedReplies
from bot.domain.escalation import Escalation
from bot.domain.ids import FileId
from bot.domain.messages import AuthorKind
from bot.domain.policy import Office
from bot.domain.tags import choices
from bot.engine.cases import reopen_case
from bot.engine.masking import masked
from bot.engine.saved_answer import AnswerDrafts
from bot.ports.channel import Accept
from bot.ports.clock import Clock
from bot.ports.library import Library
from bot.ports.store import Store
from bot.settings import Settings, SettingsError


@dataclass(frozen=True, slots=True)
class SlackParts:
    """The desk, the front desk's channel, and the edge through which what happens in Slack comes in."""

    desk: SlackDesk
    channel: SlackAnswers
    connection: Connection
    catch_up: CatchUp
    home: HomeRefresh

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Take what happens in Slack inside the block, and read what happened while nobody listened."""
        async with self.catch_up.running(), self.home.running(), self.connection.open(self.catch_up.ring):
            yield


def slack_of(place: Place, store: Store, clock: Clock, accept: Accept, library: Library) -> SlackParts:
    """Return the desk in Slack; raises `SettingsError` where something is missing."""
    settings, policy = place.settings, place.folder.office.slack
    _check(settings, policy.desk_channel)
    api = SlackApi(_secret(settings.slack_bot_token), _api_address(settings))
    words = _words(place.folder.office, clock)
    people = People(api, clock, policy.channels, place.folder.office.staff)
    files = SharedFiles(api, store, clock, place.folder.office.files.largest)
    pulse = Pulse()
    replies = Replies(judging(accept, pulse, clock), api, people, store, policy, files)
    edge = DeskEdge(accept, api, replies, store, clock, policy.channels)
    example = place.folder.office.claim_numbers[0].example
    view = AgentView(api, example)
    answers = SlackAnswers(api, view, words)
    office = place.folder.office
    drafts = AnswerDrafts(office, store, clock, quotes=policy.phi != "none")
    documents = Documents(api, people, store, library, drafts, files, office.staff, clock)
    home = Home(api, people, store, clock, library, last_check_of(store), office.staff, policy.desk_channel, example)
    staff = FrontInlets(
        front=FrontDesk(accept, api, people, store, office.staff, answers.asked_at, documents.offered),
        deeds=AnswerDeeds(accept, api, people, store, words),
        home=home,
        view=view,
        documents=documents,
        example=example,
    )
    background = Background(api, replies, store, Lookback(api, clock), policy.phi, words)
    inlets = Inlets(
        desk=edge,
        background=background,
        drafts=DraftEdge(edge, api, store, words),
        tags=TagEdge(api, edge, store, choices(tag.name for tag in office.tags)),
        translated=TranslatedReplies(api, edge, replies, store, Lookback(api, clock), policy.phi, words),
        staff=staff,
    )
    app = bolt_app(api, inlets, _secret(settings.slack_signing_secret))
    return SlackParts(
        desk=SlackDesk(api, clock, policy, words, _reading(store), translates=settings.model is not None),
        channel=answers,
        connection=Connection(app, _secret(settings.slack_app_token), _api_address(settings), pulse),
        catch_up=CatchUp(edge, store, policy.channels, _reopening(store, clock), clock),
        home=HomeRefresh(home, store),
    )


def checkup_of(place: Place) -> Checkup:
    """Return what looks at the workspace's health."""
    settings = place.settings
    api = SlackApi(_secret(settings.slack_bot_token), _api_address(settings))
    policy = place.folder.office.slack
    return Checkup(api, policy.channels, _secret(settings.slack_app_token), guarded=policy.phi != "none")


def _check(settings: Settings, channel: str) -> None:
    problems = []
    if not (settings.slack_app_token or settings.slack_signing_secret):
        problems.append(
            "SLACK_APP_TOKEN: is not set beside SLACK_BOT_TOKEN. Set it for Socket Mode, or SLACK_SIGNING_SECRET to "
            "have Slack send signed requests to /slack/events"
        )
    if not channel:
        problems.append(
            "SLACK_BOT_TOKEN: is set, but office.yml names no channel for the desk. Write its id under slack, "
            "desk_channel"
        )
    if problems:
        raise SettingsError(problems)


def _secret(value: SecretStr | None) -> str:
    return value.get_secret_value() if value else ""


def _api_address(settings: Settings) -> str:
    return f"{settings.slack_api_url}/"


def _reopening(store: Store, clock: Clock) -> Reopen:
    async def reopen(case: Escalation) -> None:
        async with store.write() as work:
            await reopen_case(work, case, clock.now())

    return reopen


def _reading(store: Store) -> ReadFile:
    async def read(file: FileId) -> bytes | None:
        async with store.read() as work:
            return await work.files.read(file)

    return read


def _words(office: Office, clock: Clock) -> Words:
    """Return what of a text may stand in Slack, as the office decided."""
    return {"none": withheld, "masked": _masking(office, clock), "full": letter_by_letter}[office.slack.phi]


def _masking(office: Office, clock: Clock) -> Words:
    def words(text: str, author: AuthorKind) -> str:
        return masked(text, author, office, clock.now().date())

    return words
