"""What Alembic runs: it works on the connection and in the transaction of `bot.store.migrations.upgrade`."""

from alembic import context

from bot.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
