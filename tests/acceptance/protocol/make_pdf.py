"""Make the sample office's protocol PDF from its Markdown original: `python make_pdf.py TARGET.pdf`.

The same original gives the same bytes, so that a test can tell when the committed PDF is out of date.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    ListFlowable,
    ListItem,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

ORIGINAL = Path(__file__).with_name("claim-status-routing-protocol.md")
TITLE = "Claim Status Routing Protocol"
OFFICE = "Brightwater Family Care Billing Office"
EDITION = "Edition of September 2026. Owner: billing lead. Next review: March 2027."

INK = colors.HexColor("#1d2b36")
DEEP = colors.HexColor("#0f5a63")
PALE = colors.HexColor("#e9f2f2")
RULE = colors.HexColor("#b9cdce")
FAINT = colors.HexColor("#64757f")
MARGIN = 0.88 * inch
BAND = 1.75 * inch


def _style(name: str, size: float, **more: object) -> ParagraphStyle:
    given = {"fontName": "Helvetica", "textColor": INK, "alignment": TA_LEFT, "leading": size * 1.4, **more}
    return ParagraphStyle(name, fontSize=size, **given)


BODY = _style("body", 10, spaceAfter=6, allowWidows=0, allowOrphans=0)
CELL = _style("cell", 8.5, leading=11)
FIRST_CELL = _style("first cell", 8.5, leading=11, textColor=DEEP)
HEAD_CELL = _style("head cell", 9, leading=11, textColor=colors.white)
HEADINGS = {
    1: _style("h1", 18, fontName="Helvetica-Bold", textColor=DEEP, spaceBefore=20, spaceAfter=8, leading=22),
    2: _style("h2", 14, fontName="Helvetica-Bold", spaceBefore=15, spaceAfter=4, leading=18),
    3: _style("h3", 11.5, fontName="Helvetica-Bold", textColor=DEEP, spaceBefore=7, spaceAfter=3, leading=15),
}
ROOM_BELOW = {1: 1.5 * inch, 2: 2.35 * inch, 3: 0.9 * inch}
"""A heading that has less room than this below it starts the next page, so that it never stands alone."""


class Heading(Paragraph):  # type: ignore[misc] # reportlab has no types
    """A heading that is also an entry of the PDF's outline."""

    def __init__(self, text: str, level: int, key: str) -> None:
        super().__init__(text, HEADINGS[level])
        self.entry = (text, level - 1, key)


class Protocol(BaseDocTemplate):  # type: ignore[misc] # reportlab has no types
    """Letter pages with a title band on the first and a quiet running line on the others."""

    def __init__(self, target: Path) -> None:
        super().__init__(
            str(target),
            pagesize=LETTER,
            title=TITLE,
            author=OFFICE,
            subject="What we do and say for each claim status",
            invariant=True,
            displayDocTitle=True,
            lang="en-US",
        )
        width, height = LETTER
        inner = width - 2 * MARGIN
        first = Frame(MARGIN, MARGIN, inner, height - MARGIN - BAND - 6, id="first", leftPadding=0, rightPadding=0)
        later = Frame(MARGIN, MARGIN, inner, height - 2 * MARGIN, id="later", leftPadding=0, rightPadding=0)
        self.addPageTemplates(
            [
                PageTemplate("cover", [first], onPage=_cover, autoNextPageTemplate="plain"),
                PageTemplate("plain", [later], onPage=_running_line),
            ]
        )

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """Add each heading to the outline at the place where it landed."""
        if isinstance(flowable, Heading):
            text, level, key = flowable.entry
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, level, closed=level > 0)


def _cover(canvas: Canvas, document: BaseDocTemplate) -> None:
    width, height = LETTER
    canvas.saveState()
    canvas.setFillColor(DEEP)
    canvas.rect(0, height - BAND, width, BAND, stroke=0, fill=1)
    canvas.setFillColor(colors.white)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(MARGIN, height - 0.62 * inch, OFFICE)
    canvas.setFont("Helvetica-Bold", 26)
    canvas.drawString(MARGIN, height - 1.1 * inch, TITLE)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(MARGIN, height - 1.42 * inch, EDITION)
    _page_number(canvas, document)
    canvas.restoreState()


def _running_line(canvas: Canvas, document: BaseDocTemplate) -> None:
    width, height = LETTER
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(FAINT)
    canvas.drawString(MARGIN, height - 0.58 * inch, TITLE)
    canvas.drawRightString(width - MARGIN, height - 0.58 * inch, OFFICE)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, height - 0.66 * inch, width - MARGIN, height - 0.66 * inch)
    _page_number(canvas, document)
    canvas.restoreState()


def _page_number(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(FAINT)
    canvas.drawRightString(LETTER[0] - MARGIN, 0.55 * inch, f"Page {document.page}")


def story() -> Iterator[Flowable]:
    """Turn the original into flowables, in order."""
    parser = MarkdownIt("commonmark").enable("table")
    for number, node in enumerate(SyntaxTreeNode(parser.parse(ORIGINAL.read_text("utf-8"))).children):
        match node.type:
            case "heading":
                level = int(node.tag[1:])
                yield CondPageBreak(ROOM_BELOW[level])
                yield Heading(_marked(node.children[0]), level, f"section-{number}")
            case "paragraph":
                yield Paragraph(_marked(node.children[0]), BODY)
            case "bullet_list":
                yield _bullets(node)
                yield Spacer(0, 4)
            case "table":
                yield _table(node)
            case other:
                raise ValueError(f"the original holds a {other}, which has no look yet")


def _marked(inline: SyntaxTreeNode) -> str:
    text = ""
    for token in (inline.token.children if inline.token else None) or ():
        match token.type:
            case "strong_open" | "strong_close":
                text += "<b>" if token.nesting > 0 else "</b>"
            case _:
                text += (token.content or " ").replace("&", "&amp;").replace("<", "&lt;")
    return text


def _bullets(node: SyntaxTreeNode) -> ListFlowable:
    items = [ListItem(Paragraph(_marked(item.children[0].children[0]), BODY), spaceAfter=1) for item in node.children]
    return ListFlowable(items, bulletType="bullet", start="–", bulletColor=DEEP, leftIndent=14, bulletFontSize=10)


def _table(node: SyntaxTreeNode) -> Table:
    head, body = node.children
    rows = [[Paragraph(_marked(cell.children[0]), HEAD_CELL) for cell in head.children[0].children]]
    for row in body.children:
        first, *rest = (_marked(cell.children[0]) for cell in row.children)
        rows.append([Paragraph(first, FIRST_CELL), *(Paragraph(text, CELL) for text in rest)])
    shares = (0.22, 0.12, 0.15, 0.25, 0.26)
    width = LETTER[0] - 2 * MARGIN
    table = Table(rows, colWidths=[width * share for share in shares], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), DEEP),
                ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, PALE]),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
                ("LEFTPADDING", (0, 0), (-1, -1), 6),
                ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ]
        )
    )
    return table


if __name__ == "__main__":
    Protocol(Path(sys.argv[1])).build(list(story()))
