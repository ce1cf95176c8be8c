"""Databases for every test: SQLite and a real PostgreSQL, empty and brought up to date."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import psycopg
import pytest

from tests.support.engines import share_connections, share_what_is_learnt
from tests.support.in_browser import chromium  # noqa: F401 - one Chromium for a whole process

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session, sessionmaker

# A slow machine is not a failing test, and what failed once is tried first the next time.
hypothesis.settings.register_profile("portal", deadline=None, print_blob=True)
hypothesis.settings.load_profile("portal")

KINDS = ("sqlite", "postgresql")

share_what_is_learnt()


# --- Rules need no world -------------------------------------------------------------------

_OUTSIDE = frozenset({"sqlite3.connect", "socket.connect", "subprocess.Popen"})
_in_core_test = False


def _stay_inside(event: str, _arguments: object) -> None:
    if _in_core_test and event in _OUTSIDE:
        raise RuntimeError(f"A core test may not use {event}: rules need no database or network.")


sys.addaudithook(_stay_inside)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Hold tests marked ``core`` to their word while they run."""
    global _in_core_test
    _in_core_test = item.get_closest_marker("core") is not None
    try:
        return (yield)
    finally:
        _in_core_test = False


# --- Databases -----------------------------------------------------------------------------


def _server() -> str:
    address = os.environ.get("PORTAL_TEST_POSTGRES")
    if not address:
        pytest.fail("This test needs PostgreSQL: run it through bin/test, which starts one.", False)
    return address


def _address(database: str) -> str:
    return f"{_server().rpartition('/')[0]}/{database}"


def _recreate(database: str) -> str:
    """Make the PostgreSQL database anew and give its address."""
    with psycopg.connect(_server(), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{database}" TEMPLATE template0')
    return _address(database)


def _upgrade(address: str) -> None:
    from portal.storage.engine import make_engine
    from portal.storage.migrate import upgrade

    engine = make_engine(address)
    upgrade(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def _worker(request: pytest.FixtureRequest) -> str:
    """A name that no other test process has."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    return f"{worker}_{os.getpid()}"


@pytest.fixture(scope="session")
def _ready_sqlite(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a SQLite file holds that is up to date and has no rows. No test can alter it."""
    path = tmp_path_factory.mktemp("ready") / "portal.sqlite"
    _upgrade(f"sqlite:///{path}")
    return path.read_bytes()


@pytest.fixture(scope="session")
def new_sqlite(_ready_sqlite: bytes, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Makes a SQLite database, up to date and without rows, at each call, and gives its address.

    For fixtures that outlive a test; a test has its own in `sqlite_url`.
    """

    def make() -> str:
        path = tmp_path_factory.mktemp("sqlite") / "portal.sqlite"
        path.write_bytes(_ready_sqlite)
        return f"sqlite:///{path}"

    return make


@pytest.fixture(scope="session")
def _ready_postgresql(_worker: str) -> str:
    """The address of a PostgreSQL database, up to date, for this worker's tests in turn."""
    address = _recreate(f"tests_{_worker}")
    _upgrade(address)
    share_connections(address)
    return address


@pytest.fixture(scope="session")
def _empty(_ready_postgresql: str) -> Iterator[Callable[[], None]]:
    """Deletes every row. Its connection stays open: PostgreSQL reads much for each new one."""
    connections = [psycopg.connect(_ready_postgresql, autocommit=True)]

    def empty() -> None:
        try:
            connections[-1].execute("SELECT")
        except psycopg.OperationalError:  # a test ended all connections
            connections.append(psycopg.connect(_ready_postgresql, autocommit=True))
        delete_every_row(connections[-1])

    yield empty
    for connection in connections:
        connection.close()


def delete_every_row(connection: psycopg.Connection) -> None:
    """Delete from the tables that hold rows. Replica mode switches off triggers that forbid it."""
    with connection.transaction():
        tables = connection.execute(
            "SELECT quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        ).fetchall()
        looks = (f"(SELECT '{table}' FROM {table} LIMIT 1)" for (table,) in tables)
        full = connection.execute(" UNION ALL ".join(looks)).fetchall()
        connection.execute(
            "SET LOCAL session_replication_role = replica;"
            + "".join(f"DELETE FROM {table};" for (table,) in full)
        )


@pytest.fixture
def sqlite_url(_ready_sqlite: bytes, tmp_path: Path) -> str:
    """The address of a SQLite database of this test's own, up to date and without rows."""
    path = tmp_path / "portal.sqlite"
    path.write_bytes(_ready_sqlite)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(_ready_postgresql: str, _empty: Callable[[], None]) -> str:
    """The address of a PostgreSQL database that is up to date and without rows."""
    _empty()
    return _ready_postgresql


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """Both of those in turn: a test that asks for it, or for `engine`, runs twice."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=KINDS)
def empty_database_url(
    request: pytest.FixtureRequest, _worker: str, tmp_path: Path
) -> Iterator[str]:
    """A database without tables, on each kind in turn: for tests of the migrations."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    name = f"empty_{_worker}"
    yield _recreate(name)
    with psycopg.connect(_server(), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def open_engine() -> Iterator[Callable[[str], "Engine"]]:
    """Opens a database by its address and closes it after the test."""
    from portal.storage.engine import make_engine

    opened: list[Engine] = []

    def open_it(address: str) -> "Engine":
        opened.append(make_engine(address))
        return opened[-1]

    yield open_it
    for engine in opened:
        engine.dispose()


@pytest.fixture
def engine(database_url: str, open_engine: Callable[[str], "Engine"]) -> "Engine":
    """The engine of an up-to-date database without rows, on each kind in turn."""
    return open_engine(database_url)


@pytest.fixture
def sqlite_engine(sqlite_url: str, open_engine: Callable[[str], "Engine"]) -> "Engine":
    """The same on SQLite only, for tests that are about something else than storage."""
    return open_engine(sqlite_url)


@pytest.fixture
def postgresql_engine(postgresql_url: str, open_engine: Callable[[str], "Engine"]) -> "Engine":
    """The same on PostgreSQL only, for what SQLite doesn't have."""
    return open_engine(postgresql_url)


@pytest.fixture
def sessions(engine: "Engine") -> "sessionmaker[Session]":
    """The maker of sessions on `engine`."""
    from portal.storage.engine import make_sessions

    return make_sessions(engine)
