"""The words in which a source can be said, in its own language or in the other one. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from py_rust_stemmers import SnowballStemmer

from bot.engine.vocabulary.pairs import PAIRS
from bot.engine.vocabulary.synonyms import SYNONYMS

LANGUAGES = frozenset({"en", "es"})
"""What can be compared. An answer in another language could say anything."""

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
OTHER = {"en": "es", "es": "en"}
_STEMMERS = {"en": SnowballStemmer("english"), "es": SnowballStemmer("spanish")}


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, contracted negations in two."""
    plain = text.casefold().replace("’", "'").replace("can't", "cannot").replace("won't", "will not")
    return WORD.findall(plain.replace("n't", " not"))


def _alike(word: str, language: str) -> frozenset[str]:
    """Return the stems of a word and of those that say the same in its own language."""
    same = [group for group in SYNONYMS[language] if word in group]
    return frozenset(stem(other, language) for other in {word}.union(*same))


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a word in lower case."""
    return str(_STEMMERS[language].stem_word(word))


@dataclass(frozen=True, slots=True)
class Sayable:
    """A source in its own `language`: for each of its words the stems that may stand for it in an answer."""

    language: str
    by_word: Mapping[str, frozenset[str]]

    @property
    def stems(self) -> frozenset[str]:
        """All stems that an answer may use."""
        return frozenset().union(*self.by_word.values())


def sayable(source: str, language: str, *, foreign: bool) -> Sayable:
    """Return how a source may be said in `language`; `foreign` when it is written in the other one.

    What no pair translates stands as it is, such as names.
    """
    spoken = OTHER[language] if foreign else language
    meanings = _meanings(language) if foreign else {}
    by_word = {}
    for word in words_of(source):
        meant = meanings.get(stem(word, spoken), set())
        by_word[word] = frozenset(meant) | _meant_alike(meant, language) or _alike(word, language)
    return Sayable(spoken, by_word)


def _meant_alike(stems: set[str], language: str) -> frozenset[str]:
    alike = [group for group in _synonym_stems(language) if group & stems]
    return frozenset().union(*alike)


@lru_cache(maxsize=4)
def _synonym_stems(language: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(stem(word, language) for word in group) for group in SYNONYMS[language])


@lru_cache(maxsize=4)
def _meanings(language: str) -> dict[str, set[str]]:
    """Return the stems in `language` by the stem in the other one."""
    meanings: dict[str, set[str]] = {}
    for english, spanish in PAIRS:
        here, there = (spanish, english) if language == "es" else (english, spanish)
        for word in there:
            meanings.setdefault(stem(word, OTHER[language]), set()).update(stem(w, language) for w in here)
    return meanings
