"""Find the passages that answer a question, and say whether they do."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic, perf_counter

from knowledge.embedding import Embedder, Vectors
from knowledge.errors import EmbeddingError, IndexUnavailableError, KnowledgeError
from knowledge.index.snapshot import Snapshot
from knowledge.index.storage import Storage
from knowledge.language.codes import same_code
from knowledge.passages import Audience, Findings, Lane, Passage
from knowledge.ranking.calibration import hybrid_confidence
from knowledge.ranking.lanes import (
    VECTOR_SHARE,
    VECTOR_SHARE_WITH_CODES,
    code_hits,
    full_text,
    fused,
    nearest,
    ordered,
    text_scores,
)
from knowledge.ranking.question import Question, QuestionReader
from knowledge.ranking.scoring import confidence, subjects_covered
from knowledge.sources.details import Details

JUDGED = 3
"""The confidence is that of the best of so many first passages: the first one may be a neighbour of the answer."""
CHECK_SECONDS = 1.0
"""How long a retriever may go on with a generation after the next one was published."""
LONGEST_QUESTION = 2000
"""Characters of a question that are read; the rest of a longer one says no more about documents."""


@dataclass(frozen=True, slots=True)
class _Generation:
    version: int
    snapshot: Snapshot
    reader: QuestionReader


class Retriever:
    """Searches one index; safe to use from many tasks of one event loop.

    A new generation is seen within about a second of its publishing, by the next call. With an embedder, its vectors
    are used when it is the one that made the index; when it fails, full text goes on alone.
    """

    def __init__(self, uri: str, embedder: Embedder | None = None, *, clock: Callable[[], float] = monotonic) -> None:
        self._uri = uri
        self._embedder = embedder
        self._clock = clock
        self._storage: Storage | None = None
        self._generation: _Generation | None = None
        self._checked_at = 0.0
        self._loading = asyncio.Lock()

    @property
    def ready(self) -> bool:
        """Say whether an index is in memory, so that the next search answers at once."""
        return self._generation is not None

    async def search(self, question: str, *, audience: Audience, limit: int = 5) -> Findings:
        """Return the passages that `audience` may read, best first, with the verdict whether they answer.

        Raises `IndexMissingError` or `IndexUnavailableError`; never an empty answer instead of an error.
        """
        started = perf_counter()
        generation = await self._current()
        try:
            return await self._search(generation, question[:LONGEST_QUESTION], audience, limit, started)
        except IndexUnavailableError:
            await self.refresh()
            if self._generation is generation:
                raise
            return await self._search(await self._current(), question[:LONGEST_QUESTION], audience, limit, started)

    async def section(self, title: str, headings: tuple[str, ...], *, audience: Audience) -> Passage | None:
        """Return the first passage of document `title` whose heading path ends with `headings` (case ignored)."""
        snapshot = (await self._current()).snapshot
        key = (title.casefold(), tuple(heading.casefold() for heading in headings))
        rows = snapshot.rows_by_section.get(key, ())
        return next((snapshot.passage(row) for row in rows if snapshot.allowed(row, audience)), None)

    async def passage(self, passage_id: str, *, audience: Audience) -> Passage | None:
        """Return one passage if `audience` may read it."""
        snapshot = (await self._current()).snapshot
        row = snapshot.rows_by_id.get(passage_id)
        return snapshot.passage(row) if row is not None and snapshot.allowed(row, audience) else None

    async def documents(self) -> Mapping[str, Details]:
        """Return what is indexed, by source, with the particulars of each document."""
        state = (await self._current()).snapshot.state
        return {source: document.details for source, document in state.documents.items()}

    async def codes(self) -> frozenset[str]:
        """Return the codes that any document names, canonical."""
        return frozenset((await self._current()).snapshot.rows_by_code)

    async def refresh(self) -> None:
        """Load the current generation if it is not the one in memory; also warms a fresh retriever."""
        async with self._loading:
            self._checked_at = self._clock()
            try:
                await self._load()
            except KnowledgeError:
                raise
            except Exception as error:
                raise IndexUnavailableError(f"The index could not be read ({type(error).__name__}).") from error

    async def _load(self) -> None:
        if self._storage is None:
            self._storage = await Storage.open(self._uri)
        version = await self._storage.version()
        if self._generation and self._generation.version == version:
            return
        state = await self._storage.current()
        if self._generation and self._generation.snapshot.state.generation == state.generation:
            self._generation = _Generation(version, self._generation.snapshot, self._generation.reader)
            return
        snapshot = await Snapshot.load(state, await self._storage.table(state.generation))
        self._generation = _Generation(version, snapshot, QuestionReader(snapshot.lexicon))

    async def _current(self) -> _Generation:
        stale = self._clock() - self._checked_at >= CHECK_SECONDS
        if self._generation is None or (stale and not self._loading.locked()):
            await self.refresh()
        assert self._generation is not None  # noqa: S101 - refresh raises when there is none
        return self._generation

    async def _search(
        self, generation: _Generation, text: str, audience: Audience, limit: int, started: float
    ) -> Findings:
        snapshot = generation.snapshot
        question = generation.reader.read(text)
        read = perf_counter()
        vector, bm25 = await self._ask(snapshot, text, question, audience)
        asked = perf_counter()
        hits = code_hits(snapshot, question.codes, audience)
        scores = text_scores(snapshot, question, {**dict.fromkeys(hits, 0.0), **bm25})
        cosines = nearest(snapshot, vector, audience) if vector is not None else {}
        if vector is not None:
            scores = fused(scores, cosines, VECTOR_SHARE_WITH_CODES if question.codes else VECTOR_SHARE)
        rows = ordered(scores, hits, snapshot, question.codes)
        lane: Lane = "codes" if hits else "text" if vector is None else "hybrid"
        sure = self._confidence(snapshot, question, rows, cosines if vector is not None else None)
        subjects = [subjects_covered(question.concepts, snapshot.lexicon.stems_of(row)) for row in rows[:JUDGED]]
        limits = snapshot.state.thresholds
        level = limits.text if vector is None or limits.hybrid is None else limits.hybrid
        passages = tuple(snapshot.passage(row, round(scores[row] + hits.get(row, 0.0), 6)) for row in rows[:limit])
        return Findings(
            passages=passages,
            answerable=sure >= level or any(quality >= 0.9 for quality in hits.values()),
            confidence=round(sure, 4),
            threshold=level,
            lane=lane,
            closest=tuple(dict.fromkeys(snapshot.title(row) for row in rows[: 2 * limit]))[:3],
            took_ms={
                "read": _ms(started, read),
                "ask": _ms(read, asked),
                "rank": _ms(asked, perf_counter()),
            },
            subjects=max(subjects, default=0),
        )

    async def _ask(
        self, snapshot: Snapshot, text: str, question: Question, audience: Audience
    ) -> tuple[Vectors | None, dict[int, float]]:
        embedder = self._embedder
        if embedder is None or snapshot.vectors is None or embedder.identity != snapshot.state.embedder:
            return None, await full_text(snapshot, question, audience)
        return await asyncio.gather(_vector(embedder, text), full_text(snapshot, question, audience))

    def _confidence(
        self, snapshot: Snapshot, question: Question, rows: list[int], cosines: dict[int, float] | None
    ) -> float:
        lexicon = snapshot.lexicon
        unknown = sum(not any(same in snapshot.rows_by_code for same in same_code(code)) for code in question.codes)
        best = 0.0
        for row in rows[:JUDGED]:
            sure = confidence(question, lexicon.stems_of(row), lexicon.weight(0), unknown)
            best = max(best, sure if cosines is None else hybrid_confidence(sure, cosines.get(row, 0.0)))
        return best


async def _vector(embedder: Embedder, text: str) -> Vectors | None:
    """Embed a question; without the embedder's answer, full text goes on alone."""
    try:
        return await embedder.embed_query(text)
    except EmbeddingError:
        return None


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 3)
