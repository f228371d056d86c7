"""What the machines of this folder share: an event loop of their own, a clean database, workers that may die."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from bot.store.database import open_database
from bot.store.unit_of_work import open_store
from tests.fakes.manual_clock import ManualClock

T = TypeVar("T")
NewDatabase = Callable[[], str]

SQLITE = settings(max_examples=200, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
POSTGRES = settings(SQLITE, max_examples=12)


def sqlite_files(template: Path, folder: Path) -> NewDatabase:
    def copy() -> str:
        return f"sqlite:///{shutil.copy(template, Path(tempfile.mkdtemp(dir=folder)) / 'claimdesk.db')}"

    return copy


def emptied(url: str) -> NewDatabase:
    async def empty() -> str:
        database = open_database(url)
        async with database.writing() as connection:
            await connection.execute(sa.text("TRUNCATE inbox, outbox, leases, deliveries"))
        await database.close()
        return url

    return lambda: asyncio.run(empty())


class StoreMachine(RuleBasedStateMachine):
    """Opens a store on a clean database for each run."""

    def __init__(self, new_database: NewDatabase) -> None:
        super().__init__()
        url = new_database()
        self.clock = ManualClock()
        self.runner = asyncio.Runner()
        self.store = self.do(open_store(url))

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def teardown(self) -> None:
        self.do(self.store.close())
        self.runner.close()


def check(machine: type[StoreMachine], new_database: NewDatabase, profile: settings) -> None:
    """Run the machine, each time on a clean database."""

    class OnThisDatabase(machine):  # type: ignore[misc, valid-type]
        def __init__(self) -> None:
            super().__init__(new_database)

    run_state_machine_as_test(OnThisDatabase, settings=profile)
