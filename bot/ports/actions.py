"""Live look-ups as the engine sees them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from actions.described import ActionInfo
from actions.results import ActionResult


class Actions(Protocol):
    """Runs the office's actions. Never raises for what a billing system does: the result's outcome says it."""

    def described(self) -> Sequence[ActionInfo]:
        """Return what there is to run."""
        ...

    async def run(self, name: str, inputs: Mapping[str, str]) -> ActionResult:
        """Run action `name`; it owns timeouts and retries, so the caller must not retry."""
        ...
