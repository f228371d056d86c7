"""Column types that read the same on both databases."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.types import TypeDecorator

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A rising number. SQLite counts only a column that is declared INTEGER."""


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite has no zones and keeps the bare UTC time."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse a naive time: it would silently shift by the zone of the machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was given to the store; use the clock")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return it aware."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


class Json(TypeDecorator[Any]):
    """A value of `shape` (a frozen dataclass, a mapping) as JSON text, read back as that shape.

    Text on both databases: what is searched for has a column of its own.
    """

    impl = sa.Text
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        super().__init__()
        self.shape = shape

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        """Write it."""
        return None if value is None else _adapter(self.shape).dump_json(value).decode()

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:
        """Read it."""
        return None if value is None else _adapter(self.shape).validate_json(value)
