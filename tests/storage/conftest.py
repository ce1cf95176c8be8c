"""A fresh, empty database for each test: SQLite and, where one is given, PostgreSQL."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, Uuid, make_url

from portal.storage.base import JsonDoc, Moment, Sealed, WrappedKey
from portal.storage.engine import make_engine
from portal.storage.sealing import Keyring, new_master_key


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/portal.db"


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    server = os.environ.get("PORTAL_TEST_POSTGRES")
    if not server:
        pytest.fail("This test needs PostgreSQL: run it through bin/test, which starts one.", False)
    name = f"storage_{uuid.uuid4().hex}"
    _outside_a_transaction(server, f"CREATE DATABASE {name}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    _outside_a_transaction(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def keyring() -> Keyring:
    return Keyring.parse(new_master_key())


@pytest.fixture
def things(engine: Engine) -> Table:
    """A table with a column of each of our types, and a row that no test asks for."""
    table = Table(
        "thing",
        MetaData(),
        Column("id", Uuid, primary_key=True),
        Column("data_key", WrappedKey("thing:{id}")),
        Column("body", Sealed),
        Column("at", Moment),
        Column("facts", JsonDoc),
        Column("count", Integer, nullable=False, default=0),
    )
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert().values(id=uuid.uuid4(), count=-1))
    return table


def _outside_a_transaction(server: str, statement: str) -> None:
    engine = make_engine(server)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
