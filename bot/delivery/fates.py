"""Tell the specialist what became of a message to the patient: a delivery that fails in silence is the worst kind."""

from datetime import datetime

from bot.delivery.retry import Bury
from bot.domain.ids import Address
from bot.domain.messages import AuthorKind, Destination, Fate, FateState, Parcel, Post, Retraction, Revision
from bot.ports.store import OutboxRow, Work

DELIVERED = "Delivered to the patient."
FAILED = "{what} did not reach the patient: {reason}. Reach them another way, or have the dead letter redriven."
UNCERTAIN = "{what} may or may not have reached the patient: {reason}. Ask them before you send it again."


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
    words = (UNCERTAIN if uncertain else FAILED).format(what=what, reason=buried.reason.rstrip("."))
    return Fate(content.message_id, FateState.UNCERTAIN if uncertain else FateState.FAILED, words, now)


async def tell(work: Work, row: OutboxRow, buried: Bury | None, now: datetime) -> None:
    """Add the fate's parcel to the transaction that records the delivery's end."""
    fate = fate_of(row, buried, now)
    case = await work.escalations.latest(row.parcel.conversation) if fate else None
    if fate is None or case is None:
        return
    parcel = Parcel(
        key=f"fate:{row.parcel.key}:{fate.state}",
        conversation=row.parcel.conversation,
        destination=Destination.DESK,
        channel=case.desk,
        address=Address(str(case.case)),
        content=fate,
    )
    await work.outbox.add([parcel], now)
