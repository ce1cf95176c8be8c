"""An office among strangers, whose rows are made once and copied for each test that wants them.

The heart's own verbs make them, a hundred statements long: that was half of each test of the heart.
"""

import sqlite3
from typing import Any

import psycopg
from sqlalchemy import Engine

from portal.referral.hub import Hub
from portal.referral.office import Office
from portal.storage.base import Base
from tests.support.apps import Clock
from tests.support.heart import make_office, strangers

_IN_SQLITE: dict[str, sqlite3.Connection] = {}
_IN_POSTGRESQL: dict[str, dict[str, bytes]] = {}


def among_strangers(engine: Engine, clock: Clock, hub: Hub | None = None) -> Office:
    """The office of this hub, or the example hub's, on a database into which strangers came."""
    kept: dict[str, Any]
    asked = f"{clock.at} {hub!r}"
    if engine.dialect.name == "sqlite":
        kept, copied, put = _IN_SQLITE, _sqlite_copied, _put_into_sqlite
    else:
        kept, copied, put = _IN_POSTGRESQL, _postgresql_copied, _put_into_postgresql
    if (rows := kept.get(asked)) is not None:
        _through_driver(engine, put, rows)
        return make_office(engine, clock, hub)
    office = make_office(engine, clock, hub)
    strangers(engine, office)
    kept[asked] = _through_driver(engine, copied)
    return office


def _through_driver(engine: Engine, do: Any, *given: Any) -> Any:
    connection = engine.raw_connection()
    try:
        return do(connection.driver_connection, *given)
    finally:
        connection.close()


def _sqlite_copied(database: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    database.backup(copy)
    return copy


def _put_into_sqlite(database: sqlite3.Connection, kept: sqlite3.Connection) -> None:
    kept.backup(database)


def _postgresql_copied(database: psycopg.Connection) -> dict[str, bytes]:
    rows = {}
    with database.transaction():
        for table in Base.metadata.tables:
            with database.cursor().copy(f"COPY {table} TO STDOUT") as out:
                rows[table] = b"".join(out)
    return {table: held for table, held in rows.items() if held}


def _put_into_postgresql(database: psycopg.Connection, kept: dict[str, bytes]) -> None:
    with database.transaction():
        # As when a backup is read in: rows come table by table, and no trigger adds to them.
        database.execute("SET LOCAL session_replication_role = replica")
        for table, held in kept.items():
            with database.cursor().copy(f"COPY {table} FROM STDIN") as into:
                into.write(held)
