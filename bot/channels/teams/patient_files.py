"""Files that a patient sends in a personal chat, fetched at once: the addresses that Teams gives end within minutes.

A file's address carries its own permission and gets no token of ours. A pasted picture lies with the connector, which
wants our token and gets it, as any other call of ours.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import aiohttp

from bot.channels.teams.activities import Activity
from bot.channels.teams.clouds import Cloud
from bot.channels.teams.framework import Framework
from bot.channels.teams.places import NAME, address_of
from bot.domain.attachments import Attachment, FileRefused, attach, too_large
from bot.domain.errors import DeliveryError
from bot.domain.ids import FileId
from bot.domain.messages import InboundMessage
from bot.ports.clock import Clock
from bot.ports.store import Store

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
MOST = 10
"""Files of one message; Teams itself lets a person attach no more."""
SECONDS = 9.0
"""For all files of a message together: Teams waits some fifteen for its answer."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a message's files: those that we keep now, and for each other one why not, in words."""

    attachments: tuple[Attachment, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sent:
    """`origin` is the file's own id, where Teams tells it: the address may be another each time."""

    name: str
    address: str
    pasted: bool
    origin: str


class PatientFiles:
    """`largest` is the most bytes that one file may have, 0 where patients send none."""

    def __init__(self, framework: Framework, store: Store, clock: Clock, cloud: Cloud, largest: int) -> None:
        self._framework = framework
        self._store = store
        self._clock = clock
        self._cloud = cloud
        self._largest = largest

    async def fetch(self, activity: Activity) -> Fetched:
        """Fetch and keep them, each once however often the activity comes."""
        sent = [each for attachment in activity.attachments if (each := _sent(attachment))]
        ends = await asyncio.gather(*(self._take(activity, number, each) for number, each in enumerate(sent[:MOST])))
        kept = tuple(end for end in ends if isinstance(end, Attachment))
        left = (f"“{each.name}” is one file too many for a message; please send it in another." for each in sent[MOST:])
        return Fetched(kept, (*(end for end in ends if isinstance(end, str)), *left))

    async def forget_unless_kept(self, message: InboundMessage) -> None:
        """Delete the files of a message that came under another id before, with files of its own."""
        async with self._store.write() as work:
            if not await work.inbox.has(NAME, message.external_id):
                await work.files.forget([each.id for each in message.attachments])

    async def _take(self, activity: Activity, number: int, sent: _Sent) -> Attachment | str:
        try:
            async with asyncio.timeout(SECONDS):
                content = await self._content(sent)
            ours = FileId(uuid5(NAMESPACE_OID, f"{NAME}\n{address_of(activity)}\n{activity.id}\n{number}").hex)
            attachment = attach(ours, sent.name, content, self._largest)
        except FileRefused as why:
            return f"“{sent.name}” {why}."
        except (aiohttp.ClientError, DeliveryError, TimeoutError, OSError):
            return f"“{sent.name}” could not be fetched. Please send it again."
        async with self._store.write() as work:
            await work.files.keep(ours, content, self._clock.now())
        return attachment

    async def _content(self, sent: _Sent) -> bytes:
        if not self._largest:
            raise FileRefused(too_large(0))
        if not (self._cloud.serves(sent.address) if sent.pasted else self._cloud.keeps(sent.address)):
            raise FileRefused("is not kept by Teams; please attach the file itself")
        content = bytearray()
        async for part in self._framework.download(sent.address, signed=sent.pasted):
            content += part
            if len(content) > self._largest:
                raise FileRefused(too_large(self._largest))
        return bytes(content)


def origins(activity: Activity) -> list[str]:
    """Return what tells a message's files from others."""
    return [each.origin for attachment in activity.attachments if (each := _sent(attachment))]


def _sent(attachment: Mapping[str, Any]) -> _Sent | None:
    """Return a file; Teams also attaches the message's own text, as HTML, which is none."""
    kind, content = str(attachment.get("contentType")), attachment.get("content")
    if kind == DOWNLOAD and isinstance(content, dict):
        address = str(content.get("downloadUrl"))
        return _Sent(str(attachment.get("name") or "file"), address, False, str(content.get("uniqueId") or address))
    if kind.startswith("image/"):
        address = str(attachment.get("contentUrl"))
        return _Sent(str(attachment.get("name") or "picture"), address, True, address)
    return None
