"""Drafts of an organisation: shared by its people, and there for nobody else."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.referral import shared_drafts
from portal.referral.drafts import forget_abandoned
from portal.referral.organisations import Facts, add_organisation
from portal.referral.records import Draft
from portal.storage.walls import make_walled_sessions
from tests.support.heart import hire

NAMED = {"name": "Ann", "agency_reference": "H/123"}


@pytest.fixture
def two(session, office):
    """Two organisations, and somebody's account to begin drafts with."""
    with session.begin() as db:
        facts = (Facts(name, "housing", "consent") for name in ("Housing", "Police"))
        made = [add_organisation(db, office, each).id for each in facts]
        return *made, hire(db, office).id


@pytest.fixture
def behind(engine, two):
    return make_walled_sessions(engine)


@pytest.fixture
def begun(behind, office, two):
    """A draft of the first organisation, among one of the other's."""
    first, other, account = two
    with behind(other) as db, db.begin():
        draft = shared_drafts.begin(db, office, other, account, "en_GB")
        held = shared_drafts.look(db, office, draft, lock=True)
        shared_drafts.save(db, office, held, {"name": "Somebody else's"})
    with behind(first) as db, db.begin():
        return shared_drafts.begin(db, office, first, account, "en_GB")


def say(behind, office, organisation, draft, answers):
    with behind(organisation) as db, db.begin():
        held = shared_drafts.look(db, office, draft, lock=True)
        return shared_drafts.save(db, office, held, {**held.answers, **answers})


def test_what_one_saves_a_colleague_goes_on_with(behind, office, two, begun):
    say(behind, office, two[0], begun, NAMED)
    say(behind, office, two[0], begun, {"age": "adult"})
    with behind(two[0]) as db:
        assert shared_drafts.look(db, office, begun).answers == {**NAMED, "age": "adult"}


def test_another_organisation_finds_none_of_it(behind, office, two, begun):
    with behind(two[1]) as db, db.begin():
        assert shared_drafts.look(db, office, begun, lock=True) is None
        shared_drafts.throw_away(db, begun)
        assert [each.name for each in shared_drafts.drafts_of(db, office)[0]] == ["Somebody else's"]
    with behind(two[0]) as db:
        assert shared_drafts.look(db, office, begun) is not None


def test_a_draft_that_is_no_organisations_is_not_among_them(behind, office, two, session):
    with session() as db:
        theirs = db.scalar(select(Draft.id).where(Draft.organisation_id.is_(None)))
    with behind(two[0]) as db:
        assert shared_drafts.look(db, office, theirs) is None
        assert shared_drafts.look(db, office, uuid4()) is None
        assert shared_drafts.drafts_of(db, office) == ([], None)


def test_a_list_shows_whom_they_are_about_the_one_touched_last_first(behind, office, two, clock):
    first, _, account = two
    with behind(first) as db, db.begin():
        drafts = []
        for _ in range(5):
            drafts.append(shared_drafts.begin(db, office, first, account, "en_GB"))
            clock.forward(minutes=1)
    say(behind, office, first, drafts[0], NAMED)
    seen, after = [], None
    with behind(first) as db:
        while True:
            some, after = shared_drafts.drafts_of(db, office, after, most=2)
            seen += some
            if after is None:
                break
    assert [each.id for each in seen] == [drafts[n] for n in (0, 4, 3, 2, 1)]
    assert (seen[0].name, seen[0].own_reference, seen[0].begun_by) == ("Ann", "H/123", account)
    assert (seen[1].name, seen[1].own_reference) == ("", "")


def test_what_is_thrown_away_is_gone(behind, office, two, begun, session):
    with behind(two[0]) as db, db.begin():
        shared_drafts.throw_away(db, begun)
        assert shared_drafts.look(db, office, begun) is None
    with session() as db:
        assert db.get(Draft, begun) is None


def test_only_those_nobody_touched_for_long_are_forgotten(
    behind, office, two, begun, clock, engine
):
    clock.forward(days=office.hub.retention.draft_days - 1)
    say(behind, office, two[0], begun, NAMED)
    clock.forward(days=2)
    with engine.begin() as connection:
        forget_abandoned(connection, office)
    with behind(two[0]) as db:
        assert shared_drafts.look(db, office, begun) is not None
    with behind(two[1]) as db:
        assert shared_drafts.drafts_of(db, office) == ([], None)


def test_it_is_fitted_to_questions_that_changed(behind, office, two, begun, session):
    say(behind, office, two[0], begun, {**NAMED, "age": "a kind of age that was", "gone": "kept"})
    with session.begin() as db:
        db.get_one(Draft, begun).fingerprint = "0" * 16
    with behind(two[0]) as db:
        held = shared_drafts.look(db, office, begun)
    assert held.answers["name"] == "Ann"
    assert held.set_aside == {"age": "a kind of age that was", "gone": "kept"} | (
        {} if "agency_reference" in office.questions.questions else {"agency_reference": "H/123"}
    )


def test_what_it_says_is_sealed(behind, office, two, begun, engine):
    say(behind, office, two[0], begun, NAMED)
    with engine.connect() as connection:
        row = connection.execute(select(Draft.__table__).where(Draft.id == begun)).one()
    assert b"Ann" not in row.body
