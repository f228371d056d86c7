"""What stands on the app's home page. Pure.

Home pages are no messages, so nothing of a patient stands there (Slack's own conditions for health information).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.channels.slack.answer_blocks import context
from bot.channels.slack.document_forms import AUDIENCES, decision
from bot.channels.slack.forms import plain
from bot.channels.slack.mrkdwn import escaped, shown
from bot.channels.slack.places import thread_at
from bot.channels.slack.posts import Block, moment
from bot.domain.escalation import CaseState, Escalation
from bot.ports.health import LastCheck
from bot.ports.library import DocumentDue, Unread
from knowledge.proposal import Proposal

MOST_CASES, MOST_DOCUMENTS = 50, 10
"""Lines of each kind on one page; Slack takes 100 blocks."""
WELCOME = "Ask me about a claim: write to me here under Messages, mention me in a channel, or type `/claim {example}`."
NONE_YET = "None yet."


class Filter(StrEnum):
    """Which open cases a person wants to see."""

    ALL = "home_all"
    WAITING = "home_waiting"
    MINE = "home_mine"


_FILTERS = {Filter.ALL: "All", Filter.WAITING: "Waiting", Filter.MINE: "Mine"}
_NOTHING = {
    Filter.ALL: "Nobody waits for an answer.",
    Filter.WAITING: "Every case has its specialist.",
    Filter.MINE: "You have no open case.",
}


@dataclass(frozen=True, slots=True)
class Office:
    """What the page shows of the office's state. `decides` says whether its reader may approve documents."""

    cases: Sequence[Escalation]
    waiting: Sequence[Proposal]
    due: Sequence[DocumentDue]
    unread: Sequence[Unread]
    checked: LastCheck | None
    decides: bool


def welcome(example: str) -> list[Block]:
    """Return what everybody reads."""
    return [_section(WELCOME.format(example=example))]


def office_blocks(office: Office, chosen: Filter, user: str, workspace: str, channel: str) -> list[Block]:
    """Return what those who work on the desk see; `workspace` is the address that links begin with."""
    return [
        *_cases(office.cases, chosen, user, workspace),
        *_documents(office),
        *_check(office.checked),
        context(f"The desk is in <#{channel}>. What you add or approve stands in the office's knowledge folder."),
    ]


def _cases(cases: Sequence[Escalation], chosen: Filter, user: str, workspace: str) -> list[Block]:
    waiting = sum(case.state is CaseState.WAITING for case in cases)
    shown = [case for case in cases if _wanted(case, chosen, user)]
    buttons = [_filter(each, chosen) for each in Filter]
    blocks: list[Block] = [
        _header(f"Open cases: {waiting} waiting, {len(cases) - waiting} taken"),
        {"type": "actions", "block_id": "filters", "elements": buttons},
        *(_section(_line(case, workspace)) for case in shown[:MOST_CASES]),
    ]
    if not shown:
        blocks.append(_section(_NOTHING[chosen]))
    if len(shown) > MOST_CASES:
        blocks.append(_section(f"… and {len(shown) - MOST_CASES} more"))
    return blocks


def _wanted(case: Escalation, chosen: Filter, user: str) -> bool:
    if chosen is Filter.WAITING:
        return case.state is CaseState.WAITING
    return chosen is Filter.ALL or (case.state is CaseState.TAKEN and case.owner_id == user)


def _line(case: Escalation, workspace: str) -> str:
    name = f"Case {case.case}"
    if case.thread:
        thread = thread_at(case.thread)
        name = f"<{workspace}archives/{thread.channel}/p{thread.ts.replace('.', '')}|{name}>"
    owner = f"with {escaped(case.owner_name)}" if case.state is CaseState.TAKEN else "nobody yet"
    mark = "🔵" if case.state is CaseState.TAKEN else "🟠"
    return f"{mark} *{name}* · {owner} · opened {moment(case.opened_at, '{ago}')}"


def _documents(office: Office) -> list[Block]:
    blocks: list[Block] = [_header("Documents")]
    for proposal in office.waiting[:MOST_DOCUMENTS]:
        about = f"{escaped(proposal.topic)} · {AUDIENCES[proposal.audience]} · from {escaped(proposal.owner)}"
        blocks.append(_section(f"*Waits for approval:* {escaped(proposal.title)}\n{about}"))
        blocks += [decision(proposal.file)] if office.decides else []
    if office.due:
        due = [f"• {escaped(each.title)} · {each.review_date:%b %-d, %Y}{_owner(each)}" for each in office.due]
        blocks.append(_section("\n".join(["*Due for review*", *_cut(due)])))
    else:
        blocks.append(_section("No document is due for review."))
    if office.unread:
        unread = [f"• {escaped(f'{each.source}: {each.problem}. {each.cure}')}" for each in office.unread]
        blocks.append(_section("\n".join(["*Could not be read*", *_cut(unread)])))
    return blocks


def _owner(document: DocumentDue) -> str:
    return f" · {escaped(document.owner)}" if document.owner else ""


def _check(checked: LastCheck | None) -> list[Block]:
    if checked is None:
        text = NONE_YET
    elif not checked.broken:
        text = f"✅ All well, {moment(checked.at, '{date_short_pretty} at {time}')}."
    else:
        lines = _cut([f"• {escaped(each)}" for each in checked.broken])
        count = "1 thing needs" if len(checked.broken) == 1 else f"{len(checked.broken)} things need"
        text = "\n".join([f"⚠️ {count} a person, {moment(checked.at, '{date_short_pretty} at {time}')}:", *lines])
    return [_header("Last health check"), _section(text)]


def _cut(lines: Sequence[str]) -> list[str]:
    more = len(lines) - MOST_DOCUMENTS
    shown = [line[:250] for line in lines[:MOST_DOCUMENTS]]
    return [*shown, f"… and {more} more"] if more > 0 else shown


def _filter(each: Filter, chosen: Filter) -> dict[str, Any]:
    look = {"style": "primary"} if each is chosen else {}
    return {"type": "button", "action_id": each.value, "text": plain(_FILTERS[each]), **look}


def _header(text: str) -> Block:
    return {"type": "header", "text": plain(text)}


def _section(mrkdwn: str) -> Block:
    return {"type": "section", "text": shown(mrkdwn[:3000])}
