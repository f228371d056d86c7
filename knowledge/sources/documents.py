"""Read any source into a document: its title, its particulars and its blocks."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.chunking.blocks import Block, Heading
from knowledge.chunking.markdown import markdown_blocks
from knowledge.chunking.plain_text import plain_text_blocks
from knowledge.errors import SourceError
from knowledge.sources.details import Details
from knowledge.sources.front_matter import split_front_matter
from knowledge.sources.html import page_markdown
from knowledge.sources.known import Freshness, Known
from knowledge.sources.listing import Source
from knowledge.sources.pdf import SCANNED_CURE, PdfReader
from knowledge.sources.pdf_layout import pdf_blocks
from knowledge.sources.web import WebFetcher

READER_VERSION = 1
"""Raise it when reading or cutting changes: every document is then read anew at the next ingest."""
LARGEST_TEXT = 20 << 20
OnPage = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Document:
    """One document as read. `found` is what its own text says of it; `digest` changes when its content does."""

    digest: str
    found: Details
    blocks: tuple[Block, ...]
    freshness: Freshness = Freshness()
    warnings: tuple[SourceError, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """Reads sources of every kind; the parts that cost a process or a connection are given."""

    pdf: PdfReader
    web: WebFetcher

    async def read(self, source: Source, known: Known, on_page: OnPage) -> Document | None:
        """Return the document, or None when its content is as `known`. Raises `SourceError`."""
        if source.path is None:
            return await self._page(source, known)
        size = source.path.stat().st_size
        if source.path.suffix.lower() == ".pdf":
            return await self._pdf(source, known, on_page)
        if size > LARGEST_TEXT:
            raise SourceError(source.key, f"the file is larger than {LARGEST_TEXT >> 20} MB", "Split it.")
        content = await asyncio.to_thread(source.path.read_bytes)
        digest = _digest(content)
        if digest == known.digest:
            return None
        return await asyncio.to_thread(_text_document, source, content, digest)

    async def _pdf(self, source: Source, known: Known, on_page: OnPage) -> Document | None:
        assert source.path  # noqa: S101 - a PDF is a file
        if source.path.stat().st_size > self.pdf.limits.size_mb << 20:
            digest = ""
        else:
            digest = _digest(await asyncio.to_thread(source.path.read_bytes))
        if digest and digest == known.digest:
            return None
        text = await self.pdf.read(source.path, source.key, on_page)
        blocks = await asyncio.to_thread(pdf_blocks, text)
        warnings = []
        if broken := [page.number for page in text.pages if page.broken]:
            warnings.append(SourceError(source.key, f"{_pages(broken)} could not be read", "Save the PDF again."))
        if scanned := [page.number for page in text.pages if page.scanned]:
            warnings.append(SourceError(source.key, f"{_pages(scanned)} hold pictures and no text", SCANNED_CURE))
        title = text.title or _first_heading(blocks) or source.path.stem
        return Document(digest, Details(title=title), tuple(blocks), warnings=tuple(warnings))

    async def _page(self, source: Source, known: Known) -> Document | None:
        page = await self.web.fetch(source.key, known.freshness)
        if page is None:
            return None
        title, markdown = "", page.text
        if "html" in page.kind:
            title, markdown = await asyncio.to_thread(page_markdown, page.text, source.key)
        digest = _digest(markdown.encode())
        if digest == known.digest:
            return None
        blocks = plain_text_blocks(markdown) if page.kind == "text/plain" else markdown_blocks(markdown)
        found = Details(title=title or _first_heading(blocks) or source.key)
        return Document(digest, found, _with_text(blocks, source.key), page.freshness)


def _text_document(source: Source, content: bytes, digest: str) -> Document:
    text = _decoded(content, source.key)
    assert source.path  # noqa: S101 - only files come here
    found = Details()
    match source.path.suffix.lower():
        case ".md":
            found, text = split_front_matter(text, source.key)
            blocks = markdown_blocks(text)
        case ".txt":
            blocks = plain_text_blocks(text)
        case _:
            title, text = page_markdown(text, source.key)
            found, blocks = Details(title=title), markdown_blocks(text)
    title = found.title or _first_heading(blocks) or source.path.stem
    return Document(digest, Details(title=title).or_else(found), _with_text(blocks, source.key))


def _decoded(content: bytes, key: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"the text is not UTF-8 (byte {error.start})"
        raise SourceError(key, problem, "Save it as UTF-8 in your editor.") from None
    if "\0" in text:
        raise SourceError(key, "the file is not text", "Check that it is the right file.")
    return text


def _with_text(blocks: list[Block], key: str) -> tuple[Block, ...]:
    if not blocks:
        raise SourceError(key, "the document is empty", "Write something in it, or remove it.")
    return tuple(blocks)


def _first_heading(blocks: list[Block]) -> str:
    """Return the heading that names the whole document: the first of the highest level, or one right at the start."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    top = next((heading.text for heading in headings if heading.level == 1), "")
    return top or (headings[0].text if headings and blocks[0] == headings[0] else "")


def _pages(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:10])) + (" ..." if len(numbers) > 10 else "")
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(b"%d\0" % READER_VERSION + content).hexdigest()
