"""How well one chunk covers what a question is about."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from knowledge.ranking.question import Concept, Question

BY_SYNONYM = 0.9
"""How much another word for the same thing counts against the asker's own."""
TELLING = 1.5
"""Confidence gives rare words this power of their weight: what sets the question apart must be in the answer."""
UNKNOWN_CODE = 2.0
"""A code that no document names counts as this many unknown words."""


def coverage(concepts: Sequence[Concept], stems: AbstractSet[int], power: float = 1.0) -> float:
    """Return which share of the question's weight the stems cover, from 0 to 1."""
    whole = mass(concepts, power)
    if not whole:
        return 0.0
    return sum([float(concept.weight**power) * covered(concept, stems) for concept in concepts]) / whole


def subjects_covered(concepts: Sequence[Concept], stems: AbstractSet[int]) -> int:
    """Return how many concepts the stems say; a number is none, it stands for nothing by itself."""
    return sum(covered(concept, stems) > 0 for concept in concepts if not "".join(concept.asked).isdigit())


def mass(concepts: Sequence[Concept], power: float = 1.0) -> float:
    """Return the weight of all that is asked for."""
    return sum([float(concept.weight**power) for concept in concepts])


def covered(concept: Concept, stems: AbstractSet[int]) -> float:
    """Return how well the stems say the concept: 1 in the asker's own words, 0 not at all."""
    if concept.own and concept.own <= stems:
        return 1.0
    if not concept.words.isdisjoint(stems) or any(way <= stems for way in concept.phrases):
        return BY_SYNONYM
    return 0.0


def confidence(question: Question, stems: AbstractSet[int], rarest: float, unknown_codes: int) -> float:
    """Return how sure one may be that a chunk with these stems answers. `rarest` is the weight of an unknown word."""
    whole = mass(question.concepts, TELLING)
    unknown = unknown_codes * UNKNOWN_CODE * float(rarest**TELLING)
    if not whole:
        return 0.0
    return coverage(question.concepts, stems, TELLING) * whole / (whole + unknown)
