from datetime import date
from pathlib import Path

import pytest

from knowledge.chunking.blocks import Heading, Paragraph
from knowledge.errors import SourceError
from knowledge.sources.details import Details
from knowledge.sources.documents import Document, DocumentReader
from knowledge.sources.known import Known
from knowledge.sources.listing import Source
from knowledge.sources.pdf import PdfReader
from knowledge.sources.web import WebFetcher
from tests.knowledge.sources import pdfs

PAGE = """<html><head><title>Plan help</title></head><body><nav>Home | Login | Cart</nav>
<main><h1>Claims</h1><h2>How to file</h2><p>Send the claim within ninety days after the visit to the plan.</p>
<p>A second paragraph that says where the claim goes and who looks at it first.</p></main></body></html>"""


async def read(path: Path, known: Known | None = None) -> Document | None:
    reader = DocumentReader(PdfReader(), WebFetcher())
    try:
        return await reader.read(Source(path.name, path, Details()), known or Known(), lambda done, of: None)
    finally:
        await reader.pdf.close()


async def document(path: Path, content: str | bytes) -> Document:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = await read(path)
    assert found is not None
    return found


async def test_the_title_is_the_first_heading_else_the_file_name(tmp_path: Path) -> None:
    assert (await document(tmp_path / "a.md", "# Guide\n\ntext")).found.title == "Guide"
    assert (await document(tmp_path / "plain-notes.txt", "just text")).found.title == "plain-notes"


async def test_front_matter_gives_particulars_and_is_not_text(tmp_path: Path) -> None:
    found = await document(tmp_path / "a.md", "---\ntitle: T\nreview_date: 2027-01-31\naudience: staff\n---\ntext\n")
    assert found.found == Details(title="T", review_date=date(2027, 1, 31), audience="staff")
    assert found.blocks == (Paragraph("text"),)


@pytest.mark.parametrize("front", ["audience: everyone", "titel: x", "- a", "a: [", "review_date: 31.01.2027"])
async def test_a_mistake_in_front_matter_refuses_the_file(tmp_path: Path, front: str) -> None:
    with pytest.raises(SourceError, match="front matter"):
        await document(tmp_path / "a.md", f"---\n{front}\n---\ntext\n")


async def test_a_web_page_file_keeps_headings_and_loses_menus(tmp_path: Path) -> None:
    found = await document(tmp_path / "a.html", PAGE)
    texts = [block.text for block in found.blocks if isinstance(block, Heading | Paragraph)]
    assert "How to file" in [block.text for block in found.blocks if isinstance(block, Heading)]
    assert not [text for text in texts if "Cart" in text]


async def test_a_pdf_is_titled_by_its_own_particulars(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    pdfs.protocol(path)
    assert (await document(path, path.read_bytes())).found.title == "Routing Protocol"


async def test_a_pdf_with_some_scanned_pages_is_read_and_the_pages_are_named(tmp_path: Path) -> None:
    import pypdf

    pdfs.many_pages(tmp_path / "text.pdf", 1)
    pdfs.scanned(tmp_path / "scan.pdf")
    writer = pypdf.PdfWriter()
    for name in ("text.pdf", "scan.pdf"):
        writer.append(tmp_path / name)
    writer.write(tmp_path / "both.pdf")
    found = await read(tmp_path / "both.pdf")
    assert found is not None
    assert [warning.problem for warning in found.warnings] == ["pages 2, 3 hold pictures and no text"]


async def test_the_same_content_is_not_read_again(tmp_path: Path) -> None:
    first = await document(tmp_path / "a.md", "text")
    assert await read(tmp_path / "a.md", Known(first.digest)) is None


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.md", b"", "empty"),
        ("a.txt", b" \n", "empty"),
        ("a.html", b"<html></html>", "no readable text"),
        ("a.txt", b"caf\xe9", "not UTF-8"),
        ("a.md", b"a\0b", "not text"),
    ],
)
async def test_an_unreadable_text_is_named(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        await document(tmp_path / name, content)


async def test_a_text_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate((20 << 20) + 1)
    with pytest.raises(SourceError, match="larger than 20 MB"):
        await read(path)


def test_what_either_the_list_or_the_document_closes_is_closed() -> None:
    merged = Details(staff_sections=("A",)).or_else(Details(audience="staff", staff_sections=("B",)))
    assert (merged.audience, merged.staff_sections) == ("staff", ("A", "B"))
