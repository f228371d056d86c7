"""What ran by itself: one row for each slot of the timetable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One slot's run. `report` is what it left behind, empty until it is done; `due_at` is the slot's time."""

    key: str
    job: str
    due_at: datetime
    state: Literal["running", "done", "failed"]
    attempts: int
    started_at: datetime
    ended_at: datetime | None
    report: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RunLease:
    """The right to do a slot's run until it is taken over; `attempt` counts from 1."""

    key: str
    token: str
    attempt: int


class Runs(Protocol):
    """Runs by the key of their slot."""

    async def begin(
        self, key: str, job: str, due_at: datetime, now: datetime, lease: timedelta, most: int
    ) -> RunLease | None:
        """Take a slot: a new one, or one whose lease is over after fewer than `most` attempts; else None."""
        ...

    async def renew(self, lease: RunLease, until: datetime) -> None:
        """Keep it until then. Raises `LeaseLost` when it was taken over or has ended."""
        ...

    async def end(
        self, lease: RunLease, state: Literal["done", "failed"], report: Mapping[str, Any], now: datetime
    ) -> None:
        """End it. Raises `LeaseLost`: whatever was to be written with it must not be."""
        ...

    async def give_up(
        self, most: int, before: datetime, report: Mapping[str, Any], now: datetime
    ) -> Sequence[StoredRun]:
        """End as failed what nobody has in hand and nobody takes any more, and return it: each once for good.

        That is a run whose lease is over after `most` attempts, or whose slot is from before `before`.
        """
        ...

    async def latest(self, job: str) -> StoredRun | None:
        """Return the job's newest run that is done."""
        ...

    async def recent(self, limit: int) -> Sequence[StoredRun]:
        """Return the newest runs, whatever became of them, newest first."""
        ...
