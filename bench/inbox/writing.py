"""Writes very many rows straight through the drivers: into SQLite, and from there to PostgreSQL."""

from typing import Any

from sqlalchemy import Dialect, Engine, Index, Table, inspect, text

import portal.referral.records  # noqa: F401 - makes the tables known
from portal.storage import migrate
from portal.storage.base import Base

Made = dict[str, list[tuple[Any, ...]]]
"""Rows by table, as the driver takes them."""

TABLES = ("referral", "section", "blind_token", "event", "note", "consent", "event_link")


class Writer:
    """Writes rows of some tables into a SQLite database."""

    def __init__(self, engine: Engine, tables: tuple[str, ...] = TABLES) -> None:
        self.engine = engine
        self._binders = {
            name: _binders(Base.metadata.tables[name], engine.dialect) for name in tables
        }

    def bind(self, made: dict[str, list[dict[str, Any]]]) -> Made:
        """The rows as the driver takes them. Done where they are made, in another process."""
        return {
            table: [
                tuple(_bound(bind, row[name]) for name, bind in self._binders[table])
                for row in rows
            ]
            for table, rows in made.items()
        }

    def write(self, made: Made) -> None:
        """Write one chunk in one transaction."""
        with self.engine.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            driver.execute("PRAGMA synchronous = OFF")
            driver.execute("PRAGMA foreign_keys = OFF")
            driver.execute("PRAGMA cache_size = -500000")
            driver.execute("BEGIN IMMEDIATE")
            for table, rows in made.items():
                names = [name for name, _ in self._binders[table]]
                marks = ", ".join("?" * len(names))
                driver.executemany(
                    f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows
                )
            driver.execute("COMMIT")


def take_indexes(engine: Engine, tables: tuple[str, ...] = TABLES) -> None:
    """Take the indexes away: putting them back afterwards is much quicker."""
    with engine.begin() as connection:
        for index in _indexes(tables):
            index.drop(connection)


def put_indexes(engine: Engine, tables: tuple[str, ...] = TABLES) -> None:
    """Put the indexes back. PostgreSQL learns what is in it then, as it does by itself elsewhere;
    SQLite does not, here or elsewhere."""
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        if engine.dialect.name == "sqlite":
            driver.execute("PRAGMA cache_size = -500000")
        else:
            driver.execute("SET statement_timeout = 0")
            driver.commit()
        with connection.begin():
            for index in _indexes(tables):
                index.create(connection)
        if engine.dialect.name == "sqlite":
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            driver.autocommit = True
            driver.execute("VACUUM ANALYZE")
        connection.invalidate()


def fit_indexes(engine: Engine) -> bool:
    """Make and drop indexes until they are those of the models; gives whether all else fits too."""
    changes = migrate.differences(engine)
    if any(change[0] not in ("add_index", "remove_index") for change in changes):
        return False
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET statement_timeout = 0"))
        for what, index in changes:
            (index.create if what == "add_index" else index.drop)(connection)
        connection.commit()
        connection.invalidate()
    return True


def copy(source: Engine, target: Engine, tables: tuple[str, ...] = TABLES) -> None:
    """Copy every row of a SQLite database into a PostgreSQL one that is up to date and empty."""
    take_indexes(target, tables)
    with source.connect() as here, target.connect() as there:
        reader: Any = here.connection.dbapi_connection
        writer: Any = there.connection.dbapi_connection
        cursor = writer.cursor()
        cursor.execute("SET session_replication_role = replica")  # no look-up of each parent
        cursor.execute("SET statement_timeout = 0")
        for table in inspect(source).get_table_names():
            if table == "alembic_version":
                continue
            rows = reader.execute(f"SELECT * FROM {table}")
            names = ", ".join(f'"{each[0]}"' for each in rows.description)
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as into:
                for row in rows:
                    into.write_row(row)
        highest = "SELECT setval('event_number_seq', (SELECT max(number) FROM event))"
        cursor.execute(highest)
        writer.commit()
        there.invalidate()
    put_indexes(target, tables)


def _indexes(names: tuple[str, ...]) -> list[Index]:
    tables = [Base.metadata.tables[name] for name in names]
    return [index for table in tables for index in sorted(table.indexes, key=_name)]


def _binders(table: Table, dialect: Dialect) -> list[tuple[str, Any]]:
    """How each column's values are handed to the driver."""
    return [
        (each.name, each.type.dialect_impl(dialect).bind_processor(dialect))
        for each in table.columns
    ]


def _bound(bind: Any, value: Any) -> Any:
    if bind is None or value is None:
        return value
    made = bind(value)
    return bytes(made) if isinstance(made, memoryview) else made


def _name(index: Index) -> str:
    return str(index.name)
