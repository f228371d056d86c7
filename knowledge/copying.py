"""A copy of a local index, and back. An index in an object store is not copied: it can be made anew by an ingest."""

import asyncio
import shutil
from pathlib import Path

from knowledge.errors import IngestRunningError
from knowledge.index.lock import writer_lock
from knowledge.index.storage import Storage

PATIENCE = 120
"""Seconds to wait for an ingest in progress; files of a published generation are never changed."""


async def copy_index(uri: str, target: Path) -> bool:
    """Copy the index at `uri` into the new folder `target`; False when there is none here to copy."""
    if "://" in uri or Storage.is_new(uri):
        return False
    for second in range(PATIENCE):
        try:
            await asyncio.to_thread(_copy, uri, target)
        except IngestRunningError:
            if second == PATIENCE - 1:
                raise
            await asyncio.sleep(1)
        else:
            break
    return True


async def put_index(source: Path, uri: str) -> bool:
    """Put a copied index where none is yet; False when there is one, or it does not lie in a folder."""
    if "://" in uri or not Storage.is_new(uri):
        return False
    return await asyncio.to_thread(_put, source, uri)


def _copy(uri: str, target: Path) -> None:
    with writer_lock(uri):
        shutil.copytree(uri, target, ignore=shutil.ignore_patterns("ingest.lock"))


def _put(source: Path, uri: str) -> bool:
    if source.is_dir():
        shutil.copytree(source, uri, dirs_exist_ok=True)
    return source.is_dir()
