"""What a message is about: concepts of the field, found by the stems of `bot.engine.vocabulary`."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.engine.vocabulary import CORE_WORDS, ENGLISH, KNOWN_NEIGHBOURS, SPANISH, STEMS, Concept


def fold(text: str) -> str:
    """Return `text` in lower case without accents, with misspelt core words put right."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[a-z]{4,}", lambda word: _put_right(word[0]), plain.replace("’", "'"))


@lru_cache(maxsize=4096)
def _put_right(word: str) -> str:
    if word in CORE_WORDS or word in KNOWN_NEIGHBOURS:
        return word
    allowed = 1 if len(word) < 8 else 2
    near = process.extractOne(word, CORE_WORDS, scorer=OSA.distance, score_cutoff=allowed)
    return near[0] if near and near[0][0] == word[0] else word


def concepts(folded: str) -> frozenset[Concept]:
    """Return what a folded text is about."""
    return frozenset(concept for concept, stems in STEMS.items() if stems.search(folded))


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
