"""Live look-ups as the engine sees them."""

from collections.abc import Mapping
from typing import Protocol

from actions.results import ActionResult


class Actions(Protocol):
    """Runs the office's actions. Never raises for what a billing system does: the result's outcome says it."""

    async def run(self, name: str, inputs: Mapping[str, str]) -> ActionResult:
        """Run action `name`; it owns timeouts and retries, so the caller must not retry."""
        ...
