"""The desk in Slack on its own, without the office around it."""

from typing import Any

from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import SlackDesk
from bot.channels.slack.posts import Words
from bot.domain.ids import FileId
from bot.domain.messages import AuthorKind
from bot.domain.policy import SlackPolicy
from bot.ports.clock import Clock
from tests.fakes.local_slack import DESK


def as_it_is(text: str, author: AuthorKind) -> str:
    return text


async def some_bytes(file: FileId) -> bytes:
    return b"%PDF-1.7"


def slack_desk(api: SlackApi, clock: Clock, words: Words = as_it_is, **policy: Any) -> SlackDesk:
    return SlackDesk(api, clock, SlackPolicy(**{"desk_channel": DESK, **policy}), words, some_bytes, translates=True)
