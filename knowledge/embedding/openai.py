"""Embed at an OpenAI-compatible endpoint through langchain-openai, imported when first used."""

import asyncio
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from knowledge.embedding import Vectors
from knowledge.errors import EmbeddingError


class OpenAIEmbedder:
    """The endpoint at `base_url` (None: OpenAI itself). One request carries at most `batch` texts."""

    def __init__(
        self, model: str, api_key: str, base_url: str | None = None, *, batch: int = 256, seconds: float = 30.0
    ) -> None:
        self._model = model
        self._api_key = api_key
        self._base_url = base_url
        self._batch = batch
        self._seconds = seconds
        self._http: Any = None

    @property
    def identity(self) -> str:
        """Name endpoint kind and model."""
        return f"openai:{self._model}"

    async def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each text, in order."""
        client = await asyncio.to_thread(lambda: self._client)
        try:
            return np.asarray(await client.aembed_documents(list(texts)), dtype=np.float32)
        except Exception as error:
            raise self._unusable(error) from error

    async def embed_query(self, text: str) -> Vectors:
        """Return one vector for a question."""
        client = await asyncio.to_thread(lambda: self._client)
        try:
            return np.asarray(await client.aembed_query(text), dtype=np.float32)
        except Exception as error:
            raise self._unusable(error) from error

    async def close(self) -> None:
        """Close the connections."""
        if self._http is not None:
            await self._http.aclose()

    @cached_property
    def _client(self) -> Any:
        from langchain_openai import OpenAIEmbeddings
        from openai import DefaultAsyncHttpxClient
        from pydantic import SecretStr

        self._http = DefaultAsyncHttpxClient(base_url=self._base_url or "", timeout=self._seconds)

        options: dict[str, Any] = {
            "model": self._model,
            "api_key": SecretStr(self._api_key),
            "base_url": self._base_url,
            "chunk_size": self._batch,
            "timeout": self._seconds,
            "http_async_client": self._http,
            "max_retries": 2,
            "check_embedding_ctx_length": False,  # else it fetches a tokenizer from the internet
        }
        return OpenAIEmbeddings(**options)

    def _unusable(self, error: Exception) -> EmbeddingError:
        return EmbeddingError(
            f"The embedding endpoint did not answer for model '{self._model}' ({type(error).__name__}). "
            "Check OPENAI_BASE_URL, OPENAI_API_KEY and CLAIMDESK_EMBEDDING_MODEL."
        )
