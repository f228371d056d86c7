"""Findings of a health check in the terminal."""

from collections.abc import Iterable

from rich.markup import escape

from bot.commands.output import console
from scheduler.health_check import Finding


def show_findings(findings: Iterable[Finding]) -> None:
    """Print one line each, and below what is wrong its cure and who should see to it."""
    for finding in findings:
        sign = "[green]✓[/green]" if finding.well else "[red]✗[/red]"
        console.print(f"{sign} [bold]{escape(finding.part)}[/bold]: {escape(finding.says)}")
        if not finding.well:
            console.print(f"    {escape(finding.owner)}: {escape(finding.cure)}.")
