"""A reader sees the old index or the new one, whole: while an ingest runs, and however it ends."""

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import DEVNULL
from pathlib import Path

from knowledge.ingest import ingest
from knowledge.retriever import Retriever

ROUNDS = 5
DOCUMENTS = 12
INGEST = """
import asyncio, sys
from pathlib import Path
import lancedb
from knowledge.ingest import ingest
print("ready", flush=True)
asyncio.run(ingest(Path(sys.argv[1]), sys.argv[2]))
"""


def write(folder: Path, version: int) -> None:
    """Change every document at once, so that a mixture of two versions can be seen."""
    for number in range(DOCUMENTS):
        (folder / f"note-{number}.md").write_text(f"# Note {number}\n\nThe zebra protocol has edition v{version}\n")


async def editions(retriever: Retriever) -> set[str]:
    found = await retriever.search("zebra protocol", audience="staff", limit=DOCUMENTS)
    assert len(found.passages) == DOCUMENTS
    return {passage.text.rpartition(" ")[2] for passage in found.passages}


async def test_a_reader_never_sees_two_editions_during_an_ingest(tmp_path: Path) -> None:
    folder, uri = tmp_path / "knowledge", str(tmp_path / "index")
    folder.mkdir()
    write(folder, 0)
    await ingest(folder, uri)
    clock = iter(range(10**9))
    retriever = Retriever(uri, clock=lambda: float(next(clock)))
    seen: list[str] = []

    async def follow(stop: asyncio.Event) -> None:
        while not stop.is_set():
            [edition] = await editions(retriever)
            seen.append(edition)
            await asyncio.sleep(0)

    stop = asyncio.Event()
    follower = asyncio.create_task(follow(stop))
    for version in (1, 2):
        write(folder, version)
        await ingest(folder, uri)
    stop.set()
    await follower
    assert len(seen) > 2
    assert seen == sorted(seen)


async def test_a_killed_ingest_leaves_the_old_index_or_the_new_one(tmp_path: Path) -> None:
    folder, uri = tmp_path / "knowledge", str(tmp_path / "index")
    folder.mkdir()
    write(folder, 0)
    await ingest(folder, uri)
    moments = random.Random(7)
    current = 0
    for version in range(1, ROUNDS + 1):
        write(folder, version)
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", INGEST, str(folder), uri,
            stdout=asyncio.subprocess.PIPE, stderr=DEVNULL, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        assert child.stdout is not None
        await child.stdout.readline()
        await _end(child, uri, moments)
        [edition] = await editions(Retriever(uri))
        assert edition in {f"v{current}", f"v{version}"}
        current = int(edition.removeprefix("v"))
    write(folder, ROUNDS + 1)
    report = await ingest(folder, uri)
    assert len(report.changed) == DOCUMENTS
    assert await editions(Retriever(uri)) == {f"v{ROUNDS + 1}"}


async def _end(child: asyncio.subprocess.Process, uri: str, moments: random.Random) -> None:
    """Kill the child after a random number of changes in the index's folder, or let it end."""
    changes = moments.randint(0, 14)
    before = _files(uri)
    try:
        while child.returncode is None and len(_files(uri) - before) < changes:
            await asyncio.sleep(0.002)
            if child.stdout and child.stdout.at_eof():
                break
    finally:
        if child.returncode is None:
            child.send_signal(signal.SIGKILL)
        await child.communicate()


def _files(uri: str) -> set[str]:
    """Return all paths of the index; what vanishes meanwhile is passed over."""
    return {f"{place}/{name}" for place, _, names in os.walk(uri) for name in names}
