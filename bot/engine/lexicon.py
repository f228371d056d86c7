"""What a message is about: concepts of the field, found by the stems of `bot.engine.vocabulary`."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.engine.vocabulary import (
    CLUES,
    CORE_WORDS,
    ENGLISH,
    IN_CLAUSE,
    IN_MESSAGE,
    IN_SENTENCE,
    KNOWN_NEIGHBOURS,
    SLANG,
    SPANISH,
    STEMS,
    Clue,
    Concept,
    Together,
)

_SENTENCE_END = re.compile(r"[.!?;]+(?:\s+|$)|\n+")
_CLAUSE_END = re.compile(r",\s|:\s|\s-\s|\b(?:but|because|pero|porque)\b")

_PIECE = 2000
_OVERLAP = 300
"""In characters: no phrase of the vocabulary is longer than the overlap."""

_WHOLE = {"d": "did", "ll": "will", "re": "are", "ve": "have"}
_CONTRACTED = re.compile(r"\b(what|where|how|when|why|who)'(d|ll|re|ve)\b")


def fold(text: str) -> str:
    """Return `text` in lower case without accents, with misspelt core words put right."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    plain = re.sub(r"[a-z]+(?:'ll)?\d?", lambda word: SLANG.get(word[0], word[0]), plain)
    plain = _CONTRACTED.sub(lambda said: f"{said[1]} {_WHOLE[said[2]]}", plain.replace("’", "'"))
    return re.sub(r"[a-z]{4,}", lambda word: _put_right(word[0]), plain)


@lru_cache(maxsize=4096)
def _put_right(word: str) -> str:
    if word in CORE_WORDS or word in KNOWN_NEIGHBOURS:
        return word
    near = process.extractOne(word, CORE_WORDS, scorer=OSA.distance, score_cutoff=2)
    if not near or near[0][0] != word[0]:
        return word
    allowed = 1 if min(len(word), len(near[0])) < 8 else 2
    return near[0] if near[1] <= allowed else word


def concepts(folded: str) -> frozenset[Concept]:
    """Return what a folded text is about: words that say it alone, and clues that say it together.

    A long text is read in pieces that overlap, because the time that a phrase takes grows with the square of the text.
    """
    return frozenset(concept for piece in _pieces(folded) for concept in _concepts(piece))


def _pieces(folded: str) -> Iterator[str]:
    yield from (folded[at : at + _PIECE + _OVERLAP] for at in range(0, max(len(folded), 1), _PIECE))


def _concepts(folded: str) -> frozenset[Concept]:
    alone = {concept for concept, stems in STEMS.items() if stems.search(folded)}
    sentences = [part for part in _SENTENCE_END.split(folded) if part]
    clauses = [part for sentence in sentences for part in _CLAUSE_END.split(sentence) if part.strip()]
    return frozenset(
        alone.union(
            _together(clauses, IN_CLAUSE),
            _together(sentences, IN_SENTENCE),
            _together([folded], IN_MESSAGE),
        )
    )


def _together(parts: list[str], rules: tuple[Together, ...]) -> set[Concept]:
    clues = {clue for rule in rules for clue in (*rule.unless, *(c for group in rule.groups for c in group))}
    found = [_clues(part, clues) for part in parts]
    return {rule.concept for rule in rules for held in found if rule.holds(held)}


def _clues(part: str, wanted: set[Clue]) -> frozenset[Clue]:
    return frozenset(clue for clue in wanted if CLUES[clue].search(part))


def opening(folded: str) -> str:
    """Return the first clause of a folded text."""
    return _CLAUSE_END.split(_SENTENCE_END.split(folded, maxsplit=1)[0], maxsplit=1)[0]


def mentions(folded: str, words: tuple[str, ...]) -> bool:
    """Say whether a folded text contains one of an office's own words or phrases, as whole words."""
    return bool(words) and bool(_as_stems(words).search(folded))


@lru_cache(maxsize=256)
def _as_stems(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(word)) for word in words)})(?!\w)")


def language_of(folded: str, before: str) -> str:
    """Return `es` or `en` by the small words of each; `before` when the text does not tell."""
    spanish, english = len(SPANISH.findall(folded)), len(ENGLISH.findall(folded))
    if spanish == english:
        return before
    return "es" if spanish > english else "en"
