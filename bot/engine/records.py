"""Build what a turn leaves behind: transcript entries, parcels for both ends, the case card. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from bot.domain.conversation import Conversation
from bot.domain.escalation import CaseState, Escalation
from bot.domain.ids import Address, MessageId
from bot.domain.messages import (
    Author,
    AuthorKind,
    CardUpdate,
    CaseCard,
    DeskContent,
    Destination,
    InboundMessage,
    Kind,
    OpenCase,
    Parcel,
    PatientContent,
    Post,
    Surface,
)
from bot.engine.formats import short_day
from bot.engine.handoff import REASONS
from bot.engine.tags import for_card
from bot.ports.desk import NOWHERE
from bot.ports.store import Entry

BOT = Author(AuthorKind.BOT, "ClaimDesk")
SYSTEM = Author(AuthorKind.SYSTEM, "ClaimDesk")
_AUTHORS = {
    Surface.PATIENT: AuthorKind.PATIENT,
    Surface.STAFF: AuthorKind.STAFF,
    Surface.DESK: AuthorKind.SPECIALIST,
}
_NAMELESS = {AuthorKind.PATIENT: "Patient", AuthorKind.STAFF: "Front desk", AuthorKind.SPECIALIST: "Billing specialist"}


def author_of(message: InboundMessage) -> Author:
    """Return who speaks in a message that came in."""
    kind = _AUTHORS[message.surface]
    return Author(kind, message.sender.name or _NAMELESS[kind])


def message_id(channel: str, external_id: str) -> MessageId:
    """Return our id of a message that came in: the same one however often the turn is taken again."""
    return MessageId(uuid5(NAMESPACE_OID, f"{channel}\n{external_id}").hex)


def entry_of(message: InboundMessage, conversation: Conversation, text: str) -> Entry:
    """Return the transcript entry of a message that came in; `text` is redacted."""
    return Entry(
        id=message_id(message.channel, message.external_id),
        conversation=conversation.id,
        author=author_of(message),
        text=text,
        at=message.sent_at,
        channel=message.channel,
        external_id=message.external_id,
        internal=message.kind is Kind.NOTE,
        attachments=message.attachments,
    )


def post_of(entry: Entry) -> Post:
    """Return an entry as it is shown."""
    return Post(
        message_id=entry.id,
        author=entry.author,
        text=entry.text,
        at=entry.at,
        citations=entry.citations,
        internal=entry.internal,
        attachments=entry.attachments,
    )


def to_patient(conversation: Conversation, content: PatientContent, key: str = "") -> Parcel:
    """Address something to the person of a conversation."""
    key = f"{content.type}:{content.message_id}:patient{key}"
    return Parcel(key, conversation.id, Destination.PATIENT, conversation.channel, conversation.address, content)


def to_desk(case: Escalation, content: DeskContent, key: str) -> Parcel:
    """Address something to a case's thread."""
    address = Address(str(case.case))
    return Parcel(
        f"{content.type}:{key}:desk:{case.case}", case.conversation, Destination.DESK, case.desk, address, content
    )


def card_of(case: Escalation, conversation: Conversation, tags: Sequence[str]) -> CaseCard:
    """Return the card that the desk sees first."""
    return CaseCard(
        case=case.case,
        conversation=case.conversation,
        channel=conversation.channel,
        reason=REASONS[case.reason],
        summary=case.summary,
        state=case.state.value,
        patient=case.patient or "Not verified",
        claim=case.claim,
        payer=case.payer,
        tags=for_card(tags),
        owner=case.owner_name,
        opened_at=case.opened_at,
        promised=short_day(case.promised) if case.promised else "",
    )


def card_update(case: Escalation, conversation: Conversation, tags: Sequence[str], now: datetime) -> Parcel:
    """Bring a case's card up to date."""
    return to_desk(case, CardUpdate(card_of(case, conversation, tags)), now.isoformat())


def opened(
    case: Escalation, conversation: Conversation, tags: Sequence[str], story: Iterable[Entry], left: Address = NOWHERE
) -> Parcel:
    """Start a case's thread with the story so far, once for each thread that it has `left`."""
    posts = tuple(post_of(entry) for entry in story if entry.deleted_at is None)
    return to_desk(case, OpenCase(card_of(case, conversation, tags), posts, left), f"open:{left}" if left else "open")


def is_open(case: Escalation) -> bool:
    """Say whether the desk still works on a case."""
    return case.state in {CaseState.WAITING, CaseState.TAKEN}
