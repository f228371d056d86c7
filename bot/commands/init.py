"""`claimdesk init`."""

from pathlib import Path

from bot.commands.output import console
from bot.office import init_office


def run(directory: Path) -> None:
    """Write the sample office and say what to do next."""
    init_office(directory)
    console.print(f"Wrote a sample office to [bold]{directory}[/bold].\n")
    console.print("  office.yml   who you are, your rules and words")
    console.print("  knowledge/   your documents: PDF, Markdown, text, HTML")
    console.print("  actions/     how to look a claim up in your billing system")
    console.print("  checks.yml   questions with the answers they must get\n")
    console.print(f"Next: [bold]claimdesk --office {directory} check[/bold], then [bold]demo[/bold] instead of check.")
