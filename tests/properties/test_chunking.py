import re

from hypothesis import given
from hypothesis import strategies as st

from knowledge.chunking.blocks import Block, Heading, Paragraph, Table
from knowledge.chunking.chunks import LIMIT, Chunk, chunks_of
from knowledge.chunking.cutting import cut

WORDS = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters=";|"), min_size=1, max_size=30)
TEXTS = st.lists(WORDS, min_size=1, max_size=120).map(" ".join)
LONG_TEXTS = st.one_of(TEXTS, st.text("ab. \n", min_size=1, max_size=4000), st.text("x", min_size=901, max_size=3000))
CELLS = st.lists(TEXTS, min_size=1, max_size=4).map(tuple)
BLOCKS = st.lists(
    st.one_of(
        st.builds(Heading, st.integers(1, 6), TEXTS),
        st.builds(Paragraph, LONG_TEXTS),
        st.builds(Table, CELLS, st.lists(CELLS, max_size=5).map(tuple)),
    ),
    max_size=12,
)


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def parts(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case Table():
            return [cell for row in block.rows for cell in row] or list(block.header)


def stands_in(text: str, chunks: list[Chunk]) -> bool:
    """Say whether every word of `text` stands in the chunks; a word may be cut only where it is longer than one."""
    whole = letters(" ".join(f"{chunk.section} {chunk.text}" for chunk in chunks))
    return all(word[start : start + 400] in whole for word in text.split() for start in range(0, len(word), 400))


@given(BLOCKS)
def test_every_chunk_is_bounded_and_says_something(blocks: list[Block]) -> None:
    for chunk in chunks_of("a.md", blocks):
        assert chunk.text.strip()
        assert len(chunk.text) <= LIMIT


@given(BLOCKS)
def test_no_text_is_lost(blocks: list[Block]) -> None:
    chunks = chunks_of("a.md", blocks)
    for block in blocks:
        for part in parts(block):
            assert stands_in(part, chunks)


@given(BLOCKS)
def test_the_same_document_gives_the_same_chunks_each_with_its_own_id(blocks: list[Block]) -> None:
    chunks = chunks_of("a.md", blocks)
    assert chunks == chunks_of("a.md", blocks)
    assert len({chunk.id for chunk in chunks}) == len(chunks)


@given(st.lists(st.tuples(st.integers(1, 40), st.sampled_from([" ", ". ", "\n", "\n\n", "! "])), max_size=400))
def test_a_cut_text_is_whole_and_in_order_but_for_repeated_sentences(shape: list[tuple[int, str]]) -> None:
    numbered = [(f"{number:0{width}}", end) for number, (width, end) in enumerate(shape)]
    pieces = list(cut("".join(word + end for word, end in numbered), LIMIT))
    said = [word.rstrip(".!") for piece in pieces for word in piece.split()]
    assert list(dict.fromkeys(said)) == list(dict.fromkeys(word for word, _ in numbered))


@given(st.integers(1, 5000))
def test_a_word_longer_than_a_chunk_is_cut_without_loss(length: int) -> None:
    assert "".join(cut("x" * length, LIMIT)) == "x" * length
