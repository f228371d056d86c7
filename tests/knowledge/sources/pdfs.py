"""PDFs of every kind that an office may put in its folder, made here."""

import zlib
from io import BytesIO
from pathlib import Path

import pypdf
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

BODY = "The plan answers within thirty days after it has received the claim from our office. "


def protocol(path: Path, *, title: str = "Routing Protocol") -> None:
    """Three pages with headings, a table, a running header and page numbers."""
    styles = getSampleStyleSheet()
    cells = [["Code", "Meaning", "Next step"], ["CO-16", "A detail is missing", "Send it again"]]
    cells += [["CO-45", "Contract price cut", "Nothing"], ["PR-1", "Deductible", "Send a statement"]]
    story: list[Flowable] = [
        Paragraph("Routing Protocol", styles["Title"]),
        Paragraph("Denied claims", styles["Heading1"]),
        Paragraph(BODY * 4, styles["BodyText"]),
        Paragraph("What staff do", styles["Heading2"]),
        Paragraph("Read the reason code and choose the next step.", styles["BodyText"]),
        PageBreak(),
        Paragraph("Codes at a glance", styles["Heading1"]),
        Table(cells, colWidths=[80, 180, 180]),
        PageBreak(),
        Paragraph("Paid claims", styles["Heading1"]),
        Paragraph("Post the payment on the day it arrives.", styles["BodyText"]),
    ]

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.drawString(72, 810, "Brightwater Billing Office")
        canvas.drawString(500, 20, f"Page {document.page}")

    SimpleDocTemplate(str(path), title=title).build(story, onFirstPage=furniture, onLaterPages=furniture)


def encrypted(path: Path) -> None:
    """A PDF that asks for a password."""
    plain = path.with_suffix(".plain")
    protocol(plain)
    writer = pypdf.PdfWriter(plain)
    writer.encrypt("invented-password", algorithm="AES-256")
    writer.write(path)
    plain.unlink()


def scanned(path: Path, *, pages: int = 2) -> None:
    """Pages that are pictures and hold no text."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = BytesIO()
    Image.new("RGB", (60, 60), "gray").save(picture, "PNG")
    canvas = Canvas(str(path))
    for _ in range(pages):
        picture.seek(0)
        canvas.drawImage(ImageReader(picture), 72, 72, 400, 600)
        canvas.showPage()
    canvas.save()


def blank(path: Path) -> None:
    """A page with nothing on it."""
    canvas = Canvas(str(path))
    canvas.showPage()
    canvas.save()


def many_pages(path: Path, pages: int) -> None:
    """A PDF of so many short pages."""
    canvas = Canvas(str(path))
    for number in range(pages):
        canvas.drawString(72, 700, f"Page number {number} of the long manual.")
        canvas.showPage()
    canvas.save()


def bomb(path: Path, *, content: bytes, pages: int = 1) -> None:
    """A small PDF whose pages unpack to `content`."""
    packed = zlib.compress(content, 9)
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R >>"] * pages,
    ]
    body, places = b"%PDF-1.7\n", []
    for number, content_of in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content_of)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    body += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    path.write_bytes(body)
