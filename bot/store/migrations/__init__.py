"""The way from any older database to the tables of this version."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.store.database import open_database


async def migrate(url: str) -> None:
    """Bring the database at `url` to this version; one that is there already is left as it is.

    Processes that start together wait for each other. A failure undoes the whole step.
    """
    database = open_database(url)
    try:
        async with database.writing() as connection:
            await connection.run_sync(upgrade)
    finally:
        await database.close()


def upgrade(connection: sa.Connection) -> None:
    """Run the missing migrations in the transaction of `connection`.

    The first statement waits for whoever else is migrating: Alembic must not look before it has the database alone.
    SQLite waits at any first statement of a writer.
    """
    alone = sa.select(sa.literal(1))
    if connection.dialect.name == "postgresql":
        alone = sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext("claimdesk-migrations")))
    connection.execute(alone)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
