"""Whoever was there before referrals were compared again is compared again, after the migration."""

from sqlalchemy import select

from portal.referral.records import Referral, ToCompare
from portal.referral.retention import erase
from portal.storage import migrate
from portal.storage.engine import make_sessions
from tests.support.heart import make_office, receive, referral_of


def test_all_but_those_who_were_erased_are_due(engine):
    migrate.upgrade(engine)
    office, sessions = make_office(engine), make_sessions(engine)
    with sessions.begin() as db:
        known = receive(db, office).referral_id
        erase(db, office, referral_of(db, receive(db, office)), "system")
    migrate.downgrade(engine, "0011")
    migrate.upgrade(engine)
    with sessions() as db:
        (row,) = db.scalars(select(ToCompare))
        assert (row.referral_id, row.attempts) == (known, 0)
        assert row.due_at == db.get_one(Referral, known).received_at
