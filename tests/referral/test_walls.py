"""The walls between organisations, on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import (
    column,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
    union_all,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import aliased

from portal.referral.history import record
from portal.referral.records import Account, Draft, Organisation, Referral, Telling
from portal.storage.engine import reading
from portal.storage.ids import new_id
from portal.storage.walls import BehindTheWall, hub_at_work, make_walled_sessions
from tests.support.heart import make_office, receive

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)

CORE = Draft.__table__
OTHER = aliased(Draft)


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


def _draft(organisation_id, **more):
    return Draft(
        id=new_id(NOW),
        fingerprint="0" * 16,
        organisation_id=organisation_id,
        created_at=NOW,
        updated_at=NOW,
        **more,
    )


@pytest.fixture
def behind(engine):
    return make_walled_sessions(engine)


@pytest.fixture
def office(engine):
    return make_office(engine)


@pytest.fixture
def drafts(two, sessions):
    """The ids of the drafts of the first, of the second, and of nobody."""
    with sessions() as db:
        found = {each.organisation_id: each.id for each in db.scalars(select(Draft))}
    return found[two[0]], found[two[1]], found[None]


def test_an_organisation_sees_its_own_rows_and_itself(two, behind):
    for own in two:
        with behind(own) as db:
            assert [each.organisation_id for each in db.scalars(select(Draft))] == [own]
            assert [each.id for each in db.scalars(select(Organisation))] == [own]


ASKED = {
    "one column": lambda: select(Draft.id),
    "another name": lambda: select(OTHER.id),
    "both names": lambda: select(Draft.id).join(OTHER, OTHER.created_at == Draft.created_at),
    "a subquery": lambda: select(select(Draft.id).subquery().c.id),
    "a record of a subquery": lambda: select(aliased(Draft, select(Draft).subquery()).id),
    "where it is in a subquery": lambda: select(Draft.id).where(Draft.id.in_(select(OTHER.id))),
    "where another is": lambda: select(Draft.id).where(
        exists().where(OTHER.created_at == Draft.created_at)
    ),
    "a common table": lambda: select(select(Draft.id).cte().c.id),
    "in an order": lambda: select(Draft.id).order_by(select(OTHER.id).limit(1).scalar_subquery()),
    "the other's own word for it": lambda: select(Draft.id).where(
        Draft.organisation_id.is_not(None)
    ),
}


@pytest.mark.parametrize("way", ASKED)
def test_however_it_is_asked_only_own_rows_come(two, drafts, behind, way):
    for number, own in enumerate(two):
        with behind(own) as db:
            found = [getattr(each, "id", each) for each in db.scalars(ASKED[way]())]
        assert found == [drafts[number]]


COUNTED = {
    "from it": lambda: select(func.count()).select_from(Draft),
    "of a column": lambda: select(func.count(Draft.id)),
    "beside another": lambda: select(
        select(func.count(Draft.id)).scalar_subquery(), func.count(Organisation.id)
    ),
    "of two together": lambda: select(func.count(Draft.id)).join(
        Organisation, Organisation.id == Draft.organisation_id
    ),
}


@pytest.mark.parametrize("way", COUNTED)
def test_counting_counts_own_rows(two, behind, way):
    with behind(two[0]) as db:
        assert db.scalar(COUNTED[way]()) == 1


# SQLAlchemy adds nothing to the parts of a union or to a bare EXISTS, so these are refused even
# where they ask for own rows.
REFUSED = {
    "another table": lambda: select(Referral),
    "its column": lambda: select(Referral.id),
    "its column beside one's own": lambda: select(Draft.id, Referral.id),
    "its count": lambda: select(func.count()).select_from(Referral),
    "joined": lambda: select(Draft).join(Referral, Referral.id == Draft.referral_id),
    "only in a condition": lambda: select(Draft).where(Draft.referral_id == Referral.id),
    "whether it is there": lambda: select(Draft).where(exists().where(Referral.stage == "x")),
    "in a subquery": lambda: select(Draft).where(Draft.referral_id.in_(select(Referral.id))),
    "beside, as a value": lambda: select(
        Draft.id, select(func.count(Referral.id)).scalar_subquery()
    ),
    "to sort by": lambda: select(Draft).order_by(select(Referral.id).limit(1).scalar_subquery()),
    "in a union": lambda: union_all(select(Draft.id), select(Referral.id)),
    "a bare exists": lambda: select(exists().where(Draft.journey == "self")),
    "a union": lambda: union_all(select(Draft.id), select(Draft.id).where(False)),
    "a union's records": lambda: select(Draft).from_statement(
        union_all(select(Draft), select(Draft).where(False))
    ),
    "the table below": lambda: select(CORE),
    "a column of the table below": lambda: select(CORE.c.id),
    "the table below by another name": lambda: select(Draft.id).join(
        CORE.alias("x"), CORE.alias("x").c.id == Draft.id
    ),
    "the table below in a subquery": lambda: select(Draft.id).where(
        Draft.id.in_(select(CORE.alias("x").c.id))
    ),
    "the table below counted": lambda: select(
        Draft.id, select(func.count()).select_from(CORE.alias("x")).scalar_subquery()
    ),
    "a table by its name": lambda: select(Draft, column("stage")).select_from(table("referral")),
    "words": lambda: text("SELECT id FROM draft"),
    "words for records": lambda: select(Draft).from_statement(text("SELECT * FROM draft")),
    "words for a value": lambda: select(Draft.id, literal_column("(SELECT max(id) FROM referral)")),
    "a new row": lambda: insert(Draft).values(
        id=new_id(NOW), fingerprint="x", created_at=NOW, updated_at=NOW
    ),
    "a change of another table": lambda: update(Referral).values(stage="closed"),
    "a change of what is only read": lambda: update(Telling).values(number=2),
    "taking away what is only read": lambda: delete(Account),
    "giving rows away": lambda: update(Draft).values(organisation_id=None),
    "making a way to a referral": lambda: update(Draft).values(code=b"x", word_hash="y"),
    "working out a way": lambda: update(Draft).values(referral_id=Draft.id),
}


@pytest.mark.filterwarnings("ignore:SELECT statement has a cartesian product")
@pytest.mark.parametrize("what", REFUSED)
def test_whatever_else_is_asked_is_refused(two, behind, sessions, what):
    with behind(two[0]) as db, pytest.raises(BehindTheWall):
        db.execute(REFUSED[what]()).all()
    with sessions() as db:
        assert db.scalar(select(func.count(Draft.organisation_id))) == 2


@pytest.mark.parametrize(
    "past",
    [
        lambda connection: connection.execute(select(CORE.c.id)),
        lambda connection: connection.execute(select(Draft.id)),
        lambda connection: connection.execute(text("SELECT id FROM draft")),
        lambda connection: connection.exec_driver_sql("SELECT id FROM draft"),
        lambda connection: connection.execute(CORE.update().values(journey="x")),
    ],
)
def test_a_statement_that_goes_past_the_session_is_refused(two, behind, past):
    with behind(two[0]) as db, pytest.raises(BehindTheWall):
        past(db.connection())


def test_a_row_of_another_is_not_there_by_its_id_either(two, drafts, behind):
    with behind(two[0]) as db:
        assert db.get(Draft, drafts[0]) is not None
        for other in (*drafts[1:], new_id(NOW)):
            assert db.get(Draft, other) is None
            assert db.get(Draft, other, populate_existing=True) is None
        assert db.get(Organisation, two[1]) is None


def test_an_own_row_can_be_read_anew(two, drafts, behind, sessions):
    with behind(two[0]) as db:
        mine = db.get_one(Draft, drafts[0])
        db.rollback()
        with sessions.begin() as other:
            other.execute(update(Draft).values(journey="x"))
        db.refresh(mine)
        assert mine.journey == "x"


def test_a_row_of_another_is_not_changed_or_taken_away(two, drafts, behind, sessions):
    with behind(two[0]) as db, db.begin():
        db.execute(update(Draft).values(journey="x", referral_id=None))
        db.execute(update(Draft).where(Draft.id == drafts[1]).values(journey="y"))
    with sessions() as db:
        changed = {each.id: each.journey for each in db.scalars(select(Draft))}
    assert changed == {drafts[0]: "x", drafts[1]: "self", drafts[2]: "self"}
    with behind(two[0]) as db, db.begin():
        db.execute(delete(Draft))
    with sessions() as db:
        assert set(db.scalars(select(Draft.id))) == set(drafts[1:])


def test_an_organisation_keeps_changes_and_throws_away_its_own(two, drafts, behind, sessions):
    with behind(two[0]) as db, db.begin():
        more = _draft(two[0])
        db.add(more)
        db.flush()
        more.journey = "partner"
        db.delete(db.get_one(Draft, drafts[0]))
    with sessions() as db:
        assert set(db.scalars(select(Draft.id))) == {more.id, *drafts[1:]}
        assert db.get_one(Draft, more.id).journey == "partner"


def _flush(db):
    with pytest.raises((BehindTheWall, DBAPIError)):
        db.flush()
    db.rollback()


def test_an_organisation_writes_no_row_but_a_draft_of_its_own(two, drafts, behind):
    with behind(two[0]) as db:
        for each in (
            _draft(two[1]),
            _draft(None),
            _draft(two[0], code=b"x"),
            _draft(two[0], word_hash="x"),
            _organisation("A third"),
        ):
            db.add(each)
            _flush(db)
        mine = db.get_one(Draft, drafts[0])
        mine.organisation_id = two[1]
        _flush(db)
        db.get_one(Organisation, two[0]).name = "Another"
        _flush(db)
        db.delete(db.get_one(Organisation, two[0]))
        _flush(db)


BULK = {
    "rows added": lambda db, other: db.bulk_insert_mappings(
        Draft, [{"id": new_id(NOW), "fingerprint": "x", "created_at": NOW, "updated_at": NOW}]
    ),
    "records saved": lambda db, other: db.bulk_save_objects([_draft(None)]),
    "rows changed": lambda db, other: db.bulk_update_mappings(
        Draft, [{"id": other, "journey": "x"}]
    ),
    "rows changed by their ids": lambda db, other: db.execute(
        update(Draft), [{"id": other, "journey": "x"}]
    ),
}


@pytest.mark.parametrize("way", BULK)
def test_many_rows_at_once_are_refused(drafts, two, behind, way):
    with behind(two[0]) as db, pytest.raises(BehindTheWall):
        BULK[way](db, drafts[1])


def test_a_refused_change_leaves_the_wall_as_it_was(two, behind):
    with behind(two[0]) as db:
        db.add(_draft(two[1]))
        with pytest.raises(BehindTheWall):
            db.flush()
        with pytest.raises(BehindTheWall):
            db.connection().execute(select(CORE.c.id))


def test_the_hub_may_work_in_between_and_then_the_wall_stands_again(two, behind):
    with behind(two[0]) as db, db.begin():
        with hub_at_work(db):
            assert len(db.scalars(select(Draft)).all()) == 3
            assert db.scalars(select(Referral)).all() == []
            with hub_at_work(db):
                assert db.connection().scalar(select(func.count()).select_from(CORE)) == 3
            assert len(db.scalars(select(Draft)).all()) == 3
        assert len(db.scalars(select(Draft)).all()) == 1
        with pytest.raises(BehindTheWall):
            db.scalar(select(Referral.id))


def test_in_a_session_of_the_hub_there_is_no_wall_to_open(two, sessions):
    with sessions() as db, hub_at_work(db):
        assert len(db.scalars(select(Draft)).all()) == 3


def test_what_the_hub_loaded_is_out_of_reach_afterwards(two, drafts, behind, office):
    with behind(two[0]) as db, db.begin():
        mine = db.get_one(Draft, drafts[0])
        with hub_at_work(db):
            others = db.scalars(select(Draft)).all()
            referral_id = receive(db, office).referral_id
            assert db.get_one(Referral, referral_id) in db
        assert list(db) == [mine]
        assert [db.get(Draft, each) for each in drafts] == [mine, None, None]
        assert others[1].id in drafts  # what was handed on can still be read
        with pytest.raises(BehindTheWall):
            db.get(Referral, referral_id)


def test_the_wall_stands_again_after_a_failure(two, drafts, behind, sessions):
    def fail(db):
        db.get_one(Draft, drafts[1]).journey = "x"
        raise ZeroDivisionError

    with behind(two[0]) as db:
        with pytest.raises(ZeroDivisionError), hub_at_work(db):
            fail(db)
        assert [each.id for each in db.scalars(select(Draft))] == [drafts[0]]
        db.commit()
    with sessions() as db:
        assert set(db.scalars(select(Draft.journey))) == {"self"}


def test_the_wall_stands_again_after_the_database_refused(two, drafts, behind):
    with behind(two[0]) as db:
        with pytest.raises(IntegrityError), hub_at_work(db):
            db.add(Draft(id=drafts[2], fingerprint="x", created_at=NOW, updated_at=NOW))
        db.rollback()
        assert [each.id for each in db.scalars(select(Draft))] == [drafts[0]]


def test_the_wall_stands_again_after_a_savepoint(two, drafts, behind, sessions):
    with behind(two[0]) as db, db.begin():
        with pytest.raises(IntegrityError), db.begin_nested(), hub_at_work(db):
            db.add(Draft(id=drafts[2], fingerprint="x", created_at=NOW, updated_at=NOW))
        assert [each.id for each in db.scalars(select(Draft))] == [drafts[0]]
        with hub_at_work(db), db.begin_nested():
            db.add(_draft(two[1]))
        with hub_at_work(db):
            begun = db.begin_nested()
        begun.rollback()
        assert [each.id for each in db.scalars(select(Draft))] == [drafts[0]]
        assert _role_of(db) in ("portal_partner", "sqlite")
    with sessions() as db:
        assert len(db.scalars(select(Draft)).all()) == 4


def _role_of(db):
    """What the second wall takes a session for."""
    if db.bind.dialect.name == "sqlite":
        return "sqlite"
    return db.scalar(select(literal_column("current_user")).select_from(Organisation))


def test_what_the_organisation_itself_changed_goes_through_the_wall(two, behind):
    with behind(two[0]) as db:
        db.add(_draft(two[1]))
        with pytest.raises(BehindTheWall), hub_at_work(db):
            pytest.fail("the hub would have written it")


def test_what_happened_is_linked_as_the_transaction_ends(two, behind, sessions, office):
    with behind(two[0]) as db, db.begin():
        with hub_at_work(db):
            record(db, office, None, "looked", "system")
        db.add(_draft(two[0]))
    with behind(two[0]) as db:
        assert len(db.scalars(select(Draft)).all()) == 2


def test_the_wall_stands_again_in_the_next_transaction(two, behind):
    with behind(two[0]) as db:
        for _ in range(2):
            assert len(db.scalars(select(Draft)).all()) == 1
            db.rollback()
            with hub_at_work(db):
                assert len(db.scalars(select(Draft)).all()) == 3
            db.commit()


def test_the_wall_is_not_left_on_a_connection_that_others_use(two, behind, sessions):
    for _ in range(3):
        with behind(two[0]) as db:
            assert len(db.scalars(select(Draft)).all()) == 1
        with sessions() as db:
            assert len(db.scalars(select(Draft)).all()) == 3


def test_reading_alone_stands_behind_it_too(two, engine):
    with make_walled_sessions(reading(engine))(two[0]) as db:
        assert len(db.scalars(select(Draft)).all()) == 1
        with hub_at_work(db):
            assert len(db.scalars(select(Draft)).all()) == 3
        assert len(db.scalars(select(Draft)).all()) == 1
