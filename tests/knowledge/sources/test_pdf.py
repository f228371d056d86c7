import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.sources.pdf import PdfLimits, PdfReader
from knowledge.sources.pdf_layout import PdfText
from tests.knowledge.sources import pdfs

FAST = PdfLimits(cpu_seconds=5, wall_seconds=20)


@pytest.fixture
async def reader() -> AsyncIterator[PdfReader]:
    made = PdfReader(FAST)
    yield made
    await made.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.pdf"


async def read(reader: PdfReader, path: Path) -> PdfText:
    return await reader.read(path, path.name, lambda done, of: None)


async def problem_of(reader: PdfReader, path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        await read(reader, path)
    assert caught.value.source == path.name
    assert caught.value.cure
    return caught.value.problem


async def test_every_page_is_read_and_heard_of(reader: PdfReader, path: Path) -> None:
    pdfs.protocol(path)
    heard: list[tuple[int, int]] = []
    text = await reader.read(path, "p", lambda done, of: heard.append((done, of)))
    assert [page.number for page in text.pages] == [1, 2, 3]
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert text.title == "Routing Protocol"


async def test_one_child_reads_many_files(reader: PdfReader, path: Path) -> None:
    pdfs.protocol(path)
    await read(reader, path)
    first = reader.child_pid
    await read(reader, path)
    assert reader.child_pid == first


async def test_an_encrypted_file_is_named_as_locked(reader: PdfReader, path: Path) -> None:
    pdfs.encrypted(path)
    assert "password" in await problem_of(reader, path)


async def test_an_empty_file_is_named_as_empty(reader: PdfReader, path: Path) -> None:
    path.touch()
    assert "empty" in await problem_of(reader, path)


async def test_a_corrupt_file_is_named_as_damaged(reader: PdfReader, path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + b"\0garbage" * 200)
    assert "damaged" in await problem_of(reader, path)


async def test_a_truncated_file_is_named_and_does_not_stop_the_next(reader: PdfReader, path: Path) -> None:
    pdfs.protocol(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 3])
    assert await problem_of(reader, path)
    path.write_bytes(whole)
    assert (await read(reader, path)).pages


async def test_a_web_page_named_pdf_is_recognised(reader: PdfReader, path: Path) -> None:
    path.write_text("<!DOCTYPE html><html><body>Sign in</body></html>")
    assert "web page" in await problem_of(reader, path)


async def test_scanned_pages_are_named_with_the_way_out(reader: PdfReader, path: Path) -> None:
    pdfs.scanned(path)
    with pytest.raises(SourceError, match="OCR"):
        await read(reader, path)


async def test_a_blank_file_holds_no_text(reader: PdfReader, path: Path) -> None:
    pdfs.blank(path)
    assert "no text" in await problem_of(reader, path)


async def test_too_many_pages_are_refused(path: Path) -> None:
    reader = PdfReader(PdfLimits(pages=3))
    pdfs.many_pages(path, 4)
    assert "too many pages" in await problem_of(reader, path)
    await reader.close()


async def test_too_large_a_file_is_refused_before_it_is_opened(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate((1 << 20) + 1)
    assert "larger than 1 MB" in await problem_of(PdfReader(PdfLimits(size_mb=1)), path)


async def test_a_page_that_unpacks_without_end_is_stopped(reader: PdfReader, path: Path) -> None:
    pdfs.bomb(path, content=b" " * (70 << 20), pages=10)
    assert await problem_of(reader, path)


async def test_a_page_of_endless_drawing_is_stopped(reader: PdfReader, path: Path) -> None:
    pdfs.bomb(path, content=b"BT (x) Tj ET\n" * 600_000)
    assert await problem_of(reader, path)


async def test_a_file_that_needs_too_much_memory_is_named_and_the_next_is_read(path: Path) -> None:
    reader = PdfReader(PdfLimits(memory_mb=90))
    pdfs.bomb(path, content=b"BT (x) Tj ET\n" * 600_000)
    await problem_of(reader, path)
    pdfs.many_pages(path, 1)
    assert (await read(reader, path)).pages
    await reader.close()


async def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(path: Path) -> None:
    reader = PdfReader(PdfLimits(wall_seconds=0.01))
    pdfs.many_pages(path, 300)
    assert "too long" in await problem_of(reader, path)
    assert reader.child_pid is None
    await reader.close()


async def test_a_child_that_dies_is_replaced(reader: PdfReader, path: Path) -> None:
    pdfs.many_pages(path, 1)
    await read(reader, path)
    first = reader.child_pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert "limits" in await problem_of(reader, path)
    assert (await read(reader, path)).pages
    assert reader.child_pid != first
