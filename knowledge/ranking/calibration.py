"""Find the confidence that tells a question the documents answer from one that they do not.

Each generation is asked questions of its own: its headings, judged by the text below them without the heading (as a
person asks, in words that the answer only partly repeats), and a list of everyday questions about other things. The
threshold is where both are told apart best.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from knowledge.embedding import Embedder, Vectors
from knowledge.index.rows import chunks_from
from knowledge.index.snapshot import Snapshot
from knowledge.index.state import Thresholds
from knowledge.language.words import stem, words
from knowledge.ranking.question import Question, QuestionReader
from knowledge.ranking.scoring import TELLING, confidence, covered, mass

MOST_SECTIONS = 150
FEWEST = 8
"""With fewer headings than this to ask, the default stands."""
DEFAULT, LOWEST, HIGHEST = 0.5, 0.4, 0.7
VECTOR_SHARE = 0.5
"""With vectors, confidence is half cosine and half coverage."""


@cache
def off_topic_questions() -> tuple[str, ...]:
    """Return the shipped questions that no billing office's documents answer."""
    lines = files("knowledge.ranking").joinpath("off_topic.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


async def calibrated(snapshot: Snapshot, embedder: Embedder | None) -> Thresholds:
    """Return the thresholds of a generation; they depend on its rows only."""
    reader = QuestionReader(snapshot.lexicon)
    sections = _sections(snapshot)
    inside = [reader.read(heading) for heading, _ in sections]
    outside = [reader.read(text) for text in off_topic_questions()]
    asked = [
        (question, rows, text) for question, (text, rows) in zip(inside, sections, strict=True) if question.concepts
    ]
    kept = [_confidence_below(snapshot, question, rows) for question, rows, _ in asked]
    refused = [_best_confidence(snapshot, question) for question in outside]
    text = threshold(kept, refused)
    if embedder is None or snapshot.vectors is None or not asked:
        return Thresholds(text)
    vectors = await embedder.embed_documents([text for _, _, text in asked] + list(off_topic_questions()))
    near = _cosines(snapshot.vectors, vectors)
    cosines = [float(near[place, rows].max()) for place, (_, rows, _) in enumerate(asked)]
    hybrid_kept = [hybrid_confidence(score, cosine) for score, cosine in zip(kept, cosines, strict=True)]
    best = near[len(asked) :].max(axis=1)
    hybrid_refused = [hybrid_confidence(score, float(cosine)) for score, cosine in zip(refused, best, strict=True)]
    return Thresholds(text, threshold(hybrid_kept, hybrid_refused))


def hybrid_confidence(text: float, cosine: float) -> float:
    """Return the confidence from what the words and the vectors say."""
    return (1 - VECTOR_SHARE) * text + VECTOR_SHARE * max(cosine, 0.0)


def threshold(kept: Sequence[float], refused: Sequence[float]) -> float:
    """Return the confidence that keeps the most of `kept` and refuses the most of `refused`, within sane bounds."""
    if len(kept) < FEWEST or not refused:
        return DEFAULT
    levels = sorted({0.0, 1.0, *kept, *refused})
    between = [(low + high) / 2 for low, high in pairwise(levels)]
    right = [
        sum(score >= level for score in kept) / len(kept) + sum(score < level for score in refused) / len(refused)
        for level in between
    ]
    best = [level for level, share in zip(between, right, strict=True) if share >= max(right) - 1e-9]
    return round(min(max((best[0] + best[-1]) / 2, LOWEST), HIGHEST), 4)


def _sections(snapshot: Snapshot) -> list[tuple[str, list[int]]]:
    """Return headings, evenly picked over the documents, each with the rows under it."""
    whole: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    columns = snapshot.rows.select(["title", "headings"]).to_pylist()
    for row, values in enumerate(columns):
        if values["headings"]:
            whole.setdefault((values["title"], tuple(values["headings"])), []).append(row)
    step = max(1, -(-len(whole) // MOST_SECTIONS))
    return [(headings[-1], rows) for (_, headings), rows in list(whole.items())[::step]]


def _confidence_below(snapshot: Snapshot, question: Question, rows: Sequence[int]) -> float:
    chunks = chunks_from(snapshot.rows.take(list(rows)))
    ids = [_stems(snapshot, chunk.text) for chunk in chunks]
    return max(confidence(question, stems, 0.0, 0) for stems in ids)


def _stems(snapshot: Snapshot, text: str) -> set[int]:
    found: Iterable[int | None] = (snapshot.lexicon.id_of(stem(word)) for word in words(text))
    return {id_ for id_ in found if id_ is not None}


def _best_confidence(snapshot: Snapshot, question: Question) -> float:
    """Return the best confidence over all rows, without asking the engine."""
    whole = mass(question.concepts, TELLING)
    if not whole:
        return 0.0
    scores = np.zeros(len(snapshot))
    for concept in question.concepts:
        best = np.zeros(len(snapshot))
        for way in (*concept.phrases, *({id_} for id_ in concept.words), concept.own):
            best[snapshot.lexicon.rows_with(way)] = covered(concept, way)
        scores += best * concept.weight**TELLING
    return float(scores.max(initial=0.0) / whole)


def _cosines(rows: Vectors, vectors: Vectors) -> Vectors:
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    found: Vectors = unit @ rows.T
    return found
