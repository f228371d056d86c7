"""`claimdesk backup` and `claimdesk restore`."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot.bootstrap.backups import Backup, back_up, restore
from bot.bootstrap.parts import open_place
from bot.commands.output import console
from bot.settings import read_settings


def run(folder: Path) -> None:
    """Write a backup and say what is in it."""
    backup = asyncio.run(back_up(open_place(read_settings()), folder, datetime.now(UTC)))
    _show(
        f"Backed up into {folder}", backup, "The index is not in it: it does not lie in a folder, or is not made yet."
    )


def run_restore(folder: Path) -> None:
    """Fill an empty desk from a backup and say what came back."""
    backup = asyncio.run(restore(open_place(read_settings()), folder))
    _show(f"Restored the backup of {backup.made_at:%Y-%m-%d %H:%M} UTC", backup, "Run claimdesk ingest for the index.")


def _show(headline: str, backup: Backup, without_index: str) -> None:
    rows = backup.rows
    console.print(f"{headline}:", soft_wrap=True)
    console.print(
        f"  {rows['conversations']} conversations, {rows['escalations']} cases, {sum(rows.values())} rows in all"
    )
    console.print("  The index of the documents." if backup.index else f"  {without_index}")
