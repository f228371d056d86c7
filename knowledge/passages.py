"""What a search gives back: passages that name their source, and how sure the search is."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Audience = Literal["patient", "staff"]
"""Who may read a document. Staff read both; a patient reads `patient` only."""

Lane = Literal["codes", "text", "hybrid"]
"""Which way found it: an exact code, full text, or full text and vectors together."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one document. `section` is the heading path joined by ` › `; `page` counts from 1, PDFs only.

    `score` is comparable only within one search; `codes` are the exact codes that the text names, canonical.
    """

    id: str
    source: str
    title: str
    section: str
    page: int | None
    text: str
    topic: str
    payer: str
    audience: Audience
    review_date: date | None
    codes: tuple[str, ...]
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Findings:
    """The answer to one search, best first.

    `answerable` is the calibrated verdict: `confidence` reached `threshold`, or an exact code hit. When it is
    False the caller says that it does not know and may name `closest` (titles). `subjects` is how many things that the
    question is about the best passage covers, numbers apart: one alone is weak where nothing else says that it is a
    question for the documents. `took_ms` counts the steps.
    """

    passages: tuple[Passage, ...]
    answerable: bool
    confidence: float
    threshold: float
    lane: Lane
    closest: tuple[str, ...]
    took_ms: dict[str, float]
    subjects: int = 0
