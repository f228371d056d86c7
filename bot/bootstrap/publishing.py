"""A report of the clocks as a parcel for the desk."""

from datetime import datetime

from bot.domain.bulletins import Bulletin, Enclosure
from bot.domain.ids import Address, ConversationId, FileId, MessageId
from bot.domain.messages import Destination, Parcel
from bot.ports.store import Work
from scheduler.report import Report

_DESK = ConversationId("desk")
"""Bulletins have a lane of their own: they wait for each other and for no case."""


def parcel_key(run: str) -> str:
    """Return the key of the parcel that carries a run's report."""
    return f"run:{run}"


async def publish(work: Work, key: str, report: Report, desk: str, now: datetime) -> None:
    """Write the report's parcel, and its files, in the transaction of `work`; the same key again writes nothing."""
    if not report.headline:
        return
    enclosures = []
    for number, file in enumerate(report.files):
        enclosure = Enclosure(FileId(f"{key}/{number}"), file.name, file.alt)
        await work.files.keep(enclosure.id, file.content, now)
        enclosures.append(enclosure)
    bulletin = Bulletin(MessageId(f"run-{key}"), report.headline, report.lines, now, report.details, tuple(enclosures))
    parcel = Parcel(parcel_key(key), _DESK, Destination.DESK, desk, Address(""), bulletin)
    await work.outbox.add([parcel], now)
