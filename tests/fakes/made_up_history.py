"""Eight weeks of made-up conversations, written in bulk into the desk's own tables."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.conversation import Conversation, State
from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.ids import Address, CaseNumber, ConversationId
from bot.domain.messages import Surface
from bot.store.tables import conversations, escalations, feedback, tags, traces, transcript

FIRST_MONDAY = datetime(2026, 9, 28, 6, 0, tzinfo=UTC)
"""Midnight in Boise, eight weeks before the Monday on which the report is made."""
REPORTED_ON = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
PAYERS = ("northwind-health-plan", "cedar-ridge-mutual", "harborline-insurance", "granite-peak-health")
CODES = ("CO-16", "CO-29", "CO-45", "CO-97", "PR-1", "OA-23", "CO-226")
QUESTIONS = (
    "Do you take care of acupuncture bills?",
    "Can I get an itemized statement for acupuncture?",
    "Who pays for hearing aids and acupuncture?",
)


@dataclass
class _Sheets:
    conversations: list[dict[str, Any]]
    tags: list[dict[str, Any]]
    transcript: list[dict[str, Any]]
    traces: list[dict[str, Any]]
    escalations: list[dict[str, Any]]
    feedback: list[dict[str, Any]]


async def write_history(connection: AsyncConnection, number: int, seed: int = 7) -> None:
    """Write `number` conversations; the same seed writes the same ones."""
    dice = random.Random(seed)
    sheets = _Sheets([], [], [], [], [], [])
    for each in range(number):
        _conversation(dice, sheets, each)
    for table, rows in (
        (conversations, sheets.conversations),
        (tags, sheets.tags),
        (transcript, sheets.transcript),
        (traces, sheets.traces),
        (escalations, sheets.escalations),
        (feedback, sheets.feedback),
    ):
        await connection.execute(sa.insert(table), rows)


def _conversation(dice: random.Random, sheets: _Sheets, number: int) -> None:
    name, began = f"c{number}", FIRST_MONDAY + timedelta(minutes=dice.randrange(8 * 7 * 24 * 60))
    body = Conversation(ConversationId(name), "web", Address(name), Surface.PATIENT, State.BOT, 1, "en", began, began)
    sheets.conversations.append(
        {"id": name, "channel": "web", "address": name, "state": "bot", "version": 1, "last_at": began, "body": body}
    )
    reason = dice.choice(list(Reason)) if dice.random() < 0.3 else None
    about = {f"route:{dice.choice(('lookup', 'docs', 'handoff'))}", "lang:en"}
    about |= {f"payer:{dice.choice(PAYERS)}"} if dice.random() < 0.7 else set()
    about |= {f"code:{dice.choice(CODES)}"} if dice.random() < 0.3 else set()
    about |= {f"handoff:{reason}"} if reason else set()
    sheets.tags += [{"conversation": name, "tag": tag, "at": began} for tag in sorted(about)]
    at = began
    for turn in range(dice.randint(1, 3)):
        at += timedelta(minutes=dice.randint(0, 4000 if turn else 3))
        _turn(dice, sheets, name, f"{name}-{turn}", at)
    if reason:
        _case(dice, sheets, name, reason, at)


def _turn(dice: random.Random, sheets: _Sheets, conversation: str, message: str, at: datetime) -> None:
    _says(sheets, conversation, f"{message}-p", "patient", dice.choice(QUESTIONS), at)
    _says(sheets, conversation, f"{message}-b", "bot", "An answer.", at + timedelta(seconds=1))
    outcome = dice.choices(("found", "not_found", "unavailable", "failed"), (80, 10, 7, 3))[0]
    looks = [{"action": "get_claim_status", "claim": "…12-A", "outcome": outcome}] if dice.random() < 0.6 else []
    sheets.traces.append({"message_id": f"{message}-b", "trace": {"route": "lookup", "lookup": looks}})
    if dice.random() < 0.1:
        thumb = dice.choice(("up", "up", "down"))
        sheets.feedback.append(
            {
                "message_id": f"{message}-b",
                "person": "p",
                "conversation": conversation,
                "channel": "web",
                "thumb": thumb,
                "at": at + timedelta(seconds=30),
                "wrong": "The date was wrong" if thumb == "down" and dice.random() < 0.3 else "",
            }
        )


def _case(dice: random.Random, sheets: _Sheets, conversation: str, reason: Reason, at: datetime) -> None:
    case = Escalation(
        CaseNumber(0), ConversationId(conversation), reason, "", CaseState.WAITING, "slack", at + timedelta(seconds=2)
    )
    if dice.random() < 0.9:
        answered = at + timedelta(minutes=dice.randint(1, 600))
        _says(sheets, conversation, f"{conversation}-s", "specialist", "Hello.", answered)
        case = replace(case, state=CaseState.TAKEN, owner_name="Dana", taken_at=answered)
        if dice.random() < 0.8:
            case = replace(case, state=CaseState.RESOLVED, ended_at=answered + timedelta(minutes=dice.randint(1, 9000)))
    sheets.escalations.append(
        {
            "conversation": conversation,
            "state": case.state,
            "desk": "slack",
            "thread": "",
            "opened_at": case.opened_at,
            "body": case,
        }
    )


def _says(sheets: _Sheets, conversation: str, name: str, author: str, text: str, at: datetime) -> None:
    sheets.transcript.append(
        {
            "id": name,
            "conversation": conversation,
            "channel": "web",
            "author_kind": author,
            "author_name": "",
            "text": text,
            "at": at,
            "citations": (),
            "internal": False,
        }
    )
