"""Backups: database, index, key of chat sessions and office, as one folder that is whole or not there."""

import asyncio
import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.bootstrap.parts import Place, database_address
from bot.domain.errors import ClaimDeskError
from bot.store.copying import copy_in, copy_out
from knowledge.copying import copy_index, put_index

DATABASE, INDEX, KEY, OFFICE, ABOUT = "claimdesk.db", "knowledge", "session.key", "office", "backup.json"
_OF_AN_OFFICE = ("office.yml", "checks.yml", "knowledge", "actions")
"""What else lies beside them may be the data folder, with the backups in it, or secrets."""
_WRITTEN_WITHIN = timedelta(days=1)
_NIGHTLY = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: `rows` of each table, and whether the index is in it."""

    made_at: datetime
    office: str
    rows: dict[str, int]
    index: bool


async def back_up(place: Place, folder: Path, now: datetime) -> Backup:
    """Write a backup into the new folder; what was committed before the call is in it, while the desk goes on.

    It holds what patients said: the folder is for its owner alone. The office folder is in it to be looked at, for a
    restore needs one to begin with.
    """
    draft = await asyncio.to_thread(_begin, folder)
    rows = await copy_out(database_address(place.settings), draft / DATABASE)
    index = await copy_index(place.knowledge_uri, draft / INDEX)
    if not place.is_sample:
        await asyncio.to_thread(_copy_office, place.folder.root, draft / OFFICE)
    if (key := place.settings.data / KEY).exists():
        shutil.copy2(key, draft / KEY)
    backup = Backup(now.astimezone(UTC), place.folder.office.name, rows, index)
    await asyncio.to_thread(_finish, draft, folder, backup)
    return backup


async def restore(place: Place, folder: Path) -> Backup:
    """Fill an empty desk from a backup; raises `ClaimDeskError` when there is anything already, or no backup."""
    backup = read_backup(folder)
    if backup is None:
        raise ClaimDeskError(f"{folder} is no backup: it has no {ABOUT}. Name a folder that claimdesk backup made")
    settings = place.settings
    settings.data.mkdir(parents=True, exist_ok=True)
    working = settings.data / ".restoring.db"
    shutil.copy2(folder / DATABASE, working)
    try:
        rows = await copy_in(working, database_address(settings))
    finally:
        for part in settings.data.glob(".restoring.db*"):
            part.unlink()
    index = await put_index(folder / INDEX, place.knowledge_uri)
    if (folder / KEY).exists() and not (settings.data / KEY).exists():
        shutil.copy2(folder / KEY, settings.data / KEY)
    return Backup(backup.made_at, backup.office, rows, index)


def read_backup(folder: Path) -> Backup | None:
    """Return what a folder's backup holds; None when it is none."""
    try:
        values = json.loads((folder / ABOUT).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return Backup(datetime.fromisoformat(values["made_at"]), values["office"], values["rows"], values["index"])


def kept_backups(root: Path) -> list[tuple[Path, Backup]]:
    """Return the backups in a folder of backups, the newest first."""
    folders = sorted(root.iterdir()) if root.is_dir() else []
    found = [(folder, backup) for folder in folders if (backup := read_backup(folder))]
    return sorted(found, key=lambda each: each[1].made_at, reverse=True)


def nightly_folder(root: Path, now: datetime) -> Path:
    """Return where a backup of this moment goes."""
    return root / f"{now.astimezone(UTC):{_NIGHTLY}}"


def thin_out(root: Path, keep: int, now: datetime) -> int:
    """Delete all but the newest `keep` backups that the timetable made, and return how many went.

    What a killed process left of one goes too, after a day: it holds as much of patients as a whole one.
    """
    old = [folder for folder, backup in kept_backups(root) if folder == nightly_folder(root, backup.made_at)][keep:]
    left = [folder for folder in root.glob(".*Z.unfinished") if _begun(folder) < now - _WRITTEN_WITHIN]
    for folder in (*old, *left):
        shutil.rmtree(folder)
    return len(old) + len(left)


def _begun(draft: Path) -> datetime:
    """Return when a nightly backup was begun; a draft of somebody's own is never old."""
    try:
        return datetime.strptime(draft.name, f".{_NIGHTLY}.unfinished").replace(tzinfo=UTC)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


def _begin(folder: Path) -> Path:
    if folder.exists() and any(folder.iterdir()):
        raise ClaimDeskError(f"{folder} is not empty. Name a new folder; nothing was written")
    draft = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700, parents=True)
    return draft


def _copy_office(root: Path, target: Path) -> None:
    """Copy what an office is made of: answers that were approved in Slack stand in no other place."""
    target.mkdir()
    for part in (root / name for name in _OF_AN_OFFICE):
        if part.is_dir():
            shutil.copytree(part, target / part.name)
        elif part.exists():
            shutil.copy2(part, target / part.name)


def _finish(draft: Path, folder: Path, backup: Backup) -> None:
    (draft / ABOUT).write_text(json.dumps(asdict(backup), default=str, indent=2), "utf-8")
    _settle(draft)
    if folder.exists():
        folder.rmdir()
    draft.rename(folder)


def _settle(folder: Path) -> None:
    """Have everything on the disk before the folder gets its name."""
    for path in (*(each for each in folder.rglob("*") if each.is_file()), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
