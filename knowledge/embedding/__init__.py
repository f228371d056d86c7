"""Turn texts into vectors: a port, and its adapters. No embedder at all is a full member of the family."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row a text."""


class Embedder(Protocol):
    """Embeds in batches of its own choosing. Raises `EmbeddingError`; a retry is safe."""

    @property
    def identity(self) -> str:
        """Name the model so that vectors of another one are never compared with its own."""
        ...

    async def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each text, in order."""
        ...

    async def embed_query(self, text: str) -> Vectors:
        """Return one vector (one dimension) for a question."""
        ...
