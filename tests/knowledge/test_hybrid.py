"""Words and vectors together, with a deterministic embedder behind a real HTTP endpoint."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.embedding.openai import OpenAIEmbedder
from knowledge.errors import EmbeddingError
from knowledge.index.storage import Storage
from knowledge.ingest import Progress, ingest
from knowledge.retriever import Retriever
from tests.fakes.embedding_server import EmbeddingServer, embedding_server


@pytest.fixture
async def server() -> AsyncIterator[EmbeddingServer]:
    async with embedding_server() as running:
        yield running


@pytest.fixture
async def embedder(server: EmbeddingServer) -> AsyncIterator[OpenAIEmbedder]:
    made = OpenAIEmbedder("small", "none", server.url)
    yield made
    await made.close()


@pytest.fixture
async def larger(server: EmbeddingServer) -> AsyncIterator[OpenAIEmbedder]:
    made = OpenAIEmbedder("large", "none", server.url)
    yield made
    await made.close()


@pytest.fixture
def cars(folder: Path) -> Path:
    (folder / "cars.md").write_text("# Parking\n\n## Garage\n\nLeave the car in the garage beside the river.\n")
    return folder


async def test_vectors_find_what_words_alone_do_not(cars: Path, uri: str, embedder: OpenAIEmbedder) -> None:
    await ingest(cars, uri, embedder=embedder)
    question = "automobile river"
    findings = await Retriever(uri, embedder).search(question, audience="patient")
    assert (findings.lane, findings.passages[0].source) == ("hybrid", "cars.md")
    assert findings.threshold == (await (await Storage.open(uri)).current()).thresholds.hybrid


async def test_a_code_stays_first_beside_vectors(cars: Path, uri: str, embedder: OpenAIEmbedder) -> None:
    await ingest(cars, uri, embedder=embedder)
    findings = await Retriever(uri, embedder).search("CO-45 car garage river", audience="patient")
    assert findings.passages[0].codes == ("CO-45",)


async def test_off_topic_is_refused_with_vectors_too(cars: Path, uri: str, embedder: OpenAIEmbedder) -> None:
    await ingest(cars, uri, embedder=embedder)
    retriever = Retriever(uri, embedder)
    assert not (await retriever.search("a good recipe for lasagna", audience="patient")).answerable
    assert (await retriever.search("what is a deductible", audience="patient")).answerable


async def test_patients_never_get_staff_passages_from_vectors(cars: Path, uri: str, embedder: OpenAIEmbedder) -> None:
    await ingest(cars, uri, embedder=embedder)
    findings = await Retriever(uri, embedder).search("rejection list each morning", audience="patient", limit=50)
    assert findings.passages
    assert all(passage.audience == "patient" for passage in findings.passages)


async def test_only_new_passages_are_embedded(
    cars: Path, uri: str, embedder: OpenAIEmbedder, server: EmbeddingServer
) -> None:
    await ingest(cars, uri, embedder=embedder)
    before = len(server.texts)
    (cars / "new.txt").write_text("One new passage.")
    heard: list[Progress] = []
    await ingest(cars, uri, embedder=embedder, on_progress=heard.append)
    asked = [text for text in server.texts[before:] if "passage" in text]
    assert asked == ["new\nOne new passage."]
    assert not [text for text in server.texts[before:] if text.startswith("Parking\nGarage\n")]
    assert Progress("new.txt", "embed", 1, 1) in heard


async def test_another_embedder_means_embedding_anew_and_says_so(
    cars: Path, uri: str, embedder: OpenAIEmbedder, larger: OpenAIEmbedder
) -> None:
    await ingest(cars, uri)
    report = await ingest(cars, uri, embedder=embedder)
    [note] = report.notes
    assert "no embedder" in note
    assert "openai:small" in note
    assert report.changed == ()
    assert "openai:large" in (await ingest(cars, uri, embedder=larger)).notes[0]
    assert (await Retriever(uri, larger).search("car", audience="patient")).lane == "hybrid"


async def test_vectors_of_another_embedder_are_not_used(
    cars: Path, uri: str, embedder: OpenAIEmbedder, larger: OpenAIEmbedder
) -> None:
    await ingest(cars, uri, embedder=embedder)
    assert (await Retriever(uri, larger).search("car", audience="patient")).lane == "text"


async def test_without_its_embedder_search_goes_on_by_words(
    cars: Path, uri: str, embedder: OpenAIEmbedder, server: EmbeddingServer
) -> None:
    await ingest(cars, uri, embedder=embedder)
    server.down = True
    findings = await Retriever(uri, embedder).search("what is a deductible", audience="patient")
    assert (findings.lane, findings.answerable) == ("text", True)


async def test_an_ingest_whose_embedder_is_down_leaves_the_index_as_it_was(
    cars: Path, uri: str, embedder: OpenAIEmbedder, server: EmbeddingServer
) -> None:
    await ingest(cars, uri, embedder=embedder)
    (cars / "cars.md").unlink()
    (cars / "new.txt").write_text("Something new.")
    server.down = True
    with pytest.raises(EmbeddingError, match="CLAIMDESK_EMBEDDING_MODEL"):
        await ingest(cars, uri, embedder=embedder)
    assert (await Retriever(uri).search("river garage car", audience="patient")).passages[0].source == "cars.md"
