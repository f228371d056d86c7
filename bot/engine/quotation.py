"""Find the words that a draft quotes in their passage, with the whole sentences around them. Pure."""

import re

from knowledge.passages import Passage

_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"[.!?:](?=\s|$)|\n\s*\n|\n(?=\s*[-*•>|#])")
"""Where a sentence of a document ends. A mere line end may be the page's, in the middle of a sentence."""


def sentences_around(quote: str, passage: Passage) -> str:
    """Return the passage's own sentences that hold `quote`; empty when it does not stand there word for word.

    Whole ones, because half a sentence can say the contrary: `do not pay` holds `pay`. Where words are left out of a
    quotation by dots, each piece must stand there.
    """
    found = [_around(piece, passage) for piece in re.split(r"…|\.{3}", quote) if piece.strip()]
    return "\n".join(dict.fromkeys(found)) if all(found) else ""


def _around(quote: str, passage: Passage) -> str:
    words = _WORD.findall(quote)
    if not words:
        return ""
    run = r"[\W_]+".join(map(re.escape, words))
    found = re.search(rf"(?<![^\W_]){run}(?![^\W_])", passage.text, flags=re.IGNORECASE)
    if not found:
        return ""
    line = passage.text[passage.text.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0]
    if is_row(line):
        return line if found.end() <= found.start() + len(line) else ""
    ends = [end.end() for end in _END.finditer(passage.text)]
    start = max((end for end in ends if end <= found.start()), default=0)
    stop = min((end for end in ends if end >= found.end()), default=len(passage.text))
    return passage.text[start:stop].strip()


def is_row(line: str) -> bool:
    """Say whether this is a row of a table, as documents are read: `Plan: A; Usual time: 14 days`."""
    return line.count(": ") > 1 and ";" in line
