"""Bring the index up to the office's knowledge folder: read what changed, keep the rest, publish once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from knowledge.chunking.chunks import chunks_of
from knowledge.embedding import Embedder
from knowledge.errors import IndexMissingError, SourceError
from knowledge.index.lock import writer_lock
from knowledge.index.rows import VECTOR, chunks_from, rows_of, with_vectors
from knowledge.index.snapshot import Snapshot
from knowledge.index.state import IndexedDocument, IndexState, Thresholds
from knowledge.index.storage import Storage, empty_rows
from knowledge.ranking.calibration import calibrated
from knowledge.sources.details import Details
from knowledge.sources.documents import Document, DocumentReader
from knowledge.sources.known import Known
from knowledge.sources.listing import Source, listed_sources
from knowledge.sources.pdf import PdfLimits, PdfReader
from knowledge.sources.web import WebFetcher

PAGES_AT_ONCE = 4
"""Web pages fetched side by side."""
EMBEDDED_AT_ONCE = 256
"""Texts between two steps of progress."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of one source: `read` counts the pages of a PDF, `embed` texts; `publish` is of the whole index."""

    source: str
    stage: Literal["read", "embed", "publish"]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, by source. `failed` were not read; `warnings` were read in part; `notes` are for people."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[SourceError, ...]
    warnings: tuple[SourceError, ...]
    notes: tuple[str, ...]
    chunks: int
    seconds: float


OnProgress = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """Show nothing."""


@dataclass(slots=True)
class _Work:
    """What is known so far of each source."""

    rows: dict[str, pa.Table] = field(default_factory=dict)
    documents: dict[str, IndexedDocument] = field(default_factory=dict)
    kept: dict[str, IndexedDocument] = field(default_factory=dict)
    failed: list[SourceError] = field(default_factory=list)
    warnings: list[SourceError] = field(default_factory=list)


