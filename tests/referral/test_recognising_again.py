"""Comparing once more only ever adds, and gives up in the end."""

from itertools import pairwise

import pytest
from sqlalchemy import delete, select

from portal.delivery.comparing import compare_again
from portal.referral import following, retention
from portal.referral.filing import read_answers
from portal.referral.history import timeline
from portal.referral.links import Kind, link
from portal.referral.pairs import State
from portal.referral.recognising import NOT_COMPARED
from portal.referral.recognising_again import keep, look_again
from portal.referral.recognising_queue import take_due
from portal.referral.records import (
    MatchingKey,
    MatchingWeights,
    PossibleMatch,
    Referral,
    ToCompare,
)
from portal.referral.waiting import ATTEMPTS
from tests.support.heart import receive, referral_of

MARY = {
    "name": "Mary Ann Featherstone",
    "postcode": "LK4 2AB",
    "contact_ways": ["phone"],
    "phone_number": "+441632960123",
    "contact_times": ["any"],
}


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: what differs on PostgreSQL is tested where workers and doors meet."""
    return sqlite_url


@pytest.fixture
def two(session, office, clock):
    """Mary, and Mary again, with the pair of the two; nobody else waits."""
    with session.begin() as db:
        db.execute(delete(ToCompare))
        known = receive(db, office, MARY)
        clock.forward(seconds=1)
        return known, receive(db, office, MARY)


@pytest.fixture
def work(engine, office, clock):
    def pass_by(**later):
        clock.forward(**later or {"minutes": 1})
        compare_again(engine, office)

    return pass_by


def states(session) -> list[str]:
    with session() as db:
        return list(db.scalars(select(PossibleMatch.state)))


@pytest.mark.parametrize("state", State)
def test_a_pair_stays_as_it_is(session, two, work, state):
    with session.begin() as db:
        db.scalars(select(PossibleMatch)).one().state = state
    work()
    assert states(session) == [state]


def test_a_pair_that_is_not_found_again_stays_too(session, two, work):
    with session.begin() as db:
        db.execute(delete(MatchingKey))
        match = db.scalars(select(PossibleMatch)).one()
        match.weight = match.comparison = None
    work()
    assert states(session) == ["open"]


def test_what_goes_on_in_another_is_left_to_that_one(session, office, two, work):
    with session.begin() as db:
        old, new = (referral_of(db, each) for each in two)
        link(db, office, old, new, Kind.REOPENED)
        third = receive(db, office, MARY)
        db.execute(delete(PossibleMatch))
    work()
    with session() as db:
        found = db.execute(select(PossibleMatch.earlier_id, PossibleMatch.later_id)).all()
    assert [set(each) for each in found] == [{two[1].referral_id, third.referral_id}]


def test_what_is_corrected_meanwhile_is_compared_anew(session, office, two, clock):
    clock.forward(minutes=1)
    with session.begin() as db:
        db.execute(delete(PossibleMatch))
        due = {each.referral_id: each for each in take_due(db, office)}[two[1].referral_id]
        found = look_again(db, office, due)
        assert [each.other for each in found] == [two[0].referral_id]
    with session.begin() as db:
        referral = db.get_one(Referral, two[1].referral_id)
        said = {"name": "Ed Elsewhere", "postcode": None, "phone_number": "+441632960555"}
        following.correct(db, office, referral, read_answers(db, office, referral) | said)
        assert keep(db, office, due, found) == []
    with session() as db:
        row = db.get_one(ToCompare, two[1].referral_id)
        assert (row.due_at > office.now(), row.attempts) == (True, 0)


def test_one_that_is_erased_is_dropped(session, office, two, clock):
    clock.forward(minutes=1)
    with session.begin() as db:
        db.execute(delete(PossibleMatch))
        due = take_due(db, office)
        found = [look_again(db, office, each) for each in due]
        retention.erase(db, office, referral_of(db, two[0]), "system")
        for each, there in zip(due, found, strict=True):
            assert keep(db, office, each, there) == []
        assert db.scalars(select(ToCompare)).all() == []


def test_one_that_can_not_be_compared_is_tried_again_ever_later_and_then_left(
    session, office, two, work
):
    with session.begin() as db:
        unreadable = {"version": 1, "document": {"stored": "many"}, "pairs": 0}
        db.add(MatchingWeights(**unreadable, made_at=office.now()))
        came = receive(db, office, MARY)
    pauses = []
    for _ in range(ATTEMPTS):
        work(hours=7)
        with session() as db:
            row = db.get(ToCompare, two[0].referral_id)
            pauses += [row.due_at - office.now()] if row else []
    assert len(pauses) == ATTEMPTS - 1
    assert pauses[0] < pauses[-1]
    assert all(later >= before for before, later in pairwise(pauses))
    with session() as db:
        assert db.scalars(select(ToCompare)).all() == []
        for each in (*two, came):
            verbs = [event.verb for event in timeline(db, each.referral_id)]
            assert verbs.count(NOT_COMPARED) == 1
