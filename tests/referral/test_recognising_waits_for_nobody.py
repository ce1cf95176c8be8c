"""Somebody works on a referral that is known, while the same person is received once more."""

import pytest
from sqlalchemy import text

from portal.referral.history import timeline
from portal.referral.recognising import NOT_COMPARED
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
