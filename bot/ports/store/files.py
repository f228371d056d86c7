"""The bytes of files that people sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.ids import FileId


class Files(Protocol):
    """Files by our own ids. A message that is taken back takes its files with it (`Transcript.retract`)."""

    async def keep(self, file: FileId, content: bytes, now: datetime) -> None:
        """Keep a file's bytes, before the message that carries it is handed in; a repeat changes nothing."""
        ...

    async def forget(self, files: Sequence[FileId]) -> None:
        """Delete the bytes of files that no message came to carry."""
        ...

    async def read(self, file: FileId) -> bytes | None:
        """Return them, None when they are gone or never came."""
        ...
