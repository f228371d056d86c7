"""Weigh how like the examples of each subject a text is: complement naive Bayes over TF-IDF.

After J. Rennie et al., "Tackling the Poor Assumptions of Naive Bayes Text Classifiers" (ICML 2003): the weight of a
feature for a subject is learnt from the examples of all *other* subjects, so that subjects with few examples count as
much as those with many. Learning is counting, so the examples themselves are the model and nothing is kept beside them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.engine.reading.features import FAMILIES, Feature, features, words_of
from bot.engine.reading.subjects import Subject

_SMOOTHING = 0.3
_SHARPNESS = 4.0
"""How quickly a lead in weight becomes a share near 1: set so that a share is about as often right as it says."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the subject that it is an example of."""

    subject: Subject
    text: str


@dataclass(frozen=True, slots=True)
class Read:
    """How like each subject a text is; shares add up to 1. `known`: how much of it stands in any example, 0 to 1."""

    shares: Mapping[Subject, float]
    known: float


class Likeness:
    """Compares texts with the examples it was made from."""

    def __init__(self, examples: Sequence[Example]) -> None:
        counted = [Counter(features(example.text)) for example in examples]
        self._columns: dict[Feature, int] = {}
        for counts in counted:
            for feature in counts:
                self._columns.setdefault(feature, len(self._columns))
        held = np.zeros(len(self._columns))
        for counts in counted:
            held[[self._columns[feature] for feature in counts]] += 1
        self._rarity: Floats = np.log((1 + len(examples)) / (1 + held)) + 1
        self._subjects = tuple(sorted({example.subject for example in examples}))
        self._weights = self._learnt(counted, [self._subjects.index(example.subject) for example in examples])

    def read(self, text: str) -> Read:
        """Compare `text`, in which identifiers stand as their kind."""
        columns, values = self._vector(Counter(features(text)))
        weight = values @ self._weights[columns]
        lead = np.exp(_SHARPNESS * (weight - weight.max()))
        return Read(dict(zip(self._subjects, (lead / lead.sum()).tolist(), strict=True)), self._known(text))

    def _learnt(self, counted: Sequence[Mapping[Feature, int]], of: Sequence[int]) -> Floats:
        each = np.zeros((len(self._columns), len(self._subjects)))
        for counts, subject in zip(counted, of, strict=True):
            columns, values = self._vector(counts)
            each[columns, subject] += values
        others = each.sum(axis=1, keepdims=True) + _SMOOTHING - each
        weights: Floats = -np.log(others / others.sum(axis=0))
        return weights

    def _vector(self, counts: Mapping[Feature, int]) -> tuple[NDArray[np.intp], Floats]:
        """Return the known features as columns and their values; each family's values have length 1 together."""
        known = [(self._columns[f], FAMILIES.index(f[0]), n) for f, n in counts.items() if f in self._columns]
        columns, family, count = np.array(known, dtype=np.intp).reshape(-1, 3).T
        values = (1 + np.log(count)) * self._rarity[columns]
        length = np.sqrt(np.bincount(family, weights=values**2, minlength=len(FAMILIES)))
        return columns, values / length[family]

    def _known(self, text: str) -> float:
        columns = [self._columns.get(("word", word)) for word in words_of(text)]
        rarest = float(self._rarity.max())
        weight = [rarest if column is None else float(self._rarity[column]) for column in columns]
        held = sum(w for w, column in zip(weight, columns, strict=True) if column is not None)
        return held / sum(weight) if weight else 0.0
