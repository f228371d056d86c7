"""Find the shape of a PDF again: headings, paragraphs, table rows; page headers and footers go.

A PDF knows only characters at places. Headings are lines that the outline names, that are set larger than the body,
or that stand in bold alone; rows are lines that begin beside each other.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from knowledge.chunking.blocks import Block, Heading, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. `x` and `y` are points from the lower left, `size` is the height of the type."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page, from 1. `scanned`: pictures and no text; `broken`: it could not be read."""

    number: int
    lines: tuple[Line, ...]
    scanned: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class PdfText:
    """What the child read; `outline` is the bookmarks as (level, title)."""

    title: str
    outline: tuple[tuple[int, str], ...]
    pages: tuple[PdfPage, ...]


_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(r"^(\d+(?:\.\d+)*)[.)]?\s+[A-Z]")
_BULLET = re.compile(r"^(?:[•▪●◦‣*–-]|\d+[.)]|\(?[a-z][.)])(?:\s|$)")
_SPACES = re.compile(r"\s+")
LARGER = 1.12
"""A line set this much larger than the body is a heading."""


def pdf_blocks(text: PdfText) -> list[Block]:
    """Return the blocks of a PDF, each with its page."""
    pages = _without_furniture(text.pages)
    headings = _Headings.of(text.outline, pages)
    return list(_with_headers(block for page in pages for block in _page_blocks(page, headings)))


@dataclass(frozen=True, slots=True)
class _Headings:
    body: float
    sizes: tuple[float, ...]
    outline: dict[str, int]

    @staticmethod
    def of(outline: Iterable[tuple[int, str]], pages: Iterable[PdfPage]) -> "_Headings":
        weights: Counter[float] = Counter()
        for page in pages:
            for line in page.lines:
                weights[line.size] += len(line.text)
        body = weights.most_common(1)[0][0] if weights else 0.0
        larger = sorted((size for size in weights if size > body * LARGER), reverse=True)
        return _Headings(body, tuple(larger), {_plain(title): level for level, title in outline})

    def level(self, line: Line) -> int | None:
        """Return the heading level of a line, or None for running text."""
        if (level := self.outline.get(_plain(line.text))) is not None:
            return level
        if len(line.text) > 120 or not any(char.isalpha() for char in line.text) or _BULLET.match(line.text):
            return self._numbered(line)
        if line.size in self.sizes:
            return self.sizes.index(line.size) + 1
        if line.bold and len(line.text) <= 90 and not line.text.endswith((".", ",", ";", ":")):
            return len(self.sizes) + 1
        return None

    def _numbered(self, line: Line) -> int | None:
        match = _NUMBERED.match(line.text)
        stands_out = line.bold or line.size in self.sizes
        return match[1].count(".") + 1 if match and stands_out and len(line.text) <= 120 else None


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip().casefold()


def _without_furniture(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """Drop lines at the top or bottom edge that repeat, but for their numbers, on most of three pages or more."""
    seen = Counter(key for page in pages for key in {_DIGITS.sub("#", line.text) for line in _edges(page)})
    repeated = {key for key, times in seen.items() if times >= max(3, len(pages) / 2)}
    return [
        PdfPage(page.number, tuple(line for line in page.lines if not _is_furniture(line, page, repeated)))
        for page in pages
    ]


def _is_furniture(line: Line, page: PdfPage, repeated: set[str]) -> bool:
    return _DIGITS.sub("#", line.text) in repeated and line in _edges(page)


def _edges(page: PdfPage) -> list[Line]:
    heights = sorted({line.y for line in page.lines})
    edge = {*heights[:2], *heights[-2:]}
    return [line for line in page.lines if line.y in edge]


def _page_blocks(page: PdfPage, headings: _Headings) -> Iterator[Block]:
    for is_table, rows in groupby(_rows(page.lines), key=lambda row: len(row) > 1):
        held = list(rows)
        if is_table and len(held) > 1:
            yield _table(held, page.number)
            continue
        lines = [line for row in held for cell in row for line in cell]
        yield from _running(lines, page.number, headings)


Cell = list[Line]


def _rows(lines: Iterable[Line]) -> list[list[Cell]]:
    """Group lines into cells, and cells that stand beside each other into rows; running text is rows of one cell."""
    rows: list[list[Cell]] = []
    for cell in _cells(lines):
        if rows and _beside(rows[-1], cell[0]):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return rows


def _cells(lines: Iterable[Line]) -> Iterator[Cell]:
    """Give runs of lines that begin at one place and follow each other down."""
    held: Cell = []
    for line in lines:
        if held and not (abs(line.x - held[-1].x) < 3 and 0 < held[-1].y - line.y <= line.size * 1.6):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _beside(row: Sequence[Cell], line: Line) -> bool:
    """Say whether a cell that begins with `line` belongs to the row: right of it, neither below nor far above it."""
    last = row[-1]
    top = max(cell[0].y for cell in row)
    right = line.x - last[0].x > last[0].size * 2
    return right and last[-1].y - line.size * 0.6 < line.y < top + line.size * 3


def _table(rows: Sequence[Sequence[Cell]], page: int) -> Table:
    places = [cell[0].x for cell in rows[0]]
    texts = [_placed(row, places) for row in rows]
    return Table(texts[0], tuple(texts[1:]), page)


def _placed(row: Sequence[Cell], places: Sequence[float]) -> tuple[str, ...]:
    """Return the texts of a row; one that lacks cells is spread over the columns by where each cell begins."""
    texts = [" ".join(line.text for line in cell) for cell in row]
    if len(row) >= len(places):
        return tuple(texts)
    spread = [""] * len(places)
    for cell, text in zip(row, texts, strict=True):
        column = min(range(len(places)), key=lambda place: abs(places[place] - cell[0].x))
        spread[column] = f"{spread[column]} {text}".strip()
    return tuple(spread)


def _with_headers(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give a table that goes on from the page before the header of its beginning."""
    above: Block | None = None
    for block in blocks:
        whole = _continued(above, block) if isinstance(above, Table) and isinstance(block, Table) else block
        yield whole
        above = whole


def _continued(above: Table, below: Table) -> Table:
    same_shape = len(below.header) == len(above.header) and below.header != above.header
    if below.page == above.page or not same_shape:
        return below
    return Table(above.header, (below.header, *below.rows), below.page)


def _running(lines: Sequence[Line], page: int, headings: _Headings) -> Iterator[Block]:
    gaps = [above.y - line.y for above, line in pairwise(lines) if above.y > line.y]
    usual = median(gaps) if gaps else 0.0
    held: list[str] = []
    above: Line | None = None
    level_above: int | None = None
    for line in lines:
        level = headings.level(line)
        if level is None and not _apart(above, line, usual, level_above):
            _append(held, line.text)
        else:
            yield from _paragraph(held, page)
            held = [] if level else [line.text]
            if level:
                yield Heading(level, line.text, page)
        above, level_above = line, level
    yield from _paragraph(held, page)


def _apart(above: Line | None, line: Line, usual: float, level_above: int | None) -> bool:
    if above is None or level_above is not None:
        return True
    return above.y - line.y > max(usual, line.size) * 1.45 or line.y > above.y


def _append(held: list[str], text: str) -> None:
    if not held or _BULLET.match(text):
        held.append(text)
    else:
        held[-1] = f"{held[-1]}{'' if held[-1].endswith('-') else ' '}{text}"


def _paragraph(held: list[str], page: int) -> Iterator[Paragraph]:
    if held:
        yield Paragraph("\n".join(held), page)
