"""The jobs of the night and of the morning, on a real database and a real index."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.bootstrap.backups import kept_backups, nightly_folder, read_backup, thin_out
from bot.bootstrap.freshness import refresh_documents
from bot.bootstrap.health.parts import HealthParts
from bot.bootstrap.health.surroundings import surrounding_probes
from bot.bootstrap.housekeeping import keep_house
from bot.bootstrap.opened import opened
from bot.bootstrap.parts import Place, open_place
from bot.bootstrap.timetable import runner_of, slot_now
from bot.domain.policy import Retention
from bot.domain.policy.timetable import Expiry
from bot.office import init_office
from bot.settings import Settings
from scheduler.health_check import Finding, check
from tests.fakes.made_up_history import FIRST_MONDAY, write_history
from tests.fakes.manual_clock import ManualClock

NIGHT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    init_office(tmp_path / "office")
    for name in (tmp_path / "office/knowledge").iterdir():
        if name.name != "appeals.md":
            name.unlink()
    settings = {"CLAIMDESK_DATA": tmp_path / "data", "CLAIMDESK_OFFICE": tmp_path / "office"}
    found = open_place(Settings.model_validate(settings))
    office = replace(found.folder.office, retention=Retention(conversations_days=30, backups=2))
    return replace(found, folder=replace(found.folder, office=office))


async def findings(parts: HealthParts) -> dict[str, Finding]:
    report = await check(list(surrounding_probes(parts)), parts.clock.now())
    return {finding.part: finding for finding in report.findings}


async def test_the_night_deletes_makes_room_and_leaves_a_backup_of_what_is_kept(place: Place, tmp_path: Path) -> None:
    clock = ManualClock(NIGHT)
    root = tmp_path / "data/backups"
    (place.folder.root / ".env").write_text("SLACK_BOT_TOKEN=secret", "utf-8")
    async with opened(place) as opened_parts:
        parts = replace(opened_parts, clock=clock)
        async with parts.store._database.writing() as connection:
            await write_history(connection, 300)
        assert (await findings(parts))["backups"].says == "the first one comes with the next housekeeping"
        assert await runner_of(parts).run(slot_now("housekeeping", clock))
        assert (await findings(parts))["backups"].well
        for _ in range(2):
            clock.advance(timedelta(days=1))
            await keep_house(parts)
        newest = kept_backups(root)[0][1]
        clock.advance(timedelta(days=3))
        late = (await findings(parts))["backups"]

    assert [folder for folder, _ in kept_backups(root)] == [
        nightly_folder(root, NIGHT + timedelta(days=days)) for days in (2, 1)
    ]
    kept = nightly_folder(root, NIGHT + timedelta(days=2))
    assert (kept / "office/knowledge/appeals.md").read_bytes() == (place.folder.knowledge / "appeals.md").read_bytes()
    assert not (kept / "office/.env").exists()
    with sqlite3.connect(kept / "claimdesk.db") as rows:
        [(left, oldest)] = rows.execute(
            "SELECT count(*), min(iif(id IN (SELECT conversation FROM escalations WHERE state != 'resolved'), "
            "'9999', max(last_at, (SELECT max(at) FROM transcript WHERE conversation = conversations.id)))) "
            "FROM conversations"
        ).fetchall()
    rows.close()
    assert 0 < left < 300
    assert newest.rows["conversations"] == left
    assert datetime.fromisoformat(oldest).replace(tzinfo=UTC) >= NIGHT - timedelta(days=28)
    assert (late.well, late.says, late.cure) == (
        False,
        "the newest is of 26 November",
        "Run claimdesk run housekeeping",
    )
    assert FIRST_MONDAY < NIGHT
    assert read_backup(root) is None


def test_what_a_killed_backup_left_goes_and_what_is_being_written_or_somebodys_own_stays(tmp_path: Path) -> None:
    old, fresh = (nightly_folder(tmp_path, NIGHT - timedelta(hours=hours)) for hours in (30, 1))
    left, written, own = (tmp_path / f".{name}.unfinished" for name in (old.name, fresh.name, "before the move"))
    for folder in (left, written, own):
        folder.mkdir()
    assert thin_out(tmp_path, 2, NIGHT) == 1
    assert sorted(tmp_path.iterdir()) == sorted([written, own])


async def test_what_ends_on_a_known_day_is_told_a_month_before(place: Place) -> None:
    expiries = (
        Expiry("Billing API key", date(2026, 12, 24), "Ana"),
        Expiry("Old key", date(2026, 11, 1)),
        Expiry("Far", date(2027, 5, 1)),
    )
    table = replace(place.folder.office.timetable, expiries=expiries)
    office = replace(place.folder.office, timetable=table)
    async with opened(replace(place, folder=replace(place.folder, office=office))) as parts:
        found = await findings(replace(parts, clock=ManualClock(NIGHT)))

    assert (found["Billing API key"].says, found["Billing API key"].owner) == ("ends on 24 December 2026", "Ana")
    assert (found["Old key"].says, found["Old key"].owner) == ("ended on 1 November 2026", "Technical contact")
    assert "Far" not in found


async def test_the_morning_reads_what_changed_and_reminds_each_owner_once(place: Place) -> None:
    clock = ManualClock(datetime(2027, 2, 20, 13, 0, tzinfo=UTC))
    async with opened(place) as opened_parts:
        parts = replace(opened_parts, clock=clock)
        runner = runner_of(parts)
        first = await runner.run(slot_now("freshness", clock))
        clock.advance(timedelta(days=1))
        again = await runner.run(slot_now("freshness", clock))
        page = place.folder.knowledge / "appeals.md"
        page.write_text(page.read_text("utf-8").replace("2027-02-28", "2027-02-19"), "utf-8")
        (place.folder.knowledge / "broken.pdf").write_bytes(b"no PDF")
        changed = await refresh_documents(parts)
        documents = await parts.retriever.documents()

    assert first
    assert first.headline == "📄 1 document needs its owner"
    assert first.lines == (
        (
            "- **How Appeals Work** is to be reviewed by 28 February. → **Appeals specialist**: read appeals.md, "
            "correct it, and move its review_date."
        ),
    )
    assert again
    assert (again.headline, again.lines) == ("", ())
    assert changed.headline == "📄 2 documents need their owners"
    assert changed.lines[0].startswith("- **broken.pdf**: ")
    overdue = "- **How Appeals Work** was to be reviewed by 19 February. → **Appeals specialist**"
    assert changed.lines[1].startswith(overdue)
    assert documents["appeals.md"].review_date == date(2027, 2, 19)
