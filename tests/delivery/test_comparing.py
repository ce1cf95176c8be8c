"""Whoever could not be recognised as they came is recognised soon after, by the worker."""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import delete, select, update

from portal.delivery.comparing import compare_again
from portal.delivery.housekeeping import tidy
from portal.referral.history import timeline
from portal.referral.records import MatchingKey, MatchingWeights, PossibleMatch, Referral, ToCompare
from tests.support.heart import receive

MARY = {
    "name": "Mary Ann Featherstone",
    "postcode": "LK4 2AB",
    "contact_ways": ["phone"],
    "phone_number": "+441632960123",
    "contact_times": ["any"],
}


@pytest.fixture
def work(engine, office, clock):
    """Two workers at once, a minute later."""

    def pass_by():
        clock.forward(minutes=1)
        with ThreadPoolExecutor(2) as workers:
            for each in [workers.submit(compare_again, engine, office) for _ in range(2)]:
                each.result()

    return pass_by


def pairs(session) -> list[tuple]:
    with session() as db:
        return [(each.of, each.state) for each in db.scalars(select(PossibleMatch))]


def waiting(session) -> list:
    with session() as db:
        return list(db.scalars(select(ToCompare.referral_id)))


def test_two_who_come_in_one_instant_become_one_pair(engine, session, office, work):
    together = Barrier(2, timeout=60)

    def come():
        together.wait()
        with session.begin() as db:
            came = receive(db, office, MARY).referral_id
            if engine.dialect.name == "postgresql":  # SQLite has them come one after the other
                together.wait()
        return came

    with ThreadPoolExecutor(2) as doors:
        both = [each.result() for each in [doors.submit(come) for _ in range(2)]]
    assert len(pairs(session)) == (0 if engine.dialect.name == "postgresql" else 1)
    for _ in range(2):
        work()
        assert pairs(session) == [("person", "open")]
        assert waiting(session) == []
    with session() as db:
        verbs = [event.verb for each in both for event in timeline(db, each)]
    assert verbs.count("match_found") == 1


def test_whoever_could_not_be_compared_as_they_came_is_compared_after_all(session, office, work):
    unreadable = {"version": 1, "document": {"stored": "many"}, "pairs": 0}
    with session.begin() as db:
        known = receive(db, office, MARY).referral_id
        db.add(MatchingWeights(**unreadable, made_at=office.now()))
    with session.begin() as db:
        came = receive(db, office, MARY).referral_id
        db.execute(delete(MatchingWeights))
    assert pairs(session) == []
    work()
    work()
    assert pairs(session) == [("person", "open")]
    with session() as db:
        before, after = ([e.verb for e in timeline(db, each)] for each in (known, came))
    assert [verb for verb in after if verb != "match_found"] == [
        "received",
        "not_compared",
        "compared",
    ]
    assert (before + after).count("match_found") == 1, "on that which was compared first"


def test_those_from_before_there_were_keys_are_found_with_one_another(
    engine, session, office, work, caplog
):
    caplog.set_level(logging.INFO, "portal.delivery")
    with session.begin() as db:
        receive(db, office, MARY)
        receive(db, office, MARY)
        for table in (PossibleMatch, MatchingKey, ToCompare):
            db.execute(delete(table))
        db.execute(update(Referral).values(filing=0))
    tidy(engine, office)
    work()
    assert pairs(session) == [("person", "open")]
    lines = [each.facts for each in caplog.records if each.msg == "compared_again"]
    assert sum(each["referrals"] for each in lines) == 5, "and the strangers"
    assert sum(each["found"] for each in lines) == 1
