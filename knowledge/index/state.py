"""What one generation of the index says of itself; it is published in one commit with the generation."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from knowledge.errors import IndexMissingError
from knowledge.sources.details import Details
from knowledge.sources.known import Freshness, Known

FORMAT = 1
"""Raise it when rows are cut, coded or kept in another way: an index of another format is made anew."""


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """One source as it was indexed: `found` in its own text, and `details` after the office's list was added."""

    known: Known
    found: Details
    details: Details
    chunks: int


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The calibrated confidence below which a question is not answered, by full text alone and with vectors."""

    text: float
    hybrid: float | None = None


@dataclass(frozen=True, slots=True)
class IndexState:
    """One generation. `embedder` is the identity that made its vectors, empty for none."""

    generation: int
    built_at: datetime
    embedder: str
    thresholds: Thresholds
    documents: Mapping[str, IndexedDocument] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The name of this generation's table."""
        return table_name(self.generation)

    def to_json(self) -> str:
        """Return the state as kept in the catalogue."""
        return json.dumps(
            {
                "format": FORMAT,
                "generation": self.generation,
                "built_at": self.built_at.isoformat(),
                "embedder": self.embedder,
                "thresholds": {"text": self.thresholds.text, "hybrid": self.thresholds.hybrid},
                "documents": {key: _document_json(document) for key, document in self.documents.items()},
            }
        )

    @staticmethod
    def from_json(text: str) -> "IndexState":
        """Return what `to_json` kept; raises `IndexMissingError` when another version of this program kept it."""
        values = json.loads(text)
        if values.get("format") != FORMAT:
            raise IndexMissingError("The index was made by another version. Run `claimdesk ingest` to make it anew.")
        return IndexState(
            values["generation"],
            datetime.fromisoformat(values["built_at"]),
            values["embedder"],
            Thresholds(**values["thresholds"]),
            {key: _document(document) for key, document in values["documents"].items()},
        )


def table_name(generation: int) -> str:
    """Return the name of a generation's table."""
    return f"chunks_{generation:06d}"


def _document_json(document: IndexedDocument) -> dict[str, Any]:
    freshness = document.known.freshness
    return {
        "digest": document.known.digest,
        "freshness": [freshness.etag, freshness.last_modified],
        "found": document.found.to_json(),
        "details": document.details.to_json(),
        "chunks": document.chunks,
    }


def _document(values: Mapping[str, Any]) -> IndexedDocument:
    return IndexedDocument(
        Known(values["digest"], Freshness(*values["freshness"])),
        Details.from_json(values["found"]),
        Details.from_json(values["details"]),
        values["chunks"],
    )
