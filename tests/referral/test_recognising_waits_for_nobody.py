"""Somebody works on a referral that is known, while the same person is received once more."""

import pytest
from sqlalchemy import delete, select, text

from portal.delivery.comparing import compare_again
from portal.referral.history import timeline
from portal.referral.recognising import NOT_COMPARED
from portal.referral.recognising_again import keep, look_again
from portal.referral.recognising_queue import take_due
from portal.referral.records import PossibleMatch
from tests.support.heart import receive, referral_of

ANN = {
    "name": "Ann Featherstone",
    "postcode": "LK4 2AB",
    "contact_ways": ["phone"],
    "phone_number": "+441632960123",
    "contact_times": ["any"],
}


@pytest.fixture
def database_url(postgresql_url):
    """PostgreSQL alone: SQLite has one writer at a time, and everybody waits for that one."""
    return postgresql_url


def test_who_works_on_a_referral_that_is_known_keeps_nobody_out(session, office):
    with session.begin() as db:
        known = receive(db, office, ANN)
    office.clock.forward(minutes=1)
    with session.begin() as working:
        working.refresh(referral_of(working, known), with_for_update=True)
        with session.begin() as db:
            db.execute(text("SET LOCAL lock_timeout = '100ms'"))
            came = receive(db, office, ANN)
    with session() as db:
        assert [each.verb for each in timeline(db, came.referral_id)][-1] == NOT_COMPARED


def verbs_of(session, *receipts) -> list[str]:
    with session() as db:
        return [each.verb for one in receipts for each in timeline(db, one.referral_id)]


@pytest.fixture
def unknown_pair(session, office):
    """Two of one person, who did not see each other."""
    with session.begin() as db:
        both = receive(db, office, ANN), receive(db, office, ANN)
        db.execute(delete(PossibleMatch))
    office.clock.forward(minutes=1)
    return both


def test_the_worker_gives_way_to_who_works_on_one_and_finds_the_two_later(
    engine, session, office, unknown_pair
):
    before = verbs_of(session, *unknown_pair)
    with session.begin() as working:
        for each in unknown_pair:
            working.refresh(referral_of(working, each), with_for_update=True)
        compare_again(engine, office)
    assert verbs_of(session, *unknown_pair) == before
    office.clock.forward(minutes=6)
    with session.begin() as working:
        working.refresh(referral_of(working, unknown_pair[0]), with_for_update=True)
        compare_again(engine, office)
    assert verbs_of(session, *unknown_pair) == before
    office.clock.forward(minutes=8)
    compare_again(engine, office)
    with session() as db:
        assert len(db.scalars(select(PossibleMatch)).all()) == 1


def test_who_comes_while_a_worker_compares_does_not_wait_for_it(session, office, unknown_pair):
    with session.begin() as db:
        taken = take_due(db, office)
    with session.begin() as working:
        for each in taken:
            keep(working, office, each, look_again(working, office, each))
        with session.begin() as db:
            db.execute(text("SET LOCAL lock_timeout = '100ms'"))
            came = receive(db, office, ANN)
    assert verbs_of(session, came) == ["received", "match_found"]
