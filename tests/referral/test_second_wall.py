"""The second wall, in PostgreSQL: what it refuses even where the first lets something through."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import ProgrammingError

from portal.referral.records import Draft, Organisation
from portal.storage import migrate
from portal.storage.engine import make_engine, make_sessions
from portal.storage.errors import StorageProblem
from portal.storage.second_wall import AS_HUB, AS_PARTNER, ROLE, mistake
from portal.storage.wall_watch import own_columns
from portal.storage.walls import make_walled_sessions
from tests.referral.test_walls import _draft, _organisation

HIDDEN = ("referral", "section", "message", "note", "event", "event_link", "staff_session", "task")


@pytest.fixture
def engine(postgresql_engine):
    return postgresql_engine


@pytest.fixture
def two(sessions):
    return _two(sessions)


def _two(sessions):
    with sessions.begin() as db:
        made = [_organisation(name) for name in ("Housing", "Police")]
        db.add_all(made)
        db.flush()
        db.add_all([_draft(made[0].id), _draft(made[1].id), _draft(None)])
    return [each.id for each in made]


@contextmanager
def past_the_first(engine, whose):
    """A connection that acts as an organisation, with nothing of the first wall before it."""
    with engine.connect() as connection, connection.begin():
        connection.execute(text(AS_PARTNER), {"whose": str(whose)})
        yield connection


@pytest.mark.parametrize("table", HIDDEN)
def test_it_refuses_other_tables(two, engine, table):
    with past_the_first(engine, two[0]) as db, pytest.raises(ProgrammingError):
        db.execute(text(f"SELECT 1 FROM {table}"))


def test_it_hides_rows_of_others(two, engine):
    for own in two:
        with past_the_first(engine, own) as db:
            assert db.scalars(text("SELECT organisation_id FROM draft")).all() == [own]
            assert db.scalars(text("SELECT id FROM organisation")).all() == [own]
            assert db.execute(text("UPDATE draft SET journey = 'x'")).rowcount == 1
    with past_the_first(engine, "") as db:
        assert db.scalars(text("SELECT id FROM draft")).all() == []


@pytest.mark.parametrize(
    "table", sorted({"account", "referring", "telling", "enquiry", "handover"})
)
def test_what_the_hub_keeps_for_them_they_only_read(two, engine, table):
    with past_the_first(engine, two[0]) as db:
        assert db.scalars(text(f"SELECT id FROM {table}")).all() == []
        with pytest.raises(ProgrammingError):
            db.execute(text(f"DELETE FROM {table}"))


@pytest.mark.parametrize(
    "written",
    [
        "organisation_id = NULL",
        "organisation_id = '{other}'",
        "code = '\\x01'",
        "word_hash = 'x'",
        "referral_id = id",
    ],
)
def test_it_refuses_a_draft_that_would_be_anothers_or_a_way_to_a_referral(two, engine, written):
    with past_the_first(engine, two[0]) as db, pytest.raises(ProgrammingError):
        db.execute(text(f"UPDATE draft SET {written.format(other=two[1])}"))


def test_the_hub_reads_without_any_policy(two, engine):
    with engine.connect() as db:
        plan = "\n".join(db.scalars(text("EXPLAIN SELECT * FROM draft")).all())
        assert "Filter" not in plan
        assert len(db.execute(text("SELECT 1 FROM draft")).all()) == 3


# --- A login that is no superuser, as in a real hub ------------------------------------------


@pytest.fixture
def logins(postgresql_url, _worker):
    """Makes logins without any rights, and takes them away again with what they own."""
    url, made = make_url(postgresql_url), []
    server = make_engine(postgresql_url).execution_options(isolation_level="AUTOCOMMIT")

    def make(rights=""):
        name = f"login_{uuid4().hex}"
        with server.connect() as admin:
            admin.execute(text(f"CREATE ROLE {name} LOGIN PASSWORD 'x' {rights}"))
            admin.execute(text(f"CREATE DATABASE {name} OWNER {name}"))
        made.append(name)
        return url.set(username=name, password="x", database=name)

    make.admin = server
    yield make
    with server.connect() as admin:
        for name in made:
            admin.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        for name in made:
            admin.execute(text(f"DROP ROLE {name}"))
    server.dispose()


@pytest.fixture
def hub(logins, open_engine):
    """The database of a hub whose login owns it and may do nothing else on the server."""
    url = logins()
    with logins.admin.connect() as admin:
        admin.execute(text(f"GRANT {ROLE} TO {url.username}"))
    engine = open_engine(url.render_as_string(hide_password=False))
    migrate.upgrade(engine)
    return engine


def test_it_stands_around_a_hub_with_an_ordinary_login(hub, open_engine):
    own, other = _two(make_sessions(hub))
    assert mistake(hub, own_columns()) is None
    with make_walled_sessions(hub)(own) as db:
        assert [each.organisation_id for each in db.scalars(select(Draft))] == [own]
        db.add(_draft(own))
        db.commit()
        assert [each.id for each in db.scalars(select(Organisation))] == [own]
    with past_the_first(hub, other) as db:
        assert db.scalars(text("SELECT organisation_id FROM draft")).all() == [other]
        db.execute(text(AS_HUB))
        assert len(db.scalars(text("SELECT id FROM draft")).all()) == 4
    with hub.connect() as db:
        assert "Filter" not in "\n".join(db.scalars(text("EXPLAIN SELECT * FROM draft")).all())


def test_a_backup_by_the_owner_holds_every_row(hub):
    """pg_dump turns row security off, and fails where that would leave rows out."""
    _two(make_sessions(hub))
    with hub.connect() as db:
        db.execute(text("SET LOCAL row_security = off"))
        for table, rows in (("draft", 3), ("organisation", 2), ("telling", 0)):
            assert db.scalar(text(f"SELECT count(*) FROM {table}")) == rows


def test_any_other_login_sees_nothing_even_where_it_may_read(hub, logins, open_engine):
    _two(make_sessions(hub))
    url = logins()
    with hub.begin() as db:
        db.execute(text(f"GRANT SELECT ON draft, organisation, account TO {url.username}"))
    stranger = open_engine(url.set(database=hub.url.database).render_as_string(hide_password=False))
    with stranger.connect() as db:
        assert db.scalars(text("SELECT id FROM draft")).all() == []
        assert db.scalars(text("SELECT id FROM organisation")).all() == []
    said = mistake(stranger, own_columns())
    assert said is not None
    with pytest.raises(ProgrammingError), stranger.begin() as db:
        db.execute(text(AS_PARTNER), {"whose": ""})
    with hub.begin() as db:
        db.execute(text(f"REVOKE ALL ON draft, organisation, account FROM {url.username}"))


def test_a_login_that_may_not_make_the_role_says_what_to_run(logins, open_engine):
    url = logins()
    engine = open_engine(url.render_as_string(hide_password=False))
    with pytest.raises(StorageProblem) as refused:
        migrate.upgrade(engine)
    asked = f"GRANT {ROLE} TO {url.username};"
    assert asked in str(refused.value)
    assert migrate.current(engine) is None, "half of it was kept"
    with logins.admin.connect() as admin:
        admin.execute(text(asked))
    migrate.upgrade(engine)
    assert migrate.current(engine) == migrate.head()
    migrate.downgrade(engine, "base")


def test_a_wall_that_is_down_is_said_in_words(hub, logins):
    with hub.begin() as db:
        db.execute(text("ALTER TABLE telling DISABLE ROW LEVEL SECURITY"))
    assert "telling has no wall" in mistake(hub, own_columns())
    with hub.begin() as db:
        db.execute(text("ALTER TABLE telling ENABLE ROW LEVEL SECURITY"))
        db.execute(text(f"REVOKE ALL ON handover FROM {ROLE}"))
    assert "may not read the table handover" in mistake(hub, own_columns())
    with logins.admin.connect() as admin:
        admin.execute(text(f"REVOKE {ROLE} FROM {hub.url.username}"))
    assert f"GRANT {ROLE} TO {hub.url.username};" in mistake(hub, own_columns())
