"""Errors: told apart in one word, and never repeating what was being stored."""

import logging
import uuid
from io import StringIO

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    insert,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from portal.storage import errors
from portal.storage.engine import reading
from portal.storage.errors import StorageProblem, why

CANARY = "canary-Aoife-07700900123"


def problem(act):
    with pytest.raises(Exception) as caught:
        act()
    return caught.value


def begin(engine, statement="SELECT 1"):
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_a_locked_sqlite_is_busy(sqlite_url, open_engine):
    with open_engine(sqlite_url).begin():
        impatient = open_engine(sqlite_url + "?timeout=0.05")
        assert why(problem(lambda: begin(impatient))) == "busy"


def test_a_locked_table_is_busy(postgresql_url, open_engine):
    engine = open_engine(postgresql_url + "?options=-clock_timeout%3D50ms")
    begin(engine, "CREATE TABLE thing (id int)")
    with engine.begin() as holder:
        holder.execute(text("LOCK TABLE thing"))
        assert why(problem(lambda: begin(engine, "SELECT * FROM thing"))) == "busy"


def test_a_statement_that_takes_too_long_is_busy(postgresql_url, open_engine):
    engine = open_engine(postgresql_url + "?options=-cstatement_timeout%3D50ms")
    assert why(problem(lambda: begin(engine, "SELECT pg_sleep(5)"))) == "busy"


def test_a_full_sqlite_is_full(sqlite_url, open_engine):
    engine = open_engine(sqlite_url)

    def fill():
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE thing (body BLOB)"))
            connection.execute(text("PRAGMA max_page_count = 10"))
            connection.execute(text("INSERT INTO thing VALUES (zeroblob(100000))"))

    assert why(problem(fill)) == "full"


def test_a_file_in_a_folder_that_is_not_there_is_absent(tmp_path, open_engine):
    assert (
        why(problem(lambda: begin(open_engine(f"sqlite:///{tmp_path}/no/portal.db")))) == "absent"
    )


def test_a_server_that_does_not_answer_is_absent(open_engine):
    assert why(problem(lambda: begin(open_engine("postgresql://127.0.0.1:1/portal")))) == "absent"


def test_a_database_that_the_server_does_not_have_is_absent(postgresql_url, open_engine):
    assert why(problem(lambda: begin(open_engine(postgresql_url + "_not_there")))) == "absent"


def test_a_connection_that_the_server_ended_is_absent_and_the_next_one_works(
    postgresql_url, open_engine
):
    engine = open_engine(postgresql_url)
    end = "SELECT pg_terminate_backend(pg_backend_pid())"
    assert why(problem(lambda: begin(engine, end))) == "absent"
    begin(engine)


def test_a_pooled_connection_that_died_overnight_is_not_noticed(postgresql_url, open_engine):
    engine, other = open_engine(postgresql_url), open_engine(postgresql_url)
    begin(engine)
    begin(
        other,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    begin(engine)


def test_a_database_that_only_lets_itself_be_read_is_absent(engine, things):
    def write():
        with reading(engine).connect() as connection:
            connection.execute(things.update().values(count=1))

    assert why(problem(write)) == "absent"


def test_too_many_at_once_is_busy():
    assert why(PoolTimeout("QueuePool limit")) == "busy"


@pytest.mark.parametrize("kind", [kind for kind in vars(errors).values() if isinstance(kind, type)])
def test_our_own_problems_have_codes_of_their_own(kind):
    if issubclass(kind, StorageProblem):
        assert why(kind("words")) == kind.code


def test_anything_else_is_other(engine):
    assert why(ValueError("no database in sight")) == "other"
    assert why(problem(lambda: begin(engine, "SELECT * FROM nowhere"))) == "other"


# What follows sends a canary through every kind of refusal and looks for it in the log.

strict = Table(
    "strict",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("email", String(60), unique=True),
    Column("code", Integer),
    Column("ticked", Boolean),
)
CHECK = "ALTER TABLE strict ADD CONSTRAINT ck_no_canary CHECK (email NOT LIKE 'canary-refused%')"


def logged(engine, statement, values):
    """Run a statement that fails, log it as a web framework would, and give the log back."""
    log = StringIO()
    handler = logging.StreamHandler(log)
    logger = logging.getLogger(f"canary.{uuid.uuid4()}")
    logger.addHandler(handler)
    try:
        with engine.begin() as connection:
            connection.execute(statement, values)
    except (SQLAlchemyError, UnicodeError) as error:
        logger.exception("It failed: %s %r", error, error)
        logger.error("With these values: %r", getattr(error, "params", None))
    return log.getvalue()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("email", CANARY),  # already there
        ("email", "canary-refused-" + CANARY),  # PostgreSQL: fails a check
        ("email", CANARY * 9),  # PostgreSQL: too long
        ("email", CANARY + "\0"),  # PostgreSQL: a NUL
        ("email", CANARY + "\ud800"),  # half a character
        ("email", {CANARY}),  # no driver can store a set
        ("code", CANARY),  # PostgreSQL: not a number
        ("ticked", CANARY),  # not true or false
    ],
)
def test_no_error_repeats_the_value_it_is_about(engine, column, value):
    with engine.begin() as connection:
        strict.create(connection)
        if engine.dialect.name == "postgresql":
            connection.execute(text(CHECK))
        connection.execute(insert(strict), {"email": CANARY})
    log = logged(engine, insert(strict), {column: value})
    assert "canary-Aoife" not in log
    assert "07700900123" not in log
    if engine.dialect.name == "postgresql":
        assert "It failed" in log


def test_an_error_still_says_which_constraint_it_is_about(engine):
    with engine.begin() as connection:
        strict.create(connection)
        connection.execute(insert(strict), {"email": CANARY})
    log = logged(engine, insert(strict), {"email": CANARY})
    assert "strict" in log
    assert "email" in log


def test_this_test_would_notice_an_engine_that_repeats_values(postgresql_url):
    engine = create_engine(postgresql_url, hide_parameters=True)
    with engine.begin() as connection:
        strict.create(connection)
        connection.execute(insert(strict), {"email": CANARY})
    with pytest.raises(DBAPIError, match=CANARY), engine.begin() as connection:
        connection.execute(insert(strict), {"email": CANARY})
    engine.dispose()


def test_text_that_no_database_can_read_back_is_not_repeated(sqlite_url, open_engine):
    with open_engine(sqlite_url).connect() as connection:
        broken = text(f"SELECT CAST(x'{CANARY.encode().hex()}ff' AS TEXT)")
        assert CANARY not in str(problem(lambda: connection.execute(broken).all()))
        assert connection.scalar(select(1)) == 1
