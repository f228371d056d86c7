"""Which documents must be looked at again. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.health_check import Finding
from scheduler.report import Report
from scheduler.wording import day_in_words

SOON = timedelta(days=14)
"""How long before its day an owner is reminded of a review."""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One document as its office describes it; `review_date` is the day by which it must be looked at again."""

    source: str
    title: str
    owner: str
    review_date: date | None


def overdue(documents: Iterable[DocumentFacts], today: date) -> list[DocumentFacts]:
    """Return the documents whose day has passed, the longest overdue first."""
    late = [each for each in documents if each.review_date and each.review_date < today]
    return sorted(late, key=lambda each: (each.review_date or today, each.title))


def due_soon(documents: Iterable[DocumentFacts], today: date) -> list[DocumentFacts]:
    """Return the documents whose day comes soon."""
    soon = [each for each in documents if each.review_date and today <= each.review_date <= today + SOON]
    return sorted(soon, key=lambda each: (each.review_date or today, each.title))


def freshness_findings(documents: Iterable[DocumentFacts], today: date, lead: str) -> list[Finding]:
    """Return one finding for each overdue document, or one that says that all are fresh."""
    known = list(documents)
    found = [
        Finding(
            f"document “{each.title}”",
            False,
            f"was to be reviewed by {day_in_words(each.review_date, year=True)}, "
            f"{_days((today - each.review_date).days)} ago",
            f"Read {each.source}, correct it, and move its review_date",
            each.owner or lead,
        )
        for each in overdue(known, today)
        if each.review_date
    ]
    return found or [Finding("review of documents", True, f"{len(known)} documents, none overdue")]


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def freshness_message(
    documents: Iterable[DocumentFacts],
    today: date,
    lead: str,
    failed: Mapping[str, tuple[str, str]],
    changed: Sequence[str],
    told: frozenset[str],
) -> Report:
    """Return what is new since the runs that told `told`: an owner is reminded once, and again when it is overdue.

    `failed` are the problem and the cure of each source that could not be read, `changed` the sources read anew.
    """
    known = list(documents)
    lines = {
        f"failed {source}": f"- **{source}**: {what}. → **{lead}**: {cure}" for source, (what, cure) in failed.items()
    }
    for kind, those in (("soon", due_soon(known, today)), ("late", overdue(known, today))):
        for each in those:
            lines[f"{kind} {each.source} {each.review_date}"] = _reminder(kind, each, lead)
    new = [line for key, line in lines.items() if key not in told]
    headline = "📄 1 document needs its owner" if len(new) == 1 else f"📄 {len(new)} documents need their owners"
    return Report(
        headline=headline if new else "",
        lines=tuple(new),
        data={"told": sorted(lines), "read anew": list(changed)},
    )


def _reminder(kind: str, document: DocumentFacts, lead: str) -> str:
    when = "is to be" if kind == "soon" else "was to be"
    day = day_in_words(document.review_date) if document.review_date else ""
    deed = f"read {document.source}, correct it, and move its review_date"
    return f"- **{document.title}** {when} reviewed by {day}. → **{document.owner or lead}**: {deed}."
