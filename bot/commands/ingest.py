"""`claimdesk ingest`."""

import asyncio
import sys

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from bot.bootstrap.parts import index_documents, open_place
from bot.commands.output import console, errors, print_json
from bot.settings import read_settings
from knowledge.ingest import IngestReport
from knowledge.ingest import Progress as Step


def run(*, as_json: bool) -> None:
    """Ingest with a progress bar, then say what changed; exit status 1 when a document could not be read."""
    place = open_place(read_settings())
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=errors, transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def on_progress(step: Step) -> None:
            progress.update(task, description=f"{step.stage} {step.source}", completed=step.done, total=step.total)

        report = asyncio.run(index_documents(place, on_progress))
    if as_json:
        print_json(_as_json(report))
    else:
        _show(report)
    sys.exit(1 if report.failed else 0)


def _as_json(report: IngestReport) -> dict[str, object]:
    return {
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "failed": [str(error) for error in report.failed],
        "warnings": [str(error) for error in report.warnings],
        "notes": report.notes,
        "chunks": report.chunks,
        "seconds": report.seconds,
    }


def _show(report: IngestReport) -> None:
    for sign, names in (("+", report.added), ("~", report.changed), ("-", report.removed)):
        for name in names:
            console.print(f" {sign} {name}")
    for note in report.notes:
        console.print(note)
    for error in report.warnings:
        console.print(f"[yellow]![/yellow] {error}")
    for error in report.failed:
        console.print(f"[red]✗[/red] {error}")
    total = len(report.added) + len(report.changed) + len(report.unchanged)
    console.print(
        f"{total} documents, {report.chunks} passages, {len(report.unchanged)} unchanged, "
        f"{len(report.failed)} not read · {report.seconds:.1f} s"
    )
