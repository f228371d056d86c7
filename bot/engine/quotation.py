"""Find the words that a draft quotes in their passage, with the whole sentences around them. Pure."""

import re

from knowledge.passages import Passage

_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"[.!?:](?=\s|$)|\n\s*\n|\n(?=\s*[-*•>|#])")
"""Where a sentence of a document ends. A mere line end may be the page's, in the middle of a sentence."""


def sentences_around(quote: str, passage: Passage) -> str:
    """Return the passage's own sentences that hold `quote`; empty when it does not stand there word for word.

    Whole ones, because half a sentence can say the contrary: `do not pay` holds `pay`.
    """
    words = _WORD.findall(quote)
    if not words:
        return ""
    run = r"[\W_]+".join(map(re.escape, words))
    found = re.search(rf"(?<![^\W_]){run}(?![^\W_])", passage.text, flags=re.IGNORECASE)
    if not found:
        return ""
    ends = [end.end() for end in _END.finditer(passage.text)]
    start = max((end for end in ends if end <= found.start()), default=0)
    stop = min((end for end in ends if end >= found.end()), default=len(passage.text))
    return passage.text[start:stop].strip()
