"""Embed with a local ONNX model folder through fastembed, without network, imported when first used."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedding import Vectors
from knowledge.errors import EmbeddingError

MODEL = "sentence-transformers/all-MiniLM-L6-v2"
REPOSITORY = "qdrant/all-MiniLM-L6-v2-onnx"
MODEL_FILE = "model.onnx"
NEEDED = (MODEL_FILE, "config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")


class OnnxEmbedder:
    """The model in `folder`, which `claimdesk model fetch` fills. Runs in a thread; one call at a time."""

    def __init__(self, folder: Path, *, batch: int = 16) -> None:
        missing = [name for name in NEEDED if not (folder / name).is_file()]
        if missing:
            raise EmbeddingError(
                f"The model folder {folder.name} lacks {', '.join(missing)}. "
                "Run `claimdesk model fetch`, or copy a sentence-transformers ONNX export there."
            )
        self._folder = folder
        self._batch = batch
        self._turn = asyncio.Lock()

    @cached_property
    def identity(self) -> str:
        """Name the model by what its file holds, so that another file under the same name is another model."""
        with (self._folder / MODEL_FILE).open("rb") as file:
            return f"onnx:{hashlib.file_digest(file, 'sha256').hexdigest()[:16]}"

    async def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each text, in order."""
        async with self._turn:
            return await asyncio.to_thread(self._embed, list(texts))

    async def embed_query(self, text: str) -> Vectors:
        """Return one vector for a question."""
        vectors: Vectors = (await self.embed_documents([text]))[0]
        return vectors

    def _embed(self, texts: list[str]) -> Vectors:
        try:
            return np.asarray(list(self._model.embed(texts, batch_size=self._batch)), dtype=np.float32)
        except Exception as error:
            raise EmbeddingError(
                f"The model in folder {self._folder.name} cannot be used ({type(error).__name__}). "
                "Run `claimdesk model fetch` again."
            ) from error

    @cached_property
    def _model(self) -> Any:
        from fastembed import TextEmbedding

        return TextEmbedding(MODEL, specific_model_path=str(self._folder), local_files_only=True)


async def fetch_model(folder: Path, on_file: Callable[[str, int, int], None], host: str | None = None) -> None:
    """Fill `folder` with the default model; `on_file` hears name, number and how many there are.

    `host` is the address of a mirror, if not of the usual model host. Files that are there stay. Raises
    `EmbeddingError` when the model host cannot be reached; a retry is safe.
    """
    for number, name in enumerate(NEEDED, 1):
        on_file(name, number, len(NEEDED))
        if not (folder / name).is_file():
            await asyncio.to_thread(_fetch, folder, name, host)


def _fetch(folder: Path, name: str, host: str | None) -> None:
    from huggingface_hub import hf_hub_download

    folder.mkdir(parents=True, exist_ok=True)
    try:
        kept = Path(hf_hub_download(REPOSITORY, name, local_dir=folder, etag_timeout=10, endpoint=host))
    except Exception as error:
        raise EmbeddingError(
            f"{name} could not be fetched from the model host ({type(error).__name__}). Without network, copy the "
            f"files {', '.join(NEEDED)} of {MODEL} into folder {folder.name} by hand, or go on without a model: "
            "search works on words and codes alone."
        ) from error
    if not kept.is_file():
        raise EmbeddingError(f"{name} did not arrive in folder {folder.name}. Run `claimdesk model fetch` again.")
