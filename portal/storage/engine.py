"""Opens the database: SQLite for one machine, PostgreSQL for many."""

import sqlite3
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from portal.storage.errors import hush

_WAIT = 5  # seconds that a writer waits for another

_SQLITE = (
    "PRAGMA synchronous = FULL",  # what was said to be saved survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten
    "PRAGMA recursive_triggers = ON",  # REPLACE may not slip past an append-only table
    "PRAGMA cache_size = -32768",  # 32 MiB of pages stay at hand, so a long list is read quickly
)

_POSTGRESQL = (
    f"-c timezone=UTC -c lock_timeout={_WAIT}s "
    "-c statement_timeout=15s -c idle_in_transaction_session_timeout=60s"
)


def make_engine(url: str) -> Engine:
    """Make the engine for a database address, without connecting yet.

    Takes sqlite:///path and postgresql://user@host/name. Every transaction may write, and takes
    SQLite's write lock as it begins; see `reading` for those that don't.
    """
    address = make_url(url)
    match address.get_backend_name():
        case "sqlite":
            engine = _sqlite(address)
        case "postgresql" | "postgres":
            engine = _postgresql(address)
        case other:
            raise ValueError(f"The database must be sqlite or postgresql, not {other}.")
    event.listen(engine, "handle_error", hush)
    return engine


def reading(engine: Engine) -> Engine:
    """Give the same engine for transactions that only read; one that writes is refused.

    They see one moment of the database, and wait for no writer. Use it for a page that is shown.
    """
    if engine.dialect.name == "sqlite":
        return engine.execution_options(reading=True)
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Make the maker of sessions. Objects stay readable after their session committed."""
    return sessionmaker(engine, expire_on_commit=False)


def _sqlite(address: URL) -> Engine:
    # Without isolation_level=None the driver begins by itself, and too late: of two that read and
    # then write, one is lost.
    engine = create_engine(
        address.set(query={"timeout": str(_WAIT)} | dict(address.query)),
        connect_args={"isolation_level": None},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    for setting in _SQLITE:
        connection.execute(setting)
    give_up = monotonic() + _WAIT
    while not _readers_and_a_writer_at_once(connection) and monotonic() < give_up:
        sleep(0.01)


def _readers_and_a_writer_at_once(connection: sqlite3.Connection) -> bool:
    """Ask for SQLite's write-ahead log, which a file keeps once it has it.

    Of several that open a new file together, SQLite turns all but one away without any waiting.
    """
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _begin_sqlite(connection: Connection) -> None:
    # Straight to the driver: through SQLAlchemy this costs a sixth of a whole saved step.
    driver: Any = connection.connection.dbapi_connection
    only_reads = bool(connection.get_execution_options().get("reading"))
    # The pool hands one connection to readers and writers in turn, so switch only on a change.
    if connection.info.get("reading", False) != only_reads:
        driver.execute(f"PRAGMA query_only = {only_reads:d}")
        connection.info["reading"] = only_reads
    begin = "BEGIN" if only_reads else "BEGIN IMMEDIATE"
    try:
        driver.execute(begin)
    except sqlite3.Error as error:
        raise OperationalError(begin, None, error, hide_parameters=True) from error


def _postgresql(address: URL) -> Engine:
    asked = address.query.get("options", ())
    options = " ".join((_POSTGRESQL, *((asked,) if isinstance(asked, str) else asked)))
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        connect_args={"options": options, "connect_timeout": _WAIT},
        pool_pre_ping=True,
        hide_parameters=True,
    )
