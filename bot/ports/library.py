"""The office's documents as its people add to them from a chat, and what they must look at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from knowledge.proposal import Proposal


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What a specialist's reply offers for a document, without anybody's personal details."""

    question: str
    answer: str


class AnswerDrafts(Protocol):
    """Turns replies to patients into drafts of documents."""

    async def of(self, channel: str, external_id: str) -> AnswerDraft | None:
        """Return the draft of a specialist's reply, None for what no specialist wrote to anybody."""
        ...

    def cleaned(self, text: str) -> str:
        """Return a text without anybody's personal details."""
        ...


@dataclass(frozen=True, slots=True)
class DocumentDue:
    """A document that somebody must look at again: when, and whom the office named for it."""

    title: str
    review_date: date
    owner: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, why, and what to do."""

    source: str
    problem: str
    cure: str


class Library(Protocol):
    """The knowledge folder, which is the only place where documents are kept, waiting ones too.

    Raises `LibraryClosed` where the folder is not the office's to write.
    """

    async def propose(self, proposal: Proposal, content: bytes = b"") -> None:
        """Keep a text, or the PDF `content`, until somebody approves it; a repeat changes nothing."""
        ...

    async def waiting(self) -> Sequence[Proposal]:
        """Return what waits for approval."""
        ...

    async def approve(self, file: str) -> Proposal | None:
        """Take a document into the folder and have it read soon; None when it does not wait any more."""
        ...

    async def discard(self, file: str) -> Proposal | None:
        """Delete a document that waits; None when it does not wait any more."""
        ...

    async def due(self, by: date) -> Sequence[DocumentDue]:
        """Return the documents to be looked at by that day, the longest due first."""
        ...

    async def unread(self) -> Sequence[Unread]:
        """Return what the last reading of the folder could not read."""
        ...
