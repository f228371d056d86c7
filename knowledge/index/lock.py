"""One writer at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.errors import IngestRunningError


@contextmanager
def writer_lock(uri: str) -> Iterator[None]:
    """Hold the right to write a local index; raises `IngestRunningError` at once when another process has it.

    The system lets go of it however the process ends. An object store has no such lock: there, run ingest in one
    place only.
    """
    if "://" in uri:
        yield
        return
    Path(uri).mkdir(parents=True, exist_ok=True)
    with Path(uri, "ingest.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IngestRunningError("Another ingest is writing this index. Wait for it to end, then repeat.") from None
        yield
