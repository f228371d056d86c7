import asyncio
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.store.database import open_database
from bot.store.migrations import migrate
from bot.store.tables import metadata


async def test_migrations_from_nothing_equal_the_declared_tables(database_url: str) -> None:
    def differences(connection: sa.Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))

    database = open_database(database_url)
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_sqlite_is_declared_word_for_word(tmp_path: Path) -> None:
    """What Alembic does not compare: partial indexes and rising keys."""

    async def declared(name: str, *, by_migrations: bool) -> dict[str, set[str]]:
        url = f"sqlite:///{tmp_path / name}"
        if by_migrations:
            await migrate(url)
        database = open_database(url)
        async with database.writing() as connection:
            if not by_migrations:
                await connection.run_sync(metadata.create_all)
            rows = await connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
            # SQLite writes a column that is added later at the end of the last line.
            found = {row.name: {part.strip(" )") for part in re.split(r",\s|\s*\n\s*", row.sql)} for row in rows}
        await database.close()
        found.pop("alembic_version", None)
        return found

    assert await declared("migrated.db", by_migrations=True) == await declared("declared.db", by_migrations=False)


async def test_a_database_of_this_version_is_left_as_it_is(database_url: str) -> None:
    await migrate(database_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


async def test_processes_that_start_together_wait_for_each_other(empty_database_url: str) -> None:
    await asyncio.gather(*(migrate(empty_database_url) for _ in range(3)))


async def test_a_failed_migration_leaves_nothing_behind(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    database = open_database(url)
    async with database.writing() as connection:
        await connection.execute(sa.text("CREATE TABLE timeline (seq INTEGER)"))
    with pytest.raises(sa.exc.OperationalError, match="timeline already exists"):
        await migrate(url)
    async with database.reading() as connection:
        tables = (await connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'table'"))).scalars()
        assert list(tables) == ["timeline"]
    await database.close()
