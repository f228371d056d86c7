"""Keep the documents fresh: read web pages and changed files again, and call reviews to their owners' minds."""

from collections.abc import Sequence
from typing import Any

from bot.bootstrap.health.documents import documents_of, today_of
from bot.bootstrap.health.parts import HealthParts
from bot.bootstrap.parts import index_documents
from scheduler.freshness import freshness_message
from scheduler.report import Report

JOB = "freshness"


async def refresh_documents(parts: HealthParts) -> Report:
    """Read again what changed, and tell what is new since the last time; nothing new is not told."""
    done = await index_documents(parts.place)
    await parts.retriever.refresh()
    documents = await documents_of(parts.retriever)
    async with parts.store.read() as work:
        last = await work.runs.latest(JOB)
    known: Sequence[Any] = (last.report if last else {}).get("told", ())
    failed = {error.source: (error.problem, error.cure) for error in done.failed}
    changed = (*done.added, *done.changed, *done.removed)
    return freshness_message(documents, today_of(parts), parts.owners.lead, failed, changed, frozenset(known))
