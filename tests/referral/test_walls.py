"""The walls between organisations, on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import ProgrammingError

from portal.referral.records import Draft, Organisation, Referral
from portal.storage.engine import reading
from portal.storage.ids import new_id
from portal.storage.walls import BehindTheWall, hub_at_work, make_walled_sessions

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def two(sessions):
    """Two organisations with a draft each, and a draft of nobody's organisation."""
    with sessions.begin() as db:
        made = [_organisation(name) for name in ("Housing", "Police")]
        db.add_all(made)
        db.flush()
        db.add_all([_draft(made[0].id), _draft(made[1].id), _draft(None)])
    return [each.id for each in made]


def _organisation(name):
    return Organisation(
        id=new_id(NOW),
        name=name,
        kind="housing",
        basis="consent",
        sends=[],
        receives=[],
        created_at=NOW,
    )


def _draft(organisation_id):
    return Draft(
        id=new_id(NOW),
        fingerprint="0" * 16,
        organisation_id=organisation_id,
        created_at=NOW,
        updated_at=NOW,
    )


@pytest.fixture
def behind(engine):
    return make_walled_sessions(engine)


def test_an_organisation_sees_its_own_rows_and_itself(two, behind):
    for own in two:
        with behind(own) as db:
            assert [each.organisation_id for each in db.scalars(select(Draft))] == [own]
            assert [each.id for each in db.scalars(select(Organisation))] == [own]


def test_a_row_of_another_is_not_there_by_its_id_either(two, behind, sessions):
    with sessions() as db:
        other = db.scalar(select(Draft.id).where(Draft.organisation_id == two[1]))
    with behind(two[0]) as db:
        assert db.get(Draft, other) is None


def test_a_row_of_another_is_not_changed(two, behind, sessions):
    with behind(two[0]) as db, db.begin():
        db.execute(update(Draft).values(journey="x"))
    with sessions() as db:
        changed = set(db.scalars(select(Draft.organisation_id).where(Draft.journey == "x")))
    assert changed == {two[0]}


def test_what_belongs_to_no_organisation_is_refused(two, behind):
    with behind(two[0]) as db, pytest.raises(BehindTheWall):
        db.scalars(select(Referral)).all()


def test_the_hub_may_work_in_between_and_then_the_wall_stands_again(two, behind):
    with behind(two[0]) as db, db.begin():
        with hub_at_work(db):
            assert len(db.scalars(select(Draft)).all()) == 3
            assert db.scalars(select(Referral)).all() == []
        assert len(db.scalars(select(Draft)).all()) == 1


def test_the_wall_stands_again_in_the_next_transaction(two, behind):
    with behind(two[0]) as db:
        for _ in range(2):
            assert len(db.scalars(select(Draft)).all()) == 1
            db.rollback()


def test_reading_alone_stands_behind_it_too(two, engine):
    with make_walled_sessions(reading(engine))(two[0]) as db:
        assert len(db.scalars(select(Draft)).all()) == 1


@pytest.fixture
def on_postgresql(engine):
    if engine.dialect.name != "postgresql":
        pytest.skip("only PostgreSQL has roles and row-level security")


@pytest.mark.usefixtures("on_postgresql")
@pytest.mark.parametrize("table", ["referral", "section", "message", "note", "event"])
def test_postgresql_itself_refuses_other_tables(two, behind, table):
    with behind(two[0]) as db, pytest.raises(ProgrammingError):
        db.connection().execute(text(f"SELECT 1 FROM {table}"))


@pytest.mark.usefixtures("on_postgresql")
def test_postgresql_itself_hides_rows_of_others(two, behind):
    with behind(two[0]) as db:
        found = db.connection().execute(text("SELECT organisation_id FROM draft")).scalars().all()
    assert found == [two[0]]


@pytest.mark.usefixtures("on_postgresql")
def test_postgresql_itself_refuses_a_new_row_of_another_organisation(two, behind):
    with behind(two[0]) as db, db.begin():
        db.add(_draft(two[1]))
        with pytest.raises(ProgrammingError):
            db.flush()
        db.rollback()
