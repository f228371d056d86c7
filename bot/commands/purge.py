"""`claimdesk purge`."""

import asyncio

from bot.bootstrap.housekeeping import outlived, purge
from bot.bootstrap.opened import opened
from bot.bootstrap.parts import open_place
from bot.commands.output import console
from bot.settings import read_settings


def run(*, dry_run: bool) -> None:
    """Delete what the office keeps no longer, or only say how much that is."""
    console.print(asyncio.run(_run(dry_run=dry_run)))


async def _run(*, dry_run: bool) -> str:
    async with opened(open_place(read_settings())) as parts:
        if dry_run:
            return f"{await outlived(parts)} conversations would be deleted; nothing was."
        gone = await purge(parts)
        await parts.store.compact()
    return (
        f"Deleted {gone['conversations']} conversations with all that belongs to them, and {gone['records']} records."
    )
