"""The sample office's protocol is a real PDF, made from the Markdown original that stands beside its maker."""

import subprocess
import sys
from pathlib import Path

from pypdf import PdfReader

from bot.domain.claims import LABELS
from bot.office import sample_office

PDF = sample_office() / "knowledge" / "claim-status-routing-protocol.pdf"
MAKER = Path(__file__).parent / "protocol" / "make_pdf.py"


def titles(outline: object) -> list[str]:
    if isinstance(outline, list):
        return [title for entry in outline for title in titles(entry)]
    return [str(getattr(outline, "title", ""))]


def test_the_packaged_pdf_is_the_one_that_the_original_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(MAKER), str(tmp_path / "made.pdf")], check=True)

    assert (tmp_path / "made.pdf").read_bytes() == PDF.read_bytes(), f"run {MAKER.name} again"


def test_the_pdf_has_a_title_several_pages_and_every_state_in_its_outline() -> None:
    reader = PdfReader(PDF)

    assert reader.metadata is not None
    assert reader.metadata.title == "Claim Status Routing Protocol"
    assert len(reader.pages) >= 4
    assert set(LABELS.values()) <= set(titles(reader.outline))


def test_the_table_goes_over_pages_and_repeats_its_header() -> None:
    pages = [page.extract_text() for page in PdfReader(PDF).pages]
    header = "Status\nCodes\nWho acts\nFor patients\nFor staff"

    assert [number for number, text in enumerate(pages, 1) if header in text] == [1, 2]
