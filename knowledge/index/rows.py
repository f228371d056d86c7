"""The rows of the chunk table."""

from collections.abc import Sequence

import pyarrow as pa

from knowledge.chunking.chunks import Chunk
from knowledge.embedding import Vectors
from knowledge.language.codes import codes_in
from knowledge.language.stop_words import STOP_WORDS
from knowledge.language.words import words
from knowledge.sources.details import Details

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("source", pa.string()),
        ("title", pa.string()),
        ("headings", pa.list_(pa.string())),
        ("section", pa.string()),
        ("page", pa.int32()),
        ("text", pa.string()),
        ("topic", pa.string()),
        ("payer", pa.string()),
        ("review_date", pa.date32()),
        ("audience", pa.string()),
        ("codes", pa.list_(pa.string())),
        ("words", pa.list_(pa.string())),
        ("search_text", pa.string()),
    ]
)
VECTOR = "vector"


def rows_of(chunks: Sequence[Chunk], details: Details) -> pa.Table:
    """Return rows without vectors. What is searched is title, heading path and text together."""
    search_texts = ["\n".join(filter(None, (details.title, chunk.section, chunk.text))) for chunk in chunks]
    count = len(chunks)
    columns = {
        "id": [chunk.id for chunk in chunks],
        "source": [chunk.source for chunk in chunks],
        "title": [details.title] * count,
        "headings": [list(chunk.headings) for chunk in chunks],
        "section": [chunk.section for chunk in chunks],
        "page": [chunk.page for chunk in chunks],
        "text": [chunk.text for chunk in chunks],
        "topic": [details.topic] * count,
        "payer": [details.payer] * count,
        "review_date": [details.review_date] * count,
        "audience": [details.audience_under(chunk.headings) for chunk in chunks],
        "codes": [list(codes_in(f"{chunk.section}\n{chunk.text}")) for chunk in chunks],
        "words": [_distinct_words(text) for text in search_texts],
        "search_text": search_texts,
    }
    return pa.table(columns, schema=SCHEMA)


def chunks_from(rows: pa.Table) -> list[Chunk]:
    """Return the chunks that rows were made of, so that new particulars can be put on them."""
    kept = rows.select(["id", "source", "headings", "page", "text"]).to_pylist()
    return [Chunk(row["id"], row["source"], tuple(row["headings"]), row["page"], row["text"]) for row in kept]


def with_vectors(rows: pa.Table, vectors: Vectors) -> pa.Table:
    """Return the rows with one vector each."""
    column = pa.FixedSizeListArray.from_arrays(pa.array(vectors.reshape(-1)), vectors.shape[1])
    return rows.append_column(VECTOR, column)


def _distinct_words(text: str) -> list[str]:
    return [word for word in dict.fromkeys(words(text)) if len(word) > 1 and word not in STOP_WORDS]
