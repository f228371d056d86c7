"""What an activity of Teams means for us, kept before Teams gets its answer."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.channels.teams.activities import Activity
from bot.channels.teams.places import NAME, Places, address_of
from bot.channels.teams.text import said
from bot.domain.messages import InboundMessage, Kind, Sender, Surface
from bot.ports.channel import Accept

InvokeAnswer = Mapping[str, Any]


class Arrivals:
    """Turns activities into messages. Every method is safe to repeat for the same activity."""

    def __init__(self, accept: Accept, places: Places) -> None:
        self._accept = accept
        self._places = places
        self._takers: dict[str, Callable[[Activity], Awaitable[InvokeAnswer | None]]] = {
            "message": self._message,
            "messageUpdate": self._change,
            "messageDelete": self._change,
        }

    async def take(self, activity: Activity) -> InvokeAnswer | None:
        """Keep what the activity says, and return what an invoke is answered with."""
        await self._places.remember(activity)
        taker = self._takers.get(activity.type)
        return await taker(activity) if taker else None

    async def _message(self, activity: Activity) -> None:
        text = said(activity.text, activity.entities, activity.recipient.id)
        if text and activity.alone:
            await self._accept(inbound(activity, Kind.MESSAGE, text, _key(activity)))

    async def _change(self, activity: Activity) -> None:
        kind = _CHANGES.get(activity.event)
        if kind and activity.alone:
            text = said(activity.text, activity.entities, activity.recipient.id)
            name = f"{_key(activity)}:{kind}:{activity.at.timestamp()}"
            await self._accept(inbound(activity, kind, text, name, target=_key(activity)))


_CHANGES = {"editMessage": Kind.EDIT, "undeleteMessage": Kind.RESTORE, "softDeleteMessage": Kind.DELETE}


def _key(activity: Activity) -> str:
    """Return the one name of a message: Teams numbers them within a conversation."""
    return f"{address_of(activity)}|{activity.id}"


def inbound(activity: Activity, kind: Kind, text: str, external_id: str, *, target: str = "") -> InboundMessage:
    """Return what a patient did in a personal chat. Their name in Teams is not kept: it proves nothing."""
    who = f"{activity.tenant}/{activity.sender.person or activity.sender.id}"
    return InboundMessage(
        channel=NAME,
        external_id=external_id,
        address=address_of(activity),
        surface=Surface.PATIENT,
        kind=kind,
        sender=Sender(who, origin=f"teams:{who}"),
        text=text,
        sent_at=activity.at,
        target_id=target or None,
    )
