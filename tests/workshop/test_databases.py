"""The databases that tests are given."""

import sqlite3

import pytest
from sqlalchemy import Engine, inspect, text

from portal.storage import migrate
from portal.storage.sealing import Keyring, new_master_key
from portal.storage.vault import open_vault


def test_a_test_gets_a_database_that_is_up_to_date(engine: Engine) -> None:
    assert migrate.current(engine) == migrate.head()


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_stored_is_gone_in_the_next(engine: Engine, turn: int) -> None:
    keys = text("SELECT count(*) FROM hub_key")
    with engine.connect() as connection:
        assert connection.scalar(keys) == 0, turn
    open_vault(engine, Keyring.parse(new_master_key()))
    with engine.connect() as connection:
        assert connection.scalar(keys) > 0


def test_an_empty_database_has_no_tables(empty_database_url: str, open_engine) -> None:
    assert inspect(open_engine(empty_database_url)).get_table_names() == []


@pytest.mark.core
def test_a_core_test_may_not_open_a_database() -> None:
    with pytest.raises(RuntimeError, match="rules need no database"):
        sqlite3.connect(":memory:")
