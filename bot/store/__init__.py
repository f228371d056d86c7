"""The database behind `bot.ports.store`: SQLite in the process, or PostgreSQL shared by several."""
