"""One generation held in memory, so that a search asks the engine once and reads nothing from disk.

An office's documents are small (10,000 chunks are some 15 MB), and a generation never changes, so there is nothing
to invalidate: the next generation is another snapshot.
"""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from knowledge.embedding import Vectors
from knowledge.index.lexicon import Lexicon
from knowledge.index.rows import VECTOR
from knowledge.index.state import IndexState
from knowledge.language.codes import codes_in
from knowledge.language.words import stem, words
from knowledge.passages import Audience, Passage

_SHOWN = ("id", "source", "title", "section", "page", "text", "topic", "payer", "audience", "review_date", "codes")


class Snapshot:
    """The rows of one generation; a row is named by its position. `table` is asked for full text only."""

    def __init__(self, state: IndexState, rows: pa.Table, table: Any = None, row_ids: Sequence[int] = ()) -> None:
        self.state = state
        self.table = table
        self.rows = rows.combine_chunks()
        self.lexicon = Lexicon(rows.column("words"))
        self.for_patients: NDArray[np.bool_] = np.array(
            [audience == "patient" for audience in rows.column("audience").to_pylist()], dtype=bool
        )
        self.codes: list[list[str]] = rows.column("codes").to_pylist()
        self.vectors = _unit_vectors(rows)
        self._position = dict(zip(row_ids, range(rows.num_rows), strict=False))
        self._columns = {name: self.rows.column(name) for name in _SHOWN}
        self._heading_stems: dict[int, frozenset[int]] = {}

    @staticmethod
    async def load(state: IndexState, table: Any) -> "Snapshot":
        """Read a whole generation."""
        rows = await table.query().with_row_id().to_arrow()
        return Snapshot(state, rows, table, rows.column("_rowid").to_pylist())

    def __len__(self) -> int:
        return len(self.for_patients)

    def position(self, row_id: int) -> int:
        """Return the position of the engine's row."""
        return self._position[row_id]

    def allowed(self, row: int, audience: Audience) -> bool:
        """Say whether `audience` may read the row. Every passage that leaves goes through here."""
        return audience == "staff" or bool(self.for_patients[row])

    def passage(self, row: int, score: float = 0.0) -> Passage:
        """Return the row as a passage."""
        values = {name: column[row].as_py() for name, column in self._columns.items()}
        return Passage(**{**values, "codes": tuple(values["codes"])}, score=score)

    def title(self, row: int) -> str:
        """Return the title of the row's document."""
        return str(self._columns["title"][row])

    def breadth(self, row: int, asked: AbstractSet[str]) -> int:
        """Return how many codes a row is about besides those `asked` for; none, when its heading names one of them."""
        headings = self.rows.column("headings")[row].as_py()
        if headings and not asked.isdisjoint(codes_in(headings[-1])):
            return 0
        return len(self.codes[row])

    def heading_stems(self, row: int) -> frozenset[int]:
        """Return the stems of title and heading path of a row."""
        found = self._heading_stems.get(row)
        if found is None:
            heading = f"{self.title(row)} {self._columns['section'][row]}"
            ids = (self.lexicon.id_of(stem(word)) for word in words(heading))
            found = self._heading_stems[row] = frozenset(id_ for id_ in ids if id_ is not None)
        return found

    @cached_property
    def rows_by_code(self) -> dict[str, list[int]]:
        """The rows that name each code."""
        found: dict[str, list[int]] = defaultdict(list)
        for row, codes in enumerate(self.codes):
            for code in codes:
                found[code].append(row)
        return dict(found)

    @cached_property
    def rows_by_id(self) -> dict[str, int]:
        """The row of each passage id."""
        return {id_: row for row, id_ in enumerate(self.rows.column("id").to_pylist())}

    @cached_property
    def rows_by_section(self) -> dict[tuple[str, tuple[str, ...]], list[int]]:
        """The rows, in document order, under each title and each ending of a heading path, case folded."""
        found: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
        titles = self.rows.column("title").to_pylist()
        for row, (title, headings) in enumerate(zip(titles, self.rows.column("headings").to_pylist(), strict=True)):
            folded = tuple(heading.casefold() for heading in headings)
            for start in range(len(folded) + 1):
                found[title.casefold(), folded[start:]].append(row)
        return dict(found)


def _unit_vectors(rows: pa.Table) -> Vectors | None:
    if VECTOR not in rows.column_names:
        return None
    column = rows.column(VECTOR).combine_chunks()
    vectors = column.flatten().to_numpy().reshape(len(column), -1).astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, 1e-12)
    return unit
