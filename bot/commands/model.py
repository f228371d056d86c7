"""`claimdesk model`."""

import asyncio
from pathlib import Path

from rich.progress import Progress

from bot.commands.output import console, errors
from knowledge.embedding.onnx import fetch_model


def fetch(folder: Path) -> None:
    """Fill a folder with the local model, and say how to use it."""
    with Progress(console=errors, transient=True) as progress:
        task = progress.add_task("fetching", total=None)

        def on_file(name: str, number: int, total: int) -> None:
            progress.update(task, description=name, completed=number, total=total)

        asyncio.run(fetch_model(folder, on_file))
    console.print(f"The model is in [bold]{folder}[/bold]. Use it: CLAIMDESK_EMBEDDING_MODEL={folder} claimdesk ingest")
