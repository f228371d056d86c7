"""The office's knowledge folder: what is added to it, and its reading into the index after each change."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from datetime import date
from typing import TypeVar

import structlog

from bot.bootstrap.parts import Place, index_documents
from bot.channels.beside import beside
from bot.domain.errors import LibraryClosed
from bot.engine.reading import reading as examples
from bot.ports.library import DocumentDue, Unread
from knowledge.errors import IngestRunningError, KnowledgeError
from knowledge.pending import Proposals
from knowledge.proposal import Proposal
from knowledge.retriever import Retriever

AGAIN = 5.0
"""Seconds after which the folder is read again when somebody else was reading it."""
_SAMPLE = "This is the packaged sample office. Run `claimdesk init` and add documents to a folder of your own."
_READ_ONLY = "The office's knowledge folder cannot be written to ({why}). Let the desk's user write to it."

T = TypeVar("T")
_log = structlog.get_logger()


class OfficeLibrary:
    """`bot.ports.library.Library` on the office folder. It is read inside `reading`; no document stops that."""

    def __init__(self, place: Place, retriever: Retriever) -> None:
        self._place = place
        self._retriever = retriever
        self._proposals = Proposals(place.folder.knowledge)
        self._changed = asyncio.Event()
        self._unread: tuple[Unread, ...] = ()

    async def propose(self, proposal: Proposal, content: bytes = b"") -> None:
        """Keep a document until somebody approves it."""
        await self._write(lambda: self._proposals.propose(proposal, content))

    async def waiting(self) -> Sequence[Proposal]:
        """Return what waits for approval."""
        return await asyncio.to_thread(self._proposals.waiting)

    async def approve(self, file: str) -> Proposal | None:
        """Take a document into the folder and have it read soon."""
        approved = await self._write(lambda: self._proposals.approve(file))
        if approved:
            self._changed.set()
        return approved

    async def discard(self, file: str) -> Proposal | None:
        """Delete a document that waits."""
        return await self._write(lambda: self._proposals.discard(file))

    async def due(self, by: date) -> Sequence[DocumentDue]:
        """Return the documents to be looked at by that day; none while there is no index."""
        try:
            documents = await self._retriever.documents()
        except KnowledgeError:
            return ()
        due = [
            DocumentDue(details.title, details.review_date, details.owner)
            for details in documents.values()
            if details.review_date and details.review_date <= by
        ]
        return sorted(due, key=lambda document: (document.review_date, document.title))

    async def unread(self) -> Sequence[Unread]:
        """Return what the last reading of the folder could not read."""
        return self._unread

    def reading(self) -> AbstractAsyncContextManager[None]:
        """Read the folder inside the block: at the start, and after each change.

        Leaving waits for the end: a document's reader process must not outlive the loop that watches it.
        """
        return beside(self._read_on(), "documents")

    async def _read_on(self) -> None:
        """Warm what is slow at first, then index what changed, again and again."""
        await asyncio.to_thread(examples)
        with suppress(KnowledgeError):
            await self._retriever.refresh()
        if not self._place.is_sample:
            with suppress(OSError):
                await asyncio.to_thread(self._proposals.finish)
        while True:
            self._changed.clear()
            again = await self._read()
            with suppress(TimeoutError):
                async with asyncio.timeout(AGAIN if again else None):
                    await self._changed.wait()

    async def _read(self) -> bool:
        """Index the folder; True when somebody else is at it, so that it must be tried again."""
        try:
            report = await index_documents(self._place)
            await self._retriever.refresh()
        except IngestRunningError:
            return True
        except KnowledgeError as error:
            _log.error("documents_not_indexed", problem=str(error))
            self._unread = (Unread("sources.yml", str(error), ""),)
            return False
        self._unread = tuple(Unread(failed.source, failed.problem, failed.cure) for failed in report.failed)
        for each in self._unread:
            _log.warning("document_not_read", source=each.source, problem=each.problem, cure=each.cure)
        _log.info("documents_indexed", chunks=report.chunks, seconds=report.seconds, failed=len(report.failed))
        return False

    async def _write(self, deed: Callable[[], T]) -> T:
        if self._place.is_sample:
            raise LibraryClosed(_SAMPLE)
        try:
            return await asyncio.to_thread(deed)
        except OSError as error:
            raise LibraryClosed(_READ_ONLY.format(why=error.strerror)) from error
