from knowledge.chunking.blocks import Block, Heading, Paragraph, Table
from knowledge.chunking.chunks import LIMIT, chunks_of

SENTENCE = "The plan answers within thirty days after it has the claim. "


def texts(*blocks: Block, title: str = "") -> list[tuple[str, str]]:
    return [(chunk.section, chunk.text) for chunk in chunks_of("guide.md", blocks, title=title)]


def test_each_section_keeps_its_heading_path() -> None:
    blocks: list[Block] = [
        Heading(1, "Guide"),
        Heading(2, "A"),
        Paragraph("one"),
        Heading(3, "B"),
        Paragraph("two"),
        Heading(2, "C"),
    ]
    assert texts(*blocks) == [("Guide › A", "one"), ("Guide › A › B", "two"), ("Guide › C", "C")]


def test_the_title_is_not_repeated_in_the_path() -> None:
    assert texts(Heading(1, "Guide"), Paragraph("one"), title="guide") == [("", "one")]


def test_short_paragraphs_of_a_section_share_a_chunk_and_sections_do_not() -> None:
    assert texts(Paragraph("a"), Paragraph("b"), Heading(1, "H"), Paragraph("c")) == [("", "a\n\nb"), ("H", "c")]


def test_a_long_paragraph_is_cut_at_sentences_with_one_repeated() -> None:
    first, second, *_ = (text for _, text in texts(Paragraph(SENTENCE * 40)))
    assert len(first) <= LIMIT
    assert first.endswith("claim.")
    assert second.startswith(SENTENCE)


def test_rows_read_without_their_table_and_a_row_with_a_code_stands_alone() -> None:
    rows = (("CO-16", "missing"), ("CO-45", "price"), ("none", "first"), ("none", "second"))
    assert texts(Table(("Code", "Means"), rows)) == [
        ("", "Code: CO-16; Means: missing"),
        ("", "Code: CO-45; Means: price"),
        ("", "Code: none; Means: first\nCode: none; Means: second"),
    ]


def test_ragged_and_empty_cells_lose_nothing() -> None:
    assert texts(Table(("A", ""), (("1", "2", "3"), ("", "4")))) == [("", "A: 1; 2; 3\n4")]


def test_a_table_without_rows_keeps_its_header() -> None:
    assert texts(Table(("Name", "Phone"), ())) == [("", "Name | Phone")]


def test_the_page_of_a_chunk_is_where_it_begins() -> None:
    [chunk] = chunks_of("a.pdf", [Paragraph("one", page=3), Paragraph("two", page=4)])
    assert chunk.page == 3


def test_ids_tell_equal_texts_of_one_section_apart() -> None:
    made = chunks_of("a.md", [Heading(1, "H"), Paragraph("same"), Heading(1, "H"), Paragraph("same")])
    assert len({chunk.id for chunk in made}) == 2


def test_a_change_elsewhere_leaves_an_id_as_it_was() -> None:
    [before] = chunks_of("a.md", [Heading(1, "H"), Paragraph("text")])
    *_, after = chunks_of("a.md", [Heading(1, "New"), Paragraph("more"), Heading(1, "H"), Paragraph("text")])
    assert after.id == before.id


def test_what_is_empty_makes_no_chunk() -> None:
    assert texts(Table(("Code",), (("",), ("  ",)))) == []
    assert texts(Heading(1, "Guide"), Heading(2, "  "), Paragraph("one")) == [("Guide", "one")]
