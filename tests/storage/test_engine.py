"""The engine: the settings each database needs, and readers that neither wait nor write."""

import sqlite3
import threading

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.storage.engine import make_engine, make_sessions, reading


def asked(engine, *questions):
    with engine.connect() as connection:
        return [connection.exec_driver_sql(question).scalar_one() for question in questions]


def test_sqlite_keeps_what_it_promised_and_overwrites_what_it_deletes(sqlite_url, open_engine):
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
    answers = asked(open_engine(sqlite_url), *(f"PRAGMA {name}" for name in names))
    assert answers == ["wal", 2, 1, 1, 5000]


def test_postgresql_gives_up_waiting_rather_than_hang(postgresql_url, open_engine):
    names = ("timezone", "lock_timeout", "statement_timeout")
    assert asked(open_engine(postgresql_url), *(f"SHOW {name}" for name in names)) == [
        "UTC", "5s", "15s",
    ]  # fmt: skip


def test_an_address_may_carry_options_of_its_own(postgresql_url, sqlite_url, open_engine):
    options = "?options=-csearch_path%3Dpg_catalog%20-clock_timeout%3D1s"
    engine = open_engine(postgresql_url + options)
    assert asked(engine, "SHOW search_path", "SHOW lock_timeout") == ["pg_catalog", "1s"]
    assert asked(open_engine(sqlite_url + "?timeout=2"), "PRAGMA busy_timeout") == [2000]


def test_the_older_way_to_write_postgresql_is_understood(postgresql_url, open_engine):
    engine = open_engine(postgresql_url.replace("postgresql://", "postgres://"))
    assert engine.dialect.driver == "psycopg"
    assert asked(engine, "SELECT 1") == [1]


def test_another_database_is_refused_in_words():
    with pytest.raises(ValueError, match="must be sqlite or postgresql, not mysql"):
        make_engine("mysql://localhost/portal")


def test_a_writer_takes_sqlite_s_lock_as_it_begins(sqlite_url, open_engine):
    first, second = open_engine(sqlite_url), open_engine(sqlite_url + "?timeout=0.05")
    with first.begin(), pytest.raises(DBAPIError, match="locked"), second.begin():
        pass


def test_a_new_file_that_another_process_is_just_opening_is_waited_for(tmp_path, open_engine):
    path = tmp_path / "new.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    soon = threading.Timer(0.2, other.execute, ["COMMIT"])
    soon.start()
    assert asked(open_engine(f"sqlite:///{path}"), "PRAGMA journal_mode") == ["wal"]
    soon.join()
    other.close()


def test_a_reader_waits_for_no_writer_and_sees_what_was_committed(engine, things):
    with engine.begin() as writer:
        writer.execute(things.update().values(count=5))
        with reading(engine).connect() as reader:
            assert reader.scalar(select(things.c.count)) == -1
    with reading(engine).connect() as reader:
        assert reader.scalar(select(things.c.count)) == 5


def test_a_reader_sees_one_moment(engine, things):
    with reading(engine).connect() as reader:
        assert reader.scalar(select(things.c.count)) == -1
        with engine.begin() as writer:
            writer.execute(things.update().values(count=5))
        assert reader.scalar(select(things.c.count)) == -1


def test_a_reader_that_writes_is_refused(engine, things):
    with reading(engine).connect() as reader, pytest.raises(DBAPIError):
        reader.execute(things.update().values(count=5))


def test_a_connection_that_was_read_with_writes_again(engine, things):
    for count in range(3):
        with reading(engine).connect() as reader:
            reader.scalar(select(things.c.count))
        with engine.begin() as writer:
            writer.execute(things.update().values(count=count))
        assert engine.pool.checkedin() == 1


def test_an_error_leaves_nothing_half_written(engine, things):
    def fail_half_way():
        with engine.begin() as connection:
            connection.execute(things.update().values(count=5))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with reading(engine).connect() as reader:
        assert reader.scalar(select(things.c.count)) == -1


def test_sessions_write_and_sessions_over_a_reading_engine_do_not(engine, things):
    with make_sessions(engine).begin() as session:
        session.execute(things.update().values(count=5))
    with make_sessions(reading(engine))() as session:
        assert isinstance(session, Session)
        assert session.scalar(select(things.c.count)) == 5
        with pytest.raises(DBAPIError):
            session.execute(things.update().values(count=6))


def test_sqlite_itself_begins_nothing_behind_our_back(sqlite_url, open_engine):
    with open_engine(sqlite_url).connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        assert driver.isolation_level is None
