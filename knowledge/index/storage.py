"""The index in LanceDB: a table for each generation, and a catalogue of one row that names the current one.

A generation is written, indexed and calibrated out of sight; then one commit on the catalogue makes it current. A
reader follows the catalogue, so it sees the old index or the new one, whole, however the writer ends. The generation
before stays until the next ingest for readers that still hold it.
"""

import asyncio
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from knowledge.errors import IndexMissingError, IndexUnavailableError
from knowledge.index.rows import SCHEMA
from knowledge.index.state import IndexState, table_name

CATALOGUE = "catalogue"
_CATALOGUE_SCHEMA = pa.schema([("state", pa.string())])


class Storage:
    """One connection. Reads are safe beside a writer in any process; there must be one writer at a time."""

    def __init__(self, database: Any) -> None:
        self._database = database
        self._catalogue: Any = None

    @staticmethod
    async def open(uri: str) -> "Storage":
        """Connect to a folder or an object store. The engine is imported in a thread, on the first call."""
        lancedb = await asyncio.to_thread(_import_lancedb)
        try:
            return Storage(await lancedb.connect_async(uri))
        except Exception as error:
            raise IndexUnavailableError(
                f"The index cannot be opened ({type(error).__name__}). Check CLAIMDESK_KNOWLEDGE_URI."
            ) from error

    @staticmethod
    def is_new(uri: str) -> bool:
        """Say whether a local index certainly does not exist yet, without asking the engine."""
        return "://" not in uri and not Path(uri, f"{CATALOGUE}.lance").exists()

    async def version(self) -> int:
        """Return a number that changes with every published generation; raises `IndexMissingError`."""
        catalogue = await self._open_catalogue()
        await catalogue.checkout_latest()
        return int(await catalogue.version())

    async def current(self) -> IndexState:
        """Return the state that the last `version` belongs to; raises `IndexMissingError`."""
        [row] = await (await self._open_catalogue()).query().to_list()
        return IndexState.from_json(row["state"])

    async def table(self, generation: int) -> Any:
        """Open the table of a generation."""
        return await self._database.open_table(table_name(generation))

    async def create(self, generation: int, rows: pa.Table) -> Any:
        """Write and index a generation that nobody sees yet; a leftover of a killed ingest is replaced.

        A generation is written once and never merged into, and codes and ids are looked up in memory, so full text
        and the audience are all that the engine is asked for and all that is indexed.
        """
        from lancedb.index import FTS, Bitmap

        table = await self._database.create_table(table_name(generation), rows, mode="overwrite")
        await table.create_index("search_text", config=FTS())
        await table.create_index("audience", config=Bitmap())
        return table

    async def publish(self, state: IndexState) -> None:
        """Make `state` the current generation, in one commit."""
        row = pa.table({"state": [state.to_json()]}, schema=_CATALOGUE_SCHEMA)
        if CATALOGUE in await self._names():
            catalogue = await self._database.open_table(CATALOGUE)
            await catalogue.add(row, mode="overwrite")
            await catalogue.optimize(cleanup_older_than=timedelta(days=1))
        else:
            await self._database.create_table(CATALOGUE, row)

    async def sweep(self, keep: set[int]) -> None:
        """Drop the tables of all other generations."""
        kept = {CATALOGUE, *map(table_name, keep)}
        for name in await self._names():
            if name not in kept:
                await self._database.drop_table(name)

    async def _names(self) -> list[str]:
        names: list[str] = []
        page = None
        while True:
            answer = await self._database.list_tables(page_token=page)
            names += answer.tables
            page = answer.page_token
            if not page:
                return names

    async def _open_catalogue(self) -> Any:
        if self._catalogue is None:
            if CATALOGUE not in await self._names():
                raise IndexMissingError("There is no index of the office's documents yet. Run `claimdesk ingest`.")
            self._catalogue = await self._database.open_table(CATALOGUE)
        return self._catalogue


def empty_rows() -> pa.Table:
    """Return no rows, in the shape of the table."""
    return SCHEMA.empty_table()


def _import_lancedb() -> Any:
    os.environ.setdefault("LANCEDB_LOG", "error")  # else a line on standard error for every query
    import lancedb

    return lancedb