async def ingest(
    folder: Path,
    uri: str,
    *,
    embedder: Embedder | None = None,
    web: WebFetcher | None = None,
    limits: PdfLimits | None = None,
    on_progress: OnProgress = silent,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> IngestReport:
    """Read the knowledge folder into the index at `uri` (a folder or an object store).

    Repeating it without a change does nothing. A web page that fails keeps its earlier chunks, a file that fails
    loses them; both are named in the report. Raises `SourceListError`, `IngestRunningError`, `EmbeddingError` or
    `IndexUnavailableError`; the index is then as it was.
    """
    started = perf_counter()
    sources = await asyncio.to_thread(listed_sources, folder)
    with writer_lock(uri):
        opening = asyncio.create_task(Storage.open(uri))
        pdf = PdfReader(limits or PdfLimits())
        try:
            if any(source.path and source.path.suffix.lower() == ".pdf" for source in sources):
                await pdf.start()
            state = None if Storage.is_new(uri) else await _current(await opening)
            work = await _read_all(sources, state, DocumentReader(pdf, web or WebFetcher()), on_progress)
            run = _Run(await opening, state, embedder, on_progress, now)
            return await run.finish(sources, work, started)
        finally:
            opening.cancel()
            await pdf.close()


async def _current(storage: Storage) -> IndexState | None:
    try:
        return await storage.current()
    except IndexMissingError:
        return None


async def _read_all(
    sources: Sequence[Source], state: IndexState | None, reader: DocumentReader, on_progress: OnProgress
) -> _Work:
    """Read files one after another, for they share one child and one disk, and web pages beside them."""
    work = _Work()
    earlier = state.documents if state else {}
    gate = asyncio.Semaphore(PAGES_AT_ONCE)

    async def one(source: Source) -> None:
        await _read(source, earlier.get(source.key), reader, work, on_progress)

    async def page(source: Source) -> None:
        async with gate:
            await one(source)

    async def files() -> None:
        for source in sources:
            if source.path:
                await one(source)

    pages: list[Awaitable[None]] = [page(source) for source in sources if source.path is None]
    await asyncio.gather(files(), *pages)
    return work


async def _read(
    source: Source, earlier: IndexedDocument | None, reader: DocumentReader, work: _Work, on_progress: OnProgress
) -> None:
    def on_page(done: int, total: int) -> None:
        on_progress(Progress(source.key, "read", done, total))

    try:
        document = await reader.read(source, earlier.known if earlier else Known(), on_page)
        if document:
            await asyncio.to_thread(_cut, source, document, work)
        elif earlier:
            work.kept[source.key] = earlier
    except Exception as error:  # a parser may fail in any way on a strange file; the other documents go on
        work.failed.append(error if isinstance(error, SourceError) else _unreadable(source, error))
        if earlier and source.path is None:
            work.kept[source.key] = earlier
    on_progress(Progress(source.key, "read", 1, 1))


def _unreadable(source: Source, error: Exception) -> SourceError:
    problem = f"the document could not be read ({type(error).__name__})"
    return SourceError(source.key, problem, "Check that it opens on this machine, and save it again.")


def _cut(source: Source, document: Document, work: _Work) -> None:
    details = source.details.or_else(document.found)
    chunks = chunks_of(source.key, document.blocks, title=details.title)
    work.rows[source.key] = rows_of(chunks, details)
    known = Known(document.digest, document.freshness)
    work.documents[source.key] = IndexedDocument(known, document.found, details, len(chunks))
    work.warnings.extend(document.warnings)


@dataclass(frozen=True, slots=True)
class _Run:
    storage: Storage
    state: IndexState | None
    embedder: Embedder | None
    on_progress: OnProgress
    now: Callable[[], datetime]

    async def finish(self, sources: Sequence[Source], work: _Work, started: float) -> IngestReport:
        """Join what is new with what is kept, and publish it if anything differs."""
        earlier = self.state.documents if self.state else {}
        await self._keep(sources, work)
        same_maker = self.state is not None and self.state.embedder == self._identity
        removed = tuple(key for key in earlier if key not in work.documents)
        changed = tuple(key for key in work.rows if key in earlier and work.documents[key] != earlier[key])
        added = tuple(key for key in work.rows if key not in earlier)
        unchanged = tuple(key for key in work.documents if key in earlier and key not in changed)
        notes = self._notes(same_maker=same_maker)
        chunks = sum(document.chunks for document in work.documents.values())
        if added or changed or removed or not same_maker:
            await self._publish([source.key for source in sources], work, same_maker=same_maker)
        return IngestReport(
            added, changed, removed, unchanged, tuple(work.failed), tuple(work.warnings), notes, chunks,
            round(perf_counter() - started, 3),
        )  # fmt: skip

    async def _keep(self, sources: Sequence[Source], work: _Work) -> None:
        """Take over unchanged documents; when only the office's words on one changed, put them on its chunks."""
        if not work.kept or self.state is None:
            return
        table = await self.storage.table(self.state.generation)
        old = await table.query().to_arrow()
        details = {source.key: source.details for source in sources}
        for key, document in work.kept.items():
            rows = old.filter(pc.equal(old.column("source"), key))
            merged: Details = details[key].or_else(document.found)
            if merged != document.details:
                rows = rows_of(chunks_from(rows), merged)
            work.rows[key] = rows
            work.documents[key] = replace(document, details=merged)

    @property
    def _identity(self) -> str:
        return self.embedder.identity if self.embedder else ""

    def _notes(self, *, same_maker: bool) -> tuple[str, ...]:
        if self.state is None or same_maker:
            return ()
        before, after = self.state.embedder or "no embedder", self._identity or "no embedder"
        return (f"The index was made with {before} and is now made with {after}: every passage was embedded anew.",)

    async def _publish(self, order: Sequence[str], work: _Work, *, same_maker: bool) -> None:
        rows = [work.rows[key] for key in order if key in work.rows]
        if not same_maker:
            rows = [table.drop_columns([VECTOR]) if VECTOR in table.column_names else table for table in rows]
        if self.embedder:
            rows = [await self._embedded(table, self.embedder) for table in rows]
        joined = pa.concat_tables(rows) if rows else empty_rows()
        before = self.state.generation if self.state else 0
        self.on_progress(Progress("", "publish", 0, 1))
        await self.storage.sweep({before})
        state = IndexState(before + 1, self.now(), self._identity, Thresholds(0.0), work.documents)
        await self.storage.create(state.generation, joined)
        thresholds = await calibrated(await asyncio.to_thread(Snapshot, state, joined), self.embedder)
        await self.storage.publish(replace(state, thresholds=thresholds))
        await self.storage.sweep({before, state.generation})
        self.on_progress(Progress("", "publish", 1, 1))

    async def _embedded(self, rows: pa.Table, embedder: Embedder) -> pa.Table:
        if VECTOR in rows.column_names:
            return rows
        texts = rows.column("search_text").to_pylist()
        source = rows.column("source")[0].as_py() if texts else ""
        parts = []
        for start in range(0, len(texts), EMBEDDED_AT_ONCE):
            parts.append(await embedder.embed_documents(texts[start : start + EMBEDDED_AT_ONCE]))
            self.on_progress(Progress(source, "embed", min(start + EMBEDDED_AT_ONCE, len(texts)), len(texts)))
        return with_vectors(rows, np.concatenate(parts))
