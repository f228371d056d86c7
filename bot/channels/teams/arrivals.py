"""What an activity of Teams means for us, kept before Teams gets its answer."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

from bot.channels.teams.activities import Activity
from bot.channels.teams.cards import Press, fill_in_first, press_of
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.front_desk import FrontDesk
from bot.channels.teams.inbound import Said
from bot.channels.teams.likeness import likeness
from bot.channels.teams.patient_files import Fetched, PatientFiles
from bot.channels.teams.places import Places
from bot.channels.teams.presses import CARD, FEEDBACK, Presses
from bot.domain.messages import Kind, Surface
from bot.domain.resends import Arrival
from bot.ports.channel import Accept
from bot.ports.store import Reference

Json = Mapping[str, Any]
TOO_LONG = {
    "en": "Your message has {size:,} characters, and I can take {longest:,} at once. Please send it in parts.",
    "es": "Su mensaje tiene {size:,} caracteres y puedo recibir {longest:,} a la vez. Envíelo en partes, por favor.",
}
_CHANGES = {"editMessage": Kind.EDIT, "undeleteMessage": Kind.RESTORE, "softDeleteMessage": Kind.DELETE}


class UnknownInvoke(Exception):
    """Teams wants an answer to something that we have not."""


class Arrivals:
    """Turns activities into messages. Every method is safe to repeat for the same activity.

    `secret` hides the words by which a message is known that comes again. `longest` is the most characters
    of one.
    """

    def __init__(
        self,
        accept: Accept,
        places: Places,
        presses: Presses,
        front_desk: FrontDesk,
        files: PatientFiles,
        channel: TeamsChannel,
        secret: str,
        longest: int,
    ) -> None:
        self._accept = accept
        self._places = places
        self._presses = presses
        self._front_desk = front_desk
        self._files = files
        self._channel = channel
        self._secret = secret.encode()
        self._longest = longest
        self._turns = WeakValueDictionary[str, asyncio.Lock]()

    async def take(self, activity: Activity, came_at: datetime) -> Json | None:
        """Keep what the activity says, and return what an invoke is answered with.

        `came_at` is when its request came. Raises `UnknownInvoke`.
        """
        if activity.type == "invoke":
            return await self._invoke(activity, await self._places.remember(activity))
        # A message whose files are still being fetched must not be overtaken by the next, nor by its own edit.
        async with self._turns.setdefault(activity.conversation.id, asyncio.Lock()):
            await self._take(activity, await self._places.remember(activity), came_at)
        return None

    async def _take(self, activity: Activity, place: Reference, came_at: datetime) -> None:
        if activity.type == "message":
            await self._message(await self._said(activity, place), came_at)
        elif activity.type == "conversationUpdate":
            self._front_desk.look_again()
        elif activity.event in _CHANGES and activity.type in {"messageUpdate", "messageDelete"}:
            await self._change(await self._said(activity, place))

    async def _said(self, activity: Activity, place: Reference) -> Said:
        if activity.alone:
            return Said(activity, Surface.PATIENT)
        refusal = ""
        if self._front_desk.has(activity.thread):
            refusal = await self._front_desk.refusal(activity, place)
            if not refusal:
                return Said(activity, Surface.STAFF)
        alone = await self._places.alone_with(activity.tenant, activity.sender.person or activity.sender.id)
        return Said(activity, Surface.PUBLIC, alone.address if alone else None, refusal)

    async def _message(self, said: Said, came_at: datetime) -> None:
        press = press_of(said.activity.value)
        if press and said.surface is not Surface.PUBLIC:
            return await self._press(said, press)
        if said.text and await self._too_long(said):
            return None
        files = await self._files.fetch(said.activity) if said.surface is Surface.PATIENT else Fetched()
        if files.refused:
            await self._channel.notice(said.address, " ".join(files.refused))
        text = said.text
        if not (text or files.attachments) or not (said.activity.alone or _addressed(said.activity)):
            return None
        if said.refusal:
            await self._channel.notice(said.address, said.refusal)
        arrival = Arrival(likeness(said, self._secret), came_at)
        message = said.message(Kind.MESSAGE, text, said.key, files=files.attachments, arrival=arrival)
        if not await self._accept(message) and files.attachments:
            await self._files.forget_unless_kept(message)
        return None

    async def _press(self, said: Said, press: Press) -> None:
        """Take a button of a client that sends a message for it, and shows nothing of an answer."""
        if press.empty:
            await self._channel.notice(said.address, fill_in_first(press))
        await self._presses.press(said, press)

    async def _too_long(self, said: Said) -> bool:
        """Say so to whoever wrote more than one turn can read while others wait."""
        if len(said.text) <= self._longest:
            return False
        if said.activity.alone or _addressed(said.activity):
            words = TOO_LONG["es" if said.activity.locale.startswith("es") else "en"]
            await self._channel.notice(said.address, words.format(size=len(said.text), longest=self._longest))
        return True

    async def _change(self, said: Said) -> None:
        if said.surface is not Surface.PUBLIC and not await self._too_long(said):
            kind = _CHANGES[said.activity.event]
            name = f"{said.key}:{kind}:{said.activity.at.timestamp()}"
            await self._accept(said.message(kind, said.text, name, target=said.key))

    async def _invoke(self, activity: Activity, place: Reference) -> Json:
        takers: dict[str, Callable[[Said], Awaitable[Json]]] = {
            CARD: self._presses.card,
            FEEDBACK: self._presses.feedback,
        }
        said = await self._said(activity, place)
        if activity.name not in takers or said.surface is Surface.PUBLIC:
            raise UnknownInvoke(activity.name)
        return await takers[activity.name](said)


def _addressed(activity: Activity) -> bool:
    """Say whether we are mentioned: what people say to each other is none of our business."""
    mentions = (e.get("mentioned") for e in activity.entities if e.get("type") == "mention")
    return any(isinstance(whom, dict) and whom.get("id") == activity.recipient.id for whom in mentions)
