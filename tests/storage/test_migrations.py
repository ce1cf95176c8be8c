"""Migrations: up, down and up again, by one starter at a time, all or nothing."""

import importlib
import threading

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from portal.storage import migrate
from portal.storage.append_only import append_only, drop_append_only
from portal.storage.engine import make_engine


def tables(engine):
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_a_new_database_is_at_no_revision(engine):
    assert migrate.current(engine) is None


def test_up_down_and_up_again(engine):
    migrate.upgrade(engine)
    full = tables(engine)
    assert migrate.current(engine) == migrate.head()
    assert "hub_key" in full

    migrate.downgrade(engine, "base")
    assert migrate.current(engine) is None
    assert tables(engine) == set()

    migrate.upgrade(engine)
    assert tables(engine) == full


def test_the_migrations_make_what_the_models_say(engine):
    importlib.import_module("portal.referral.records")  # which makes its tables known
    migrate.upgrade(engine)
    assert migrate.differences(engine) == []


def test_one_step_at_a_time(engine):
    migrate.upgrade(engine, "0001")
    assert migrate.current(engine) == "0001"
    assert tables(engine) == {"hub_key"}


def test_upgrading_twice_changes_nothing(engine):
    migrate.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO hub_key VALUES ('blind', 1, 'x')"))
    migrate.upgrade(engine)
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM hub_key")) == 1


def test_two_that_start_at_once_do_not_trip_each_other(engine, url, open_engine):
    troubles, together = [], threading.Barrier(4)

    def start():
        mine = make_engine(url)
        together.wait()
        try:
            migrate.upgrade(mine)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must say so
            troubles.append(error)
        finally:
            mine.dispose()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert migrate.current(engine) == migrate.head()


def test_a_migration_that_fails_leaves_nothing_behind(engine, monkeypatch):
    def fail_late(config, to):
        config.attributes["connection"].execute(text("CREATE TABLE half (id int)"))
        raise ZeroDivisionError

    monkeypatch.setattr(command, "upgrade", fail_late)
    with pytest.raises(ZeroDivisionError):
        migrate.upgrade(engine)
    assert tables(engine) == set()


def test_afterwards_the_connections_have_their_usual_settings(engine):
    migrate.upgrade(engine)
    with engine.begin() as connection:
        ask = "PRAGMA foreign_keys" if engine.dialect.name == "sqlite" else "SHOW lock_timeout"
        assert connection.exec_driver_sql(ask).scalar_one() in (1, "5s")


@pytest.fixture
def history(engine):
    """A table with a row of history in it, and migration steps bound to it."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE history (id int PRIMARY KEY, verb text)"))
        connection.execute(text("INSERT INTO history VALUES (1, 'received')"))

    def step(action):
        with (
            engine.begin() as connection,
            Operations.context(MigrationContext.configure(connection)),
        ):
            action("history")

    step(append_only)
    return step


CHANGES = [
    "UPDATE history SET verb = 'closed'",
    "UPDATE history SET verb = verb WHERE id = 1",
    "DELETE FROM history",
    "INSERT OR REPLACE INTO history VALUES (1, 'closed')",
    "TRUNCATE history",
]
ONLY_THERE = {"INSERT OR REPLACE": "sqlite", "TRUNCATE": "postgresql"}


@pytest.mark.parametrize("change", CHANGES)
def test_history_cannot_be_changed(engine, history, change):
    for words, dialect in ONLY_THERE.items():
        if change.startswith(words) and engine.dialect.name != dialect:
            pytest.skip(f"only {dialect} knows {words}")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(change))
    with engine.begin() as connection:
        assert connection.execute(text("SELECT * FROM history")).all() == [(1, "received")]


def test_history_can_be_added_to(engine, history):
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO history VALUES (2, 'closed')"))
        assert connection.scalar(text("SELECT count(*) FROM history")) == 2


def test_a_downgrade_lets_history_be_changed_again(engine, history):
    history(drop_append_only)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM history"))
        assert connection.scalar(text("SELECT count(*) FROM history")) == 0
    history(append_only)
