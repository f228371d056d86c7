"""The app's home page in Slack: the open cases for those who work on them, a word of welcome for everybody else.

Home pages are no messages, so nothing of a patient stands there (Slack's own conditions for health information).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import NAME
from bot.channels.slack.mrkdwn import escaped
from bot.channels.slack.people import People
from bot.channels.slack.places import thread_at
from bot.channels.slack.posts import Block
from bot.domain.escalation import CaseState, Escalation
from bot.ports.clock import Clock
from bot.ports.store import Store

MOST = 90
"""Cases on one page; Slack takes 100 blocks."""
WELCOME = "Ask me about a claim: write to me here under Messages, mention me in a channel, or type `/claim 45012-A`."


class Home:
    """Shows each person their page when they open it."""

    def __init__(self, api: SlackApi, people: People, store: Store, clock: Clock) -> None:
        self._api = api
        self._people = people
        self._store = store
        self._clock = clock

    async def show(self, user: str) -> None:
        """Publish the page of `user`; raises `DeliveryError`."""
        blocks: list[Block] = [_section(WELCOME)]
        if not (await self._people.person(user)).barred:
            async with self._store.read() as work:
                cases = await work.escalations.listed([CaseState.WAITING, CaseState.TAKEN])
            ours = [case for case in cases if case.desk == NAME]
            blocks += case_blocks(ours, (await self._api.me()).url, self._clock.now())
        await self._api.publish_home(user, blocks)


def case_blocks(cases: Sequence[Escalation], workspace: str, now: datetime) -> list[Block]:
    """Return the open cases, those that nobody has taken first, each kind oldest first."""
    waiting = [case for case in cases if case.state is CaseState.WAITING]
    taken = [case for case in cases if case.state is CaseState.TAKEN]
    title = f"{len(waiting)} waiting, {len(taken)} taken"
    blocks: list[Block] = [{"type": "header", "text": {"type": "plain_text", "text": title}}]
    blocks += [_section(_line(case, workspace, now)) for case in [*waiting, *taken][:MOST]]
    if len(cases) > MOST:
        blocks.append(_section(f"… and {len(cases) - MOST} more"))
    return blocks


def age(seconds: float) -> str:
    """Return a time span as people say it."""
    minutes = int(seconds // 60)
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else f"{hours // 24} days"


def _line(case: Escalation, workspace: str, now: datetime) -> str:
    name = f"Case {case.case}"
    if case.thread:
        thread = thread_at(case.thread)
        name = f"<{workspace}archives/{thread.channel}/p{thread.ts.replace('.', '')}|{name}>"
    owner = escaped(case.owner_name) if case.state is CaseState.TAKEN else "nobody yet"
    return f"*{name}* · {age((now - case.opened_at).total_seconds())} · {owner}"


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
