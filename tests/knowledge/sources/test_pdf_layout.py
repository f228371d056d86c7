from pathlib import Path

import pytest

from knowledge.chunking.blocks import Block, Heading, Paragraph, Table
from knowledge.sources.pdf import PdfReader
from knowledge.sources.pdf_layout import Line, PdfPage, PdfText, pdf_blocks
from tests.knowledge.sources import pdfs


@pytest.fixture
async def blocks(tmp_path: Path) -> list[Block]:
    path = tmp_path / "protocol.pdf"
    pdfs.protocol(path)
    reader = PdfReader()
    text = await reader.read(path, "protocol.pdf", lambda done, of: None)
    await reader.close()
    return pdf_blocks(text)


def page(number: int, *lines: tuple[str, float, float]) -> PdfPage:
    return PdfPage(number, tuple(Line(text, x, y, 10.0, bold=False) for text, x, y in lines))


async def test_larger_lines_are_headings_with_levels(blocks: list[Block]) -> None:
    headings = [(block.level, block.text, block.page) for block in blocks if isinstance(block, Heading)]
    levels = {text: level for level, text, _ in headings}
    assert [text for _, text, _ in headings] == [
        "Routing Protocol",
        "Denied claims",
        "What staff do",
        "Codes at a glance",
        "Paid claims",
    ]
    assert levels["Denied claims"] < levels["What staff do"]
    assert headings[-1][2] == 3


async def test_a_table_is_found_with_its_header(blocks: list[Block]) -> None:
    [table] = [block for block in blocks if isinstance(block, Table)]
    assert table.header == ("Code", "Meaning", "Next step")
    assert table.rows[0] == ("CO-16", "A detail is missing", "Send it again")


async def test_running_headers_and_page_numbers_are_gone(blocks: list[Block]) -> None:
    texts = [block.text for block in blocks if not isinstance(block, Table)]
    assert not [text for text in texts if "Brightwater" in text or text.startswith("Page ")]


async def test_wrapped_lines_become_one_paragraph(blocks: list[Block]) -> None:
    assert Paragraph((pdfs.BODY * 4).strip(), page=1) in blocks


def test_a_table_with_wrapped_and_missing_cells_keeps_its_columns() -> None:
    lines = [("Code", 50, 700), ("Meaning", 150, 700), ("Step", 300, 700)]
    lines += [("CO-16", 50, 680), ("A detail", 150, 680), ("is missing", 150, 668), ("Send", 300, 680)]
    lines += [("CO-45", 50, 650), ("Nothing", 300, 650)]
    [table] = pdf_blocks(PdfText("", (), (page(1, *lines),)))
    assert table == Table(
        ("Code", "Meaning", "Step"), (("CO-16", "A detail is missing", "Send"), ("CO-45", "", "Nothing")), page=1
    )


def test_a_table_goes_on_under_its_header_on_the_next_page() -> None:
    first = page(1, ("Code", 50, 100), ("Step", 200, 100), ("CO-16", 50, 80), ("Send", 200, 80))
    second = page(2, ("CO-45", 50, 700), ("Rest", 200, 700), ("PR-1", 50, 680), ("Bill", 200, 680))
    [_, below] = pdf_blocks(PdfText("", (), (first, second)))
    assert below == Table(("Code", "Step"), (("CO-45", "Rest"), ("PR-1", "Bill")), page=2)


def test_two_columns_of_text_are_not_a_table() -> None:
    left = [(f"left {number} words of text", 50.0, 700.0 - 12 * number) for number in range(30)]
    right = [(f"right {number} words of text", 320.0, 700.0 - 12 * number) for number in range(30)]
    blocks = pdf_blocks(PdfText("", (), (page(1, *left, *right),)))
    assert not [block for block in blocks if isinstance(block, Table)]


def test_the_outline_names_headings_that_look_like_text() -> None:
    lines = page(1, ("Appeals", 50, 700), ("A specialist handles each one.", 50, 688))
    assert pdf_blocks(PdfText("", ((2, "Appeals"),), (lines,)))[0] == Heading(2, "Appeals", page=1)


def test_bullets_stay_lines_and_hyphens_join() -> None:
    lines = page(1, ("• first point", 50, 700), ("goes on", 50, 688), ("• pre-", 50, 676), ("authorization", 50, 664))
    assert pdf_blocks(PdfText("", (), (lines,))) == [Paragraph("• first point goes on\n• pre-authorization", page=1)]
