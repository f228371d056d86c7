"""The words of a generation in memory: which chunk holds which, and how telling each is."""

from collections.abc import Iterable
from functools import cached_property
from math import log

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from knowledge.language.words import stem

Ids = NDArray[np.int32]


class Lexicon:
    """Stems are numbered; `rows` are positions in the generation's table."""

    def __init__(self, words: pa.ChunkedArray) -> None:
        lists = words.combine_chunks()
        encoded = lists.flatten().dictionary_encode()
        surface: list[str] = encoded.dictionary.to_pylist()
        numbered: dict[str, int] = {}
        stem_of_word = np.array([numbered.setdefault(stem(word), len(numbered)) for word in surface], dtype=np.int64)
        self.size = len(lists)
        self._ids = numbered
        self._example: dict[int, str] = dict(zip(reversed(stem_of_word.tolist()), reversed(surface), strict=True))
        row_of = np.repeat(np.arange(self.size), lists.value_lengths().to_numpy(zero_copy_only=False))
        width = max(len(numbered), 1)
        held = stem_of_word[encoded.indices.to_numpy(zero_copy_only=False)] if surface else stem_of_word
        pairs = np.unique(row_of * width + held)
        self._stems: Ids = (pairs % width).astype(np.int32)
        self._row_of: Ids = (pairs // width).astype(np.int32)
        self._starts = np.searchsorted(self._row_of, np.arange(self.size + 1))
        self._frequency = np.bincount(self._stems, minlength=len(numbered))
        self.vocabulary: dict[str, int] = {
            word: int(self._frequency[id_]) for word, id_ in zip(surface, stem_of_word.tolist(), strict=True)
        }

    def id_of(self, a_stem: str) -> int | None:
        """Return the number of a stem, or None when no chunk holds it."""
        return self._ids.get(a_stem)

    def example(self, id_: int) -> str:
        """Return a word as written whose stem has this number."""
        return self._example[id_]

    def frequency(self, id_: int) -> int:
        """Return in how many chunks a stem occurs."""
        return int(self._frequency[id_])

    def weight(self, frequency: int) -> float:
        """Return how telling something in `frequency` chunks is; never below zero, highest for 0."""
        return log(1 + (self.size - frequency + 0.5) / (frequency + 0.5))

    def stems_of(self, row: int) -> set[int]:
        """Return the stems of one chunk."""
        return set(self._stems[self._starts[row] : self._starts[row + 1]].tolist())

    def rows_with(self, ids: Iterable[int]) -> Ids:
        """Return the rows that hold all of `ids`."""
        found: Ids | None = None
        for id_ in ids:
            rows = self._rows_of_stem(id_)
            found = rows if found is None else np.intersect1d(found, rows, assume_unique=True)
        return np.empty(0, dtype=np.int32) if found is None else found

    def _rows_of_stem(self, id_: int) -> Ids:
        rows, starts = self._inverted
        return rows[starts[id_] : starts[id_ + 1]]

    @cached_property
    def _inverted(self) -> tuple[Ids, NDArray[np.int64]]:
        order = np.argsort(self._stems, kind="stable")
        starts = np.concatenate(([0], np.cumsum(self._frequency)))
        return self._row_of[order], starts
