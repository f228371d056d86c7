"""What the desk does for itself at night: delete what is kept no longer, make room, take a backup."""

import asyncio
from datetime import timedelta

from bot.bootstrap.backups import back_up, nightly_folder, thin_out
from bot.bootstrap.health.parts import HealthParts
from bot.settings import backups_of
from scheduler.report import Report

AT_ONCE = 100
"""Conversations deleted in one transaction: messages that come in must not wait for long."""


async def purge(parts: HealthParts) -> dict[str, int]:
    """Delete what the office keeps no longer, and return how much of each."""
    kept, now = parts.office.retention, parts.clock.now()
    before = now - timedelta(days=kept.conversations_days)
    conversations = 0
    while True:
        async with parts.store.write() as work:
            gone = await work.retention.forget_conversations(before, AT_ONCE)
        conversations += gone
        if gone < AT_ONCE:
            break
    async with parts.store.write() as work:
        records = await work.retention.forget_records(now - timedelta(days=kept.records_days))
    return {"conversations": conversations, "records": records}


async def outlived(parts: HealthParts) -> int:
    """Count the conversations that a purge would delete now."""
    before = parts.clock.now() - timedelta(days=parts.office.retention.conversations_days)
    async with parts.store.read() as work:
        return await work.retention.outlived(before)


async def keep_house(parts: HealthParts) -> Report:
    """Purge, make room and back up; nobody is told when it goes well."""
    gone = await purge(parts)
    await parts.store.compact()
    root = backups_of(parts.place.settings)
    backup = await back_up(parts.place, nightly_folder(root, parts.clock.now()), parts.clock.now())
    thinned = await asyncio.to_thread(thin_out, root, parts.office.retention.backups, parts.clock.now())
    return Report(data={**gone, "rows backed up": sum(backup.rows.values()), "old backups": thinned})
