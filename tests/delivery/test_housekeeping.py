"""Once a day the worker forgets what the hub has no reason to keep."""

from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from portal.delivery.housekeeping import tidy
from portal.delivery.running import work
from portal.referral import drafts, following, limits
from portal.referral.findable import FILING
from portal.referral.records import Attempt, Draft, Referral, Visit
from tests.support.heart import BY_EMAIL, outgoing_of, put_out, receive, referral_of


def count(session, table):
    with session() as db:
        return db.scalar(select(func.count()).select_from(table))


def test_it_forgets_what_is_over_and_nothing_else(engine, session, office, clock):
    with session.begin() as db:
        stopped = receive(db, office)
        following.stop(db, office, referral_of(db, stopped))
    with engine.begin() as connection:
        limits.count_try(connection, office, limits.SIGN_IN, "127.0.0.1")
    clock.forward(days=200)
    with session.begin() as db:
        fresh = receive(db, office)
        following.stop(db, office, referral_of(db, fresh))
    with engine.begin() as connection:
        drafts.begin(connection, office, "en_GB")
        limits.count_try(connection, office, limits.SIGN_IN, "127.0.0.1")
    tidy(engine, office)
    with session() as db:
        assert referral_of(db, stopped).erased_at is not None
        assert referral_of(db, fresh).erased_at is None
        still_open = select(Referral).where(Referral.is_open, Referral.erased_at.is_not(None))
        assert db.scalars(still_open).all() == []
    assert (count(session, Draft), count(session, Visit), count(session, Attempt)) == (1, 1, 1)


def test_it_files_anew_all_that_an_earlier_edition_filed(engine, session, office):
    with session.begin() as db:
        receive(db, office)
        db.execute(update(Referral).values(filing=0))
    tidy(engine, office)
    with session() as db:
        assert set(db.scalars(select(Referral.filing))) == {FILING}


def test_tidying_twice_erases_once(engine, session, office, clock):
    clock.forward(days=200)
    tidy(engine, office)
    with session() as db:
        before = db.scalars(select(Referral.version).order_by(Referral.id)).all()
    tidy(engine, office)
    with session() as db:
        assert db.scalars(select(Referral.version).order_by(Referral.id)).all() == before


def test_the_worker_tidies_at_its_start_and_then_once_a_day(monkeypatch, worker, office, clock):
    tidied, until = [], clock.at + timedelta(hours=50)
    monkeypatch.setattr("portal.delivery.running.tidy", lambda *_: tidied.append(office.now()))
    work(worker, lambda: clock.at >= until, lambda seconds: clock.forward(hours=1))
    assert [(at - tidied[0]).total_seconds() / 3600 for at in tidied] == [0, 24, 48][: len(tidied)]
    assert len(tidied) >= 2


def test_trouble_with_the_database_is_waited_out(
    monkeypatch, worker, session, office, mailbox, clock
):
    with session.begin() as db:
        receipt = receive(db, office, BY_EMAIL)
        put_out(db, office, receipt)
    send_all, troubles, waits = worker.run_once, [1, 2], []

    def fail_at_first(should_stop):
        if troubles:
            troubles.pop()
            raise OperationalError("canary", {}, Exception("canary"))
        return send_all(should_stop)

    monkeypatch.setattr(worker, "run_once", fail_at_first)
    work(worker, lambda: len(waits) == 3, waits.append)
    assert waits[0] > waits[2]
    with session() as db:
        assert outgoing_of(db, receipt)[0].state == "sent"
