"""Tell people what became of a delivery: one that fails in silence is the worst kind.

Whoever replied learns the end of their own message, the case's thread what else did not reach the patient, and whoever
leads the desk what did not reach the desk.
"""

from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from bot.delivery.retry import Bury
from bot.domain.bulletins import Bulletin
from bot.domain.escalation import Escalation
from bot.domain.ids import Address, ConversationId, MessageId
from bot.domain.messages import (
    Author,
    AuthorKind,
    Destination,
    Fate,
    FateState,
    Parcel,
    Post,
    Retraction,
    Revision,
)
from bot.ports.store import OutboxRow, Work

DELIVERED = "Delivered to the patient."
FAILED = "{what} did not reach the patient: {reason}. Send it again once that is put right, or reach them another way."
UNCERTAIN = "{what} may or may not have reached the patient: {reason}. Ask them before you send it again."
UNTOLD = "{whose} message to the patient did not arrive: {reason}."
OFF_DESK = "{case}: {what} did not arrive"
CURE = "When that is put right, `claimdesk dead-letters` lists what waits and `claimdesk redrive` sends it again."
_ALARMS = ConversationId("alarms")
_SYSTEM = Author(AuthorKind.SYSTEM, "ClaimDesk")
_KINDS = {
    "open_case": "a new case",
    "post": "a message",
    "card_update": "the card's new state",
    "draft": "a draft answer",
}


def fate_of(row: OutboxRow, buried: Bury | None, now: datetime) -> Fate | None:
    """Return what the desk must show: the end of a specialist's message, the failure of a change to one."""
    content = row.parcel.content
    if row.parcel.destination is not Destination.PATIENT:
        return None
    if isinstance(content, Post) and (content.author.kind is AuthorKind.SPECIALIST or content.drafted):
        return _fate(content, "This message", buried, now)
    if isinstance(content, Revision | Retraction) and buried is not None:
        return _fate(content, "This edit" if isinstance(content, Revision) else "This deletion", buried, now)
    return None


def _fate(content: Post | Revision | Retraction, what: str, buried: Bury | None, now: datetime) -> Fate:
    if buried is None:
        return Fate(content.message_id, FateState.DELIVERED, DELIVERED, now)
    uncertain = buried.state == "uncertain"
    words = (UNCERTAIN if uncertain else FAILED).format(what=what, reason=_reason(buried))
    return Fate(content.message_id, FateState.UNCERTAIN if uncertain else FateState.FAILED, words, now)


async def tell(work: Work, row: OutboxRow, buried: Bury | None, now: datetime, desk: str) -> None:
    """Add what people must know to the transaction that records the delivery's end; alarms go to `desk`, if any."""
    fate = fate_of(row, buried, now)
    if fate is None and (buried is None or isinstance(row.parcel.content, Bulletin)):
        return
    case = await work.escalations.latest(row.parcel.conversation)
    if fate and case:
        # What is sent again ends again, so the moment belongs to the key.
        await work.outbox.add([_to_thread(case, fate, f"fate:{row.parcel.key}:{fate.state}:{now.isoformat()}")], now)
    elif buried and case and row.parcel.destination is Destination.PATIENT:
        line = _line(row, buried, now)
        await work.outbox.add([_to_thread(case, line, f"untold:{row.parcel.key}:{now.isoformat()}")], now)
    elif buried and desk:
        await work.outbox.add([_alarm(row, buried, case, now, desk)], now)


def _to_thread(case: Escalation, content: Fate | Post, key: str) -> Parcel:
    return Parcel(key, case.conversation, Destination.DESK, case.desk, Address(str(case.case)), content)


def _line(row: OutboxRow, buried: Bury, now: datetime) -> Post:
    content = row.parcel.content
    by_bot = isinstance(content, Post) and content.author.kind is AuthorKind.BOT
    text = UNTOLD.format(whose="The assistant's" if by_bot else "A", reason=_reason(buried))
    return Post(MessageId(f"untold-{row.id}-{int(now.timestamp())}"), _SYSTEM, text, now, internal=True)


def _alarm(row: OutboxRow, buried: Bury, case: Escalation | None, now: datetime, desk: str) -> Parcel:
    """One alarm for each case, reason and hour: a channel that is gone takes many parcels with it."""
    reason = _reason(buried)
    what = _KINDS.get(row.parcel.content.type, "a change")
    name = f"Case {case.case}" if case else "No case"
    key = f"alarm:{row.parcel.conversation}:{now:%Y-%m-%dT%H}:{reason}"
    headline = OFF_DESK.format(case=name, what=what)
    alarm = Bulletin(
        MessageId(uuid5(NAMESPACE_OID, key).hex),
        headline,
        (f"{reason[:1].upper()}{reason[1:]}.", CURE),
        now,
        alarm=True,
    )
    return Parcel(key, _ALARMS, Destination.DESK, desk, Address(""), alarm)


def _reason(buried: Bury) -> str:
    return buried.reason.rstrip(".")
