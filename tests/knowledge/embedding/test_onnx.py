import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import pytest
from aiohttp import web

from knowledge.embedding.onnx import NEEDED, REPOSITORY, OnnxEmbedder, fetch_model
from knowledge.errors import EmbeddingError
from tests.knowledge.embedding.tiny_model import WORDS, write_model

Serve = Callable[[dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]], Awaitable[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_model(tmp_path / "model")
    return tmp_path / "model"


async def test_texts_become_vectors_in_order(folder: Path) -> None:
    vectors = await OnnxEmbedder(folder).embed_documents(["claim denied", "river"])
    assert vectors.shape == (2, len(WORDS))
    assert vectors.dtype == np.float32
    assert int(vectors[1].argmax()) == WORDS.index("river")


async def test_a_question_has_the_direction_of_its_words(folder: Path) -> None:
    vector = await OnnxEmbedder(folder).embed_query("car")
    assert int(vector.argmax()) == WORDS.index("car")


def test_the_identity_is_that_of_the_file(folder: Path, tmp_path: Path) -> None:
    before = OnnxEmbedder(folder).identity
    (folder / "model.onnx").write_bytes(b"another")
    assert before.startswith("onnx:")
    assert OnnxEmbedder(folder).identity != before


def test_a_folder_without_a_model_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="claimdesk model fetch"):
        OnnxEmbedder(tmp_path)


async def test_a_broken_model_is_an_error_that_names_the_cure(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"broken")
    with pytest.raises(EmbeddingError, match="model fetch"):
        await OnnxEmbedder(folder).embed_query("car")


async def test_a_model_host_that_refuses_is_named_with_the_way_out(tmp_path: Path, serve: Serve) -> None:
    heard: list[str] = []
    with pytest.raises(EmbeddingError, match=r"copy the files model\.onnx"):
        await fetch_model(tmp_path / "model", lambda name, number, of: heard.append(name), await serve({}))
    assert heard == ["model.onnx"]


async def test_a_fetched_model_embeds(folder: Path, tmp_path: Path, serve: Serve) -> None:
    async def file(request: web.Request) -> web.StreamResponse:
        content = (folder / request.match_info["name"]).read_bytes()
        etag = hashlib.sha256(content).hexdigest()
        return web.Response(body=content, headers={"ETag": f'"{etag}"', "X-Repo-Commit": "0" * 40})

    host = await serve({f"/{REPOSITORY}/resolve/main/{{name}}": file})
    heard: list[tuple[str, int, int]] = []
    await fetch_model(tmp_path / "new", lambda name, number, of: heard.append((name, number, of)), host)
    assert heard[-1] == (NEEDED[-1], len(NEEDED), len(NEEDED))
    assert (await OnnxEmbedder(tmp_path / "new").embed_query("car")).any()


async def test_a_model_that_is_there_is_not_fetched_again(folder: Path) -> None:
    heard: list[str] = []
    await fetch_model(folder, lambda name, number, of: heard.append(name))
    assert heard == list(NEEDED)
