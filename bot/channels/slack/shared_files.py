"""Files in Slack: what specialists share is fetched at once and kept by us; what patients send goes into the thread.

The bot token goes to Slack's own hosts only and follows no redirect: a file that the app may not read is answered with
a login page, which is not the file (docs.slack.dev, "Working with files").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

import aiohttp

from bot.channels.slack.api import TIMEOUT, SlackApi
from bot.channels.slack.events import SharedFile
from bot.domain.attachments import Attachment, FileRefused, attach, too_large
from bot.domain.errors import RetryLater, Undeliverable
from bot.domain.ids import FileId
from bot.ports.clock import Clock
from bot.ports.store import Store

NO_SCOPE = "cannot be read by the app: add the scope files:read (see manifest.yml) and install it again"

NOT_GIVEN = "could not be had from Slack for some minutes: please send it once more"
_LONGEST = 60
"""Seconds for one file: a large one on a slow line takes longer than a call."""
_PATIENCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a message's files: those that we keep now, and for each other one why not, in words."""

    attachments: tuple[Attachment, ...]
    refused: tuple[str, ...]


class SharedFiles:
    """`largest` is the most bytes that one file may have."""

    def __init__(self, api: SlackApi, store: Store, clock: Clock, largest: int) -> None:
        self._api = api
        self._store = store
        self._clock = clock
        self._largest = largest

    async def fetch(self, files: Sequence[SharedFile], ts: str) -> Fetched:
        """Fetch and keep those of the message `ts`; raises `RetryLater` when Slack cannot give one of them now.

        One that Slack cannot give for minutes is left out: it would keep back all that is written after it.
        """
        kept, refused = [], []
        for file in files:
            try:
                kept.append(await self._keep(file))
            except FileRefused as why:
                refused.append(f"“{file.name}” {why}")
            except RetryLater:
                if self._clock.now() - datetime.fromtimestamp(float(ts), UTC) < _PATIENCE:
                    raise
                refused.append(f"“{file.name}” {NOT_GIVEN}")
        return Fetched(tuple(kept), tuple(refused))

    async def _keep(self, file: SharedFile) -> Attachment:
        if file.deferred:
            # Slack Connect leaves out the address until it is asked for (docs.slack.dev, "check_file_info").
            file = await self._looked_up(file)
        if file.size > self._largest:
            raise FileRefused(too_large(self._largest))
        content = await self._content(file.address)
        if _is_page(content):
            raise FileRefused(NO_SCOPE)
        ours = our_id(file.id)
        attachment = attach(ours, file.name, content, self._largest)
        async with self._store.write() as work:
            await work.files.keep(ours, content, self._clock.now())
        return attachment

    async def _looked_up(self, file: SharedFile) -> SharedFile:
        try:
            return SharedFile.of(await self._api.file(file.id))
        except Undeliverable as error:
            raise FileRefused(f"could not be read: {error.reason}") from None

    async def _content(self, address: str) -> bytes:
        if not self._api.is_slacks(address):
            raise FileRefused("is only a link to another site; write the link into your message instead")
        timeout = aiohttp.ClientTimeout(total=_LONGEST, sock_connect=TIMEOUT, sock_read=TIMEOUT)
        headers = {"Authorization": f"Bearer {self._api.client.token}"}
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as http,
                http.get(address, headers=headers, allow_redirects=False) as answer,
            ):
                _check(answer)
                return await self._read(answer)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise RetryLater(f"Slack's file could not be fetched ({type(error).__name__})") from None

    async def _read(self, answer: aiohttp.ClientResponse) -> bytes:
        content = bytearray()
        async for part in answer.content.iter_chunked(64 * 1024):
            content += part
            if len(content) > self._largest:
                raise FileRefused(too_large(self._largest))
        return bytes(content)


def our_id(file: str) -> FileId:
    """Return the id under which we keep a file of Slack."""
    return FileId(uuid5(NAMESPACE_OID, f"slack\n{file}").hex)


def _check(answer: aiohttp.ClientResponse) -> None:
    if answer.status == 429 or answer.status >= 500:
        raise RetryLater(f"Slack's file server is in trouble (HTTP {answer.status})")
    if answer.status in {404, 410}:
        raise FileRefused("was deleted in Slack")
    if answer.status != 200 or answer.content_type == "text/html":
        raise FileRefused(NO_SCOPE)


def _is_page(content: bytes) -> bool:
    return content[:200].lstrip().lower().startswith((b"<!doctype html", b"<html"))
