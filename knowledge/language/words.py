"""Split text into words and reduce words to stems, the same way for documents and for questions."""

import re
import unicodedata
from functools import lru_cache

from py_rust_stemmers import SnowballStemmer

WORD = re.compile(r"[a-z0-9]+")
_STEMMER = SnowballStemmer("english")


def fold(text: str) -> str:
    """Return `text` in lower case without accents and with compatibility forms made plain."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Return the words of `text` in order, folded. Punctuation separates words, as in the full-text index."""
    return WORD.findall(fold(text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the English stem of one folded word."""
    return str(_STEMMER.stem_word(word))


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of all words of `text`, in order."""
    return tuple(stem(word) for word in words(text))
