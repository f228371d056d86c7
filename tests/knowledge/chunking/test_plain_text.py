from knowledge.chunking.blocks import Heading, Paragraph
from knowledge.chunking.plain_text import plain_text_blocks


def test_underlined_numbered_and_capital_lines_are_headings() -> None:
    text = "Guide\n=====\n\nPart\n----\nbelow\n\n2.1 Filing a claim\n\nREFUNDS\n\nWe pay back."
    assert plain_text_blocks(text) == [
        Heading(1, "Guide"),
        Heading(2, "Part"),
        Paragraph("below"),
        Heading(2, "2.1 Filing a claim"),
        Heading(2, "REFUNDS"),
        Paragraph("We pay back."),
    ]


def test_a_shouted_sentence_and_a_numbered_step_are_text() -> None:
    text = "DO NOT PAY THIS BILL!\n\n1. Call the plan, then write down the name."
    assert all(isinstance(block, Paragraph) for block in plain_text_blocks(text))


def test_lines_of_a_paragraph_stay_lines() -> None:
    assert plain_text_blocks("one\ntwo\n\n\n\nthree") == [Paragraph("one\ntwo"), Paragraph("three")]


def test_a_short_first_line_is_the_title_and_a_sentence_is_not() -> None:
    assert plain_text_blocks("Money\n\ntext") == [Heading(1, "Money"), Paragraph("text")]
    assert plain_text_blocks("We bill.\n\ntext") == [Paragraph("We bill."), Paragraph("text")]
