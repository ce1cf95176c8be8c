"""Brings a database up to the shape that the code expects, or back down."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from portal.storage.base import Base
from portal.storage.engine import reading
from portal.storage.errors import StorageProblem

_LOCK = int.from_bytes(b"portal")  # the number of PostgreSQL's lock for migrating


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database up, in one transaction; harmless if it is there already."""
    with _alone(engine) as connection:
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    """Bring the database back down to a revision such as "0001", or "base" for an empty one."""
    with _alone(engine) as connection:
        command.downgrade(_config(connection), to)


def current(engine: Engine) -> str | None:
    """Say which revision the database is at; None if it was never migrated."""
    with reading(engine).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """Say which revision the code expects."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def differences(engine: Engine) -> list[Any]:
    """Say where the database differs from the models; nothing, if the migrations are right."""
    with reading(engine).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "portal.storage:migrations")
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction during which nobody else can migrate.

    The connection is thrown away afterwards, since migrating needs settings of its own.
    """
    with engine.connect() as connection:
        connection.detach()
        if engine.dialect.name == "sqlite":
            with _alone_on_sqlite(connection):
                yield connection
        else:
            with _alone_on_postgresql(connection):
                yield connection


@contextmanager
def _alone_on_sqlite(connection: Connection) -> Iterator[None]:
    # A batch migration drops the old table, which would delete the rows that refer to it. The
    # setting can only be changed outside a transaction, so behind SQLAlchemy's back.
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    driver.execute("PRAGMA busy_timeout = 60000")
    with connection.begin():
        yield
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise StorageProblem("After the migration a row refers to one that is not there.")


@contextmanager
def _alone_on_postgresql(connection: Connection) -> Iterator[None]:
    with connection.begin():
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        # Waiting long for a table would hold up everyone who queues behind the migration.
        connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
        yield
