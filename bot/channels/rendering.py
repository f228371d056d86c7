"""Text as channels show it: the small Markdown of a `Post`, and text that people sent, made safe to keep.

The small Markdown is: `**bold**`, `*italic*`, lists (`- ` and `1. `), block quotes (`> `), `[words](url)` and `[n]`
source markers. Everything else is plain text.
"""

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but not tab and line feed
    "\u202a-\u202e\u2066-\u2069"  # bidirectional overrides: they can make a number read backwards
    "\ufeff\ud800-\udfff]"  # byte order mark, and half characters, which no database takes
)
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((?:https?:|mailto:|tel:)[^()\s]+\)")
_MARKS = re.compile(r"(\*\*|__|(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*]))")
_LINE_START = re.compile(r"^(?:>[ \t]?)+|^[-*][ \t]+", re.MULTILINE)


def clean(text: str) -> str:
    """Drop characters that can harm a screen or a database, make every line end a line feed, and trim the outside."""
    return _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def plain(text: str) -> str:
    """Return small Markdown as words on one line, for lists and previews."""
    without_links = _LINK.sub(r"\1", _LINE_START.sub("", text))
    return " ".join(_MARKS.sub("", without_links).split())
