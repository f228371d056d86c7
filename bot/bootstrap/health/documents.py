"""Whether the documents can be searched, and whether anybody still looks after them."""

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.bootstrap.health.parts import HealthParts
from knowledge.errors import KnowledgeError
from knowledge.retriever import Retriever
from scheduler.freshness import DocumentFacts, freshness_findings
from scheduler.health_check import Finding, Probe


def document_probes(parts: HealthParts) -> Iterator[Probe]:
    """Yield the probe of the index and of the review dates."""

    async def look() -> Sequence[Finding]:
        try:
            documents = await documents_of(parts.retriever)
        except KnowledgeError as error:
            return [Finding("documents", False, str(error), "Run claimdesk ingest", parts.owners.technical)]
        readable = Finding("documents", True, f"{len(documents)} can be searched")
        return [readable, *freshness_findings(documents, today_of(parts), parts.owners.lead)]

    yield Probe("documents", look, parts.owners.technical, "Run claimdesk ingest")


async def documents_of(retriever: Retriever) -> list[DocumentFacts]:
    """Return the documents that are indexed now; raises `KnowledgeError`."""
    known = await retriever.documents()
    return [
        DocumentFacts(source, details.title or source, details.owner, details.review_date)
        for source, details in known.items()
    ]


def today_of(parts: HealthParts) -> date:
    """Return today in the office's time zone."""
    return parts.clock.now().astimezone(ZoneInfo(parts.office.time_zone)).date()
