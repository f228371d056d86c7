"""Cut blocks into chunks: one section at a time, bounded in size, each with its heading path."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from knowledge.chunking.blocks import Block, Heading, Paragraph, Table
from knowledge.chunking.cutting import cut
from knowledge.language.codes import codes_in

LIMIT = 900
"""The most characters in one chunk: a passage that a person reads at a glance."""
SEPARATOR = " › "


@dataclass(frozen=True, slots=True)
class Chunk:
    """One piece of one document. `id` depends on source, section, place in the section and text only."""

    id: str
    source: str
    headings: tuple[str, ...]
    page: int | None
    text: str

    @property
    def section(self) -> str:
        """The heading path as people read it."""
        return SEPARATOR.join(self.headings)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    page: int | None
    alone: bool = False


def chunks_of(source: str, blocks: Iterable[Block], *, title: str = "") -> list[Chunk]:
    """Cut a document. A heading equal to `title` is not repeated in the heading path of its sections."""
    seen: Counter[tuple[str, ...]] = Counter()
    made: list[Chunk] = []
    for path, pieces in _sections(blocks):
        headings = path[1:] if path and path[0].casefold() == title.casefold() else path
        for piece in _packed(pieces):
            made.append(
                Chunk(_id(source, headings, seen[headings], piece.text), source, headings, piece.page, piece.text)
            )
            seen[headings] += 1
    return made


def _id(source: str, headings: Sequence[str], ordinal: int, text: str) -> str:
    whole = "\0".join((source, SEPARATOR.join(headings), str(ordinal), text))
    return hashlib.sha256(whole.encode()).hexdigest()[:24]


def _sections(blocks: Iterable[Block]) -> Iterator[tuple[tuple[str, ...], list[_Piece]]]:
    stack: list[Heading] = []
    pieces: list[_Piece] = []
    for block in blocks:
        if not isinstance(block, Heading):
            pieces.extend(_pieces(block))
            continue
        if not block.text.strip():
            continue
        deeper = bool(stack) and block.level > stack[-1].level
        yield from _closed(stack, pieces, followed=deeper)
        pieces = []
        while stack and stack[-1].level >= block.level:
            stack.pop()
        stack.append(block)
    yield from _closed(stack, pieces, followed=False)


def _closed(
    stack: list[Heading], pieces: list[_Piece], *, followed: bool
) -> Iterator[tuple[tuple[str, ...], list[_Piece]]]:
    """Give a section; a heading over nothing, which no deeper heading keeps, is its own text."""
    path = tuple(" ".join(heading.text.split()) for heading in stack)
    if pieces:
        yield path, pieces
    elif stack and not followed:
        yield path, [_Piece(part, stack[-1].page) for part in cut(stack[-1].text, LIMIT)]


def _pieces(block: Paragraph | Table) -> Iterator[_Piece]:
    if isinstance(block, Paragraph):
        for part in cut(block.text, LIMIT):
            yield _Piece(part, block.page)
        return
    if not block.rows:
        yield from (_Piece(part, block.page) for part in cut(" | ".join(block.header), LIMIT))
    readable = [_row(block.header, row) for row in block.rows]
    for codes, rows in groupby(readable, key=codes_in):
        yield from (_Piece(part, block.page, alone=bool(codes)) for row in _joined(rows) for part in cut(row, LIMIT))


def _row(header: Sequence[str], cells: Sequence[str]) -> str:
    """Return a row as `Column: value; Column: value`, so that it reads without its table."""
    named = [
        f"{name.strip()}: {cell.strip()}" if name.strip() else cell.strip()
        for name, cell in zip((*header, *[""] * len(cells)), cells, strict=False)
        if cell.strip()
    ]
    return "; ".join(named)


def _joined(rows: Iterable[str]) -> Iterator[str]:
    held = ""
    for row in filter(None, rows):
        if held and len(held) + len(row) + 1 > LIMIT:
            yield held
            held = ""
        held = f"{held}\n{row}" if held else row
    if held:
        yield held


def _packed(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Join short neighbours up to the limit; a table row with its own code stays alone. There is at least one piece."""
    held, *others = pieces
    for piece in others:
        if not held.alone and not piece.alone and len(held.text) + len(piece.text) + 2 <= LIMIT:
            held = _Piece(f"{held.text}\n\n{piece.text}", held.page)
            continue
        yield held
        held = piece
    yield held
