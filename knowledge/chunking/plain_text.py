"""Read plain text into blocks: paragraphs, and headings where a line plainly is one."""

import re

from knowledge.chunking.blocks import Block, Heading, Paragraph

_UNDERLINE = re.compile(r"^(=|-|~)\1{2,}\s*$")
_NUMBERED = re.compile(r"^(\d+(?:\.\d+)*)\.?\s+[A-Z][^.!?:;,]{2,80}$")
_BLANK_LINES = re.compile(r"\n[ \t]*\n+")


def plain_text_blocks(text: str) -> list[Block]:
    """Return the blocks of a plain text.

    The short first line is the title. Later a heading is a line that is underlined, or that stands alone and is
    numbered like `2.1 Title` or in capitals.
    """
    blocks: list[Block] = []
    parts = _BLANK_LINES.split(text.strip("\n"))
    for number, part in enumerate(parts, 1):
        lines = [line.rstrip() for line in part.splitlines() if line.strip()]
        if lines and (heading := _heading(lines) or (_title(lines) if number == 1 < len(parts) else None)):
            blocks.append(heading)
            lines = lines[2:] if len(lines) > 1 else []
        if lines:
            blocks.append(Paragraph("\n".join(lines)))
    return blocks


def _heading(lines: list[str]) -> Heading | None:
    first = lines[0].strip()
    if len(lines) > 1:
        underlined = _UNDERLINE.match(lines[1])
        return Heading(1 if underlined[1] == "=" else 2, first) if underlined else None
    if numbered := _NUMBERED.match(first):
        return Heading(numbered[1].count(".") + 1, first)
    letters = [char for char in first if char.isalpha()]
    if len(letters) > 3 and first.isupper() and len(first) <= 80 and not first.endswith((".", "!", "?")):
        return Heading(2, first)
    return None


def _title(lines: list[str]) -> Heading | None:
    short = len(lines) == 1 and len(lines[0]) <= 80 and not lines[0].endswith((".", "!", "?", ":", ";", ","))
    return Heading(1, lines[0].strip()) if short else None
