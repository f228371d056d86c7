"""How a class of the office folder is read."""

from typing import Any

STRICT: dict[str, Any] = {"extra": "forbid"}
"""pydantic's word for: a field that is not named here is a mistake in the file."""
