"""The office's documents as the engine sees them."""

from typing import Protocol

from knowledge.passages import Audience, Findings, Passage


class Knowledge(Protocol):
    """Search and read; never writes. Raises `knowledge.errors.IndexUnavailableError` rather than finding nothing."""

    async def search(self, question: str, *, audience: Audience, limit: int = 5) -> Findings:
        """Return the passages that `audience` may read, best first, with the verdict whether they answer."""
        ...

    async def section(self, title: str, headings: tuple[str, ...], *, audience: Audience) -> Passage | None:
        """Return the first passage of document `title` whose heading path ends with `headings` (case ignored)."""
        ...

    async def passage(self, passage_id: str, *, audience: Audience) -> Passage | None:
        """Return one passage if `audience` may read it."""
        ...
