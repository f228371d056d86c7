from knowledge.chunking.blocks import Heading, Paragraph, Table
from knowledge.chunking.markdown import markdown_blocks


def test_both_kinds_of_headings_are_headings() -> None:
    text = "Guide\n=====\n\nPart\n----\n\n### Deep"
    assert markdown_blocks(text) == [Heading(1, "Guide"), Heading(2, "Part"), Heading(3, "Deep")]


def test_a_number_sign_in_fenced_code_is_no_heading() -> None:
    assert markdown_blocks("```\n# not a heading\n```") == [Paragraph("# not a heading")]


def test_inline_marks_become_plain_text_and_links_keep_their_address() -> None:
    [paragraph] = markdown_blocks("Call **us** at [the desk](https://desk.example) `now`.")
    assert paragraph == Paragraph("Call us at the desk (https://desk.example) now.")


def test_lists_keep_their_marks_and_nesting() -> None:
    [paragraph] = markdown_blocks("3. first\n4. second\n   - inner\n")
    assert paragraph == Paragraph("3. first\n4. second\n  - inner")


def test_a_table_keeps_its_header_and_rows() -> None:
    assert markdown_blocks("| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | |") == [Table(("A", "B"), (("1", "2"), ("3", "")))]


def test_quotes_keep_their_structure_and_comments_go() -> None:
    assert markdown_blocks("> ## Told\n> text\n\n<!-- hidden -->\n\n---\n") == [Heading(2, "Told"), Paragraph("text")]


def test_html_in_markdown_gives_its_text() -> None:
    assert markdown_blocks("<div>Fish &amp; chips</div>") == [Paragraph("Fish & chips")]


def test_breaks_and_pictures_become_plain_text() -> None:
    assert markdown_blocks("one\ntwo  \nthree ![a chart](chart.png)") == [Paragraph("one two\nthree a chart")]


def test_a_table_inside_a_list_is_read_row_by_row() -> None:
    text = "- item\n\n  | A | B |\n  |---|---|\n  | 1 | 2 |"
    assert markdown_blocks(text) == [Paragraph("- item\n  A | B\n  1 | 2")]


def test_an_empty_heading_and_an_empty_item_are_no_trouble() -> None:
    assert markdown_blocks("#\n\n-\n- one") == [Heading(1, ""), Paragraph("-\n- one")]
