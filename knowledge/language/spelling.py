"""Guess the word that a misspelled one was meant to be, out of the words that the documents really use."""

from collections import defaultdict
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Shorter words are too near to too many others."""


class Spelling:
    """Corrects against one vocabulary (word to frequency). The first letter is taken to be right."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._frequency = vocabulary
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in vocabulary:
            if len(word) >= SHORTEST and word.isalpha():
                self._by_letter[word[0]].append(word)
        self._guessed: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """Return the likeliest word, or None when none is near: one slip in a short word, two in a long one."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        if word not in self._guessed:
            if len(self._guessed) > 10_000:
                self._guessed.clear()
            self._guessed[word] = self._guess(word)
        return self._guessed[word]

    def _guess(self, word: str) -> str | None:
        most = 1 if len(word) < 8 else 2
        near = process.extract(word, self._by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=most, limit=10)
        if not near:
            return None
        best, _, _ = min(near, key=lambda found: (found[1], -self._frequency[found[0]], found[0]))
        return str(best)
