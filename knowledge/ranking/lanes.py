"""The ways to find chunks: exact codes first, full text, vectors; and how their scores become one order."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from knowledge.embedding import Vectors
from knowledge.errors import IndexUnavailableError
from knowledge.index.snapshot import Snapshot
from knowledge.language.codes import same_code
from knowledge.passages import Audience
from knowledge.ranking.question import Question
from knowledge.ranking.scoring import coverage

CANDIDATES = 20
"""How many chunks each lane brings to the fusion."""
COVERAGE, HEADING, FULL_TEXT = 0.4, 0.4, 0.2
"""A chunk's text score: what it covers, what its headings cover, and the engine's BM25 against the best one's."""
VECTOR_SHARE, VECTOR_SHARE_WITH_CODES = 0.6, 0.2


async def full_text(snapshot: Snapshot, question: Question, audience: Audience) -> dict[int, float]:
    """Ask the engine; return BM25 scores by row, of rows that `audience` may read."""
    if not question.text:
        return {}
    query = snapshot.table.query().nearest_to_text(match_query(question.text))
    if audience == "patient":
        query = query.where("audience = 'patient'")
    try:
        found = await query.select(["_rowid", "_score"]).limit(CANDIDATES).to_arrow()
    except Exception as error:
        raise IndexUnavailableError(f"The index could not be asked ({type(error).__name__}).") from error
    rows = [snapshot.position(row_id) for row_id in found.column("_rowid").to_pylist()]
    scores = dict(zip(rows, found.column("_score").to_pylist(), strict=True))
    return {row: score for row, score in scores.items() if snapshot.allowed(row, audience)}


def match_query(text: str) -> Any:
    """Return the engine's query for any of the words; user text has no syntax in it."""
    from lancedb import query

    make: Any = query.MatchQuery  # its defaults are invisible to the type checker
    return make(text, "search_text")


def text_scores(snapshot: Snapshot, question: Question, bm25: Mapping[int, float]) -> dict[int, float]:
    """Score rows from 0 to 1 by what they cover of the question and by the engine's score."""
    best = max(bm25.values(), default=0.0) or 1.0
    stems_of, headings_of = snapshot.lexicon.stems_of, snapshot.heading_stems
    return {
        row: COVERAGE * coverage(question.concepts, stems_of(row))
        + HEADING * coverage(question.concepts, headings_of(row))
        + FULL_TEXT * score / best
        for row, score in bm25.items()
    }


def code_hits(snapshot: Snapshot, codes: Sequence[str], audience: Audience) -> dict[int, float]:
    """Return, for rows that name a code asked for, how many of them and how exactly."""
    matched: dict[int, float] = {}
    for asked in codes:
        best: dict[int, float] = {}
        for code, quality in same_code(asked).items():
            for row in snapshot.rows_by_code.get(code, ()):
                if snapshot.allowed(row, audience):
                    best[row] = max(quality, best.get(row, 0.0))
        for row, quality in best.items():
            matched[row] = matched.get(row, 0.0) + quality
    return matched


def nearest(snapshot: Snapshot, vector: Vectors, audience: Audience) -> dict[int, float]:
    """Return the cosine of the rows nearest to a question's vector."""
    assert snapshot.vectors is not None  # noqa: S101 - the caller has an embedder that made them
    cosines = snapshot.vectors @ (vector / max(float(np.linalg.norm(vector)), 1e-12))
    if audience == "patient":
        cosines = np.where(snapshot.for_patients, cosines, -2.0)
    count = min(CANDIDATES, len(cosines))
    rows: Any = np.argpartition(-cosines, count - 1)[:count] if count else []
    return {int(row): float(cosines[row]) for row in rows if cosines[row] > -2.0}


def fused(text: Mapping[int, float], vector: Mapping[int, float], share: float) -> dict[int, float]:
    """Bring both lanes' scores to 0..1 and add them; a row that a lane did not bring gets nothing from it.

    Scores, never ranks: fusing ranks was measured to bury exact codes.
    """
    text, vector = _stretched(text), _stretched(vector)
    return {row: (1 - share) * text.get(row, 0.0) + share * vector.get(row, 0.0) for row in {**text, **vector}}


def ordered(
    scores: Mapping[int, float], hits: Mapping[int, float], snapshot: Snapshot, codes: Sequence[str]
) -> list[int]:
    """Return the rows, best first: most codes asked for, then the code's own page, then score, then place.

    A chunk is the more about a code the fewer others it names; one whose heading names it is about nothing else.
    """
    asked = {same for code in codes for same in same_code(code)}
    rows = {**hits, **scores}
    return sorted(
        rows,
        key=lambda row: (
            -hits.get(row, 0.0),
            snapshot.breadth(row, asked) if row in hits else 0,
            -scores.get(row, 0.0),
            row,
        ),
    )


def _stretched(scores: Mapping[int, float]) -> dict[int, float]:
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {row: (score - low) / (high - low) for row, score in scores.items()}
