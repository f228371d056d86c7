"""Answers kept for a short while, with the moment at which they were true."""

from collections import OrderedDict
from datetime import datetime, timedelta

from actions.results import ActionResult, Outcome

Key = tuple[str, tuple[tuple[str, str], ...]]
"""An action and its inputs."""

MOST = 500


class ResultCache:
    """In memory only, because it holds patients. Keeps what the system did answer: found or not found."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, ActionResult] = OrderedDict()

    def fresh(self, key: Key, seconds: float, now: datetime) -> ActionResult | None:
        """Return the result if it was true less than `seconds` ago; it keeps its original `as_of`."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        if now - kept.as_of < timedelta(seconds=seconds):
            return kept
        del self._kept[key]
        return None

    def keep(self, key: Key, result: ActionResult) -> None:
        """Keep an answer in place of the one before it; the oldest goes when there are too many."""
        if result.outcome not in {Outcome.FOUND, Outcome.NOT_FOUND}:
            return
        self._kept[key] = result
        self._kept.move_to_end(key)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
