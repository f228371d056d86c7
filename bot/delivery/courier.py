"""Hand one parcel to its platform, and make of whatever happens one of the three delivery errors.

Only `send` can double a message. So where its end is unknown (no answer in time, an error that no adapter foresaw)
it is `Uncertain`; everything else can be repeated without harm and is tried again.
"""

import asyncio
from collections.abc import Mapping

import structlog

from bot.delivery.faults import named
from bot.domain.bulletins import Bulletin
from bot.domain.errors import DeliveryError, RetryLater, Uncertain, Undeliverable
from bot.domain.messages import Call, CardUpdate, Destination, Draft, Fate, OpenCase, Post, Retraction, Revision
from bot.ports.channel import Channel
from bot.ports.desk import Desk
from bot.ports.store import OutboxRow

log = structlog.get_logger(__name__)


class Courier:
    """Knows the channels and desks by name; `limit` is the time in seconds that one delivery may take."""

    def __init__(self, channels: Mapping[str, Channel], desks: Mapping[str, Desk], limit: float) -> None:
        self._channels = channels
        self._desks = desks
        self._limit = limit

    async def carry(self, row: OutboxRow) -> str:
        """Deliver it and return the platform's id: a message's, or an opened case's thread; else empty.

        Raises `RetryLater`, `Undeliverable` or `Uncertain`.
        """
        deliver = self._to_desk if row.parcel.destination is Destination.DESK else self._to_patient
        try:
            async with asyncio.timeout(self._limit):
                return await deliver(row)
        except DeliveryError:
            raise
        except TimeoutError:
            reason = f"{row.parcel.channel} did not answer within {self._limit:g} s"
        except Exception as error:
            reason = f"{row.parcel.channel} failed: {named(error)}"
            log.error("relay.unforeseen", row=row.id, channel=row.parcel.channel, fault=named(error))  # noqa: TRY400
        raise Uncertain(reason) if isinstance(row.parcel.content, Post) else RetryLater(reason)

    async def _to_patient(self, row: OutboxRow) -> str:
        parcel = row.parcel
        channel = self._channels.get(parcel.channel)
        if channel is None:
            raise Undeliverable(f"no channel named {parcel.channel} is set up")
        match parcel.content:
            case Post() as post:
                return await channel.send(parcel.address, post)
            case Revision() as revision:
                return await channel.edit(parcel.address, _shown(row), revision.message_id, revision.text)
            case Retraction() as retraction:
                return await channel.delete(parcel.address, _shown(row), retraction.message_id)
            case other:
                raise Undeliverable(f"a {other.type} is only for the desk")

    async def _to_desk(self, row: OutboxRow) -> str:
        desk = self._desks.get(row.parcel.channel)
        if desk is None:
            raise Undeliverable(f"no desk named {row.parcel.channel} is set up")
        match row.parcel.content:
            case OpenCase(card=card, story=story, left=left):
                return await desk.open_case(card, story, left)
            case Bulletin() as bulletin:
                return await desk.announce(bulletin)
            case _:
                return await self._into_thread(desk, row)

    async def _into_thread(self, desk: Desk, row: OutboxRow) -> str:
        if not row.thread:
            raise Undeliverable(f"case {row.parcel.address} has no thread: redrive its opening first, then this")
        return await _to_thread(desk, row)


async def _to_thread(desk: Desk, row: OutboxRow) -> str:
    shown = row.target or ""
    match row.parcel.content:
        case Post() as post:
            return await desk.send(row.thread, post)
        case Revision() as revision:
            return await desk.edit(row.thread, shown, revision.message_id, revision.text)
        case Retraction() as retraction:
            return await desk.delete(row.thread, shown, retraction.message_id)
        case Call() as call:
            return await desk.call(row.thread, call)
        case CardUpdate() as update:
            await desk.update_card(row.thread, update.card)
        case Draft() as draft:
            return await desk.show_draft(row.thread, shown, draft)
        case Fate() as fate:
            await desk.show_fate(row.thread, shown, fate)
    return ""


def _shown(row: OutboxRow) -> str:
    if row.target is None:
        raise Undeliverable("the message that this changes never reached the patient, so there is nothing to change")
    return row.target
