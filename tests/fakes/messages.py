"""Invented messages and parcels, with only what a test cares about spelled out."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.attachments import Attachment
from bot.domain.ids import Address, CaseNumber, ConversationId, FileId, MessageId
from bot.domain.messages import (
    Author,
    AuthorKind,
    CaseCard,
    Content,
    Destination,
    InboundMessage,
    Kind,
    OpenCase,
    Parcel,
    Post,
    Sender,
    Surface,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


LETTER = Attachment(FileId("f1"), "letter.pdf", "application/pdf", 8)


def inbound(external_id: str, text: str = "Where is my claim?", **changes: Any) -> InboundMessage:
    values: dict[str, Any] = {
        "channel": "web",
        "external_id": external_id,
        "address": Address("w1"),
        "surface": Surface.PATIENT,
        "kind": Kind.MESSAGE,
        "sender": Sender("visitor-1", "Wanda Testcase"),
        "text": text,
        "sent_at": NOON,
    }
    return InboundMessage(**values | changes)


def post(message_id: str, text: str = "Your claim was received.", kind: AuthorKind = AuthorKind.BOT) -> Post:
    return Post(MessageId(message_id), Author(kind, "Ana"), text, NOON)


def card(case: CaseNumber, conversation: ConversationId) -> CaseCard:
    return CaseCard(
        case=case,
        conversation=conversation,
        channel="web",
        reason="appeal",
        summary="Asks about an appeal",
        state="waiting",
        patient="W. T.",
        claim="...12-A",
        payer="Example Health",
        tags=("appeal",),
        owner="",
        opened_at=NOON,
    )


def open_case(case: CaseNumber, conversation: ConversationId) -> OpenCase:
    return OpenCase(card(case, conversation), (post("m0", "I want to appeal.", AuthorKind.PATIENT),))


def to_patient(content: Content, conversation: str = "c1", key: str = "") -> Parcel:
    return Parcel(
        key or f"patient:{getattr(content, 'message_id', '')}:{content.type}",
        ConversationId(conversation),
        Destination.PATIENT,
        "web",
        Address("w1"),
        content,
    )


def to_desk(content: Content, case: CaseNumber, conversation: str = "c1", key: str = "") -> Parcel:
    return Parcel(
        key or f"desk:{getattr(content, 'message_id', case)}:{content.type}",
        ConversationId(conversation),
        Destination.DESK,
        "console",
        Address(str(case)),
        content,
    )
