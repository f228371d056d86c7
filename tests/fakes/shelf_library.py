"""The office's library on a real folder, without an index: what is due, unread and checked is what a test says."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.domain.errors import LibraryClosed
from bot.ports.health import LastCheck
from bot.ports.library import DocumentDue, Unread
from knowledge.pending import Proposals
from knowledge.proposal import Proposal


class ShelfLibrary:
    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.closed = ""
        self.due_ones: list[DocumentDue] = []
        self.unread_ones: list[Unread] = []
        self.checked: LastCheck | None = None
        self._proposals = Proposals(folder)

    async def propose(self, proposal: Proposal, content: bytes = b"") -> None:
        self._open()
        self._proposals.propose(proposal, content)

    async def waiting(self) -> Sequence[Proposal]:
        return self._proposals.waiting()

    async def approve(self, file: str) -> Proposal | None:
        self._open()
        return self._proposals.approve(file)

    async def discard(self, file: str) -> Proposal | None:
        self._open()
        return self._proposals.discard(file)

    async def due(self, by: date) -> Sequence[DocumentDue]:
        return [each for each in self.due_ones if each.review_date <= by]

    async def unread(self) -> Sequence[Unread]:
        return self.unread_ones

    async def last_check(self) -> LastCheck | None:
        return self.checked

    def _open(self) -> None:
        if self.closed:
            raise LibraryClosed(self.closed)
