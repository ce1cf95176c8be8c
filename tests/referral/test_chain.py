"""The chain of events: every commit adds its links in one row, whoever else is writing."""

import threading

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from portal.referral import chain, notes, owning
from portal.referral.history import record, record_plainly
from portal.referral.records import Draft, Event, EventLink
from portal.storage.ids import new_id
from portal.storage.walls import hub_at_work, make_walled_sessions
from tests.support.heart import receive, referral_of


def links(db):
    return db.execute(
        select(EventLink.number, EventLink.event_number).order_by(EventLink.number)
    ).all()


def counts(db):
    return db.scalar(select(func.count(Event.number))), len(links(db))


def test_every_event_has_its_link_in_order(session, office, pat):
    with session.begin() as db:
        receipt = receive(db, office)
        owning.take(db, office, referral_of(db, receipt), pat, version=1)
    with session() as db:
        numbers = [number for number, _ in links(db)]
        assert numbers == list(range(1, len(numbers) + 1))
        events = db.scalars(select(Event.number).order_by(Event.number)).all()
        assert [event for _, event in links(db)] == events


def test_a_transaction_that_is_undone_leaves_no_hole(session, office):
    with session() as db:
        before = counts(db)
    with session.begin() as db:
        record(db, office, None, "undone", "system")
        db.flush()
        db.rollback()
    with session.begin() as db:
        record(db, office, None, "kept", "system")
    with session() as db:
        assert counts(db) == (before[0] + 1, before[1] + 1)
        assert [number for number, _ in links(db)] == list(range(1, before[1] + 2))


def test_what_a_savepoint_took_back_gets_no_link(session, office):
    with session() as db:
        before = counts(db)
    with session.begin() as db:
        record(db, office, None, "kept", "system")
        with db.begin_nested() as inner:
            record(db, office, None, "taken_back", "system")
            db.flush()
            inner.rollback()
        with db.begin_nested():
            record(db, office, None, "kept_too", "system")
    with session() as db:
        assert counts(db) == (before[0] + 2, before[1] + 2)
        assert db.scalars(select(Event.verb).order_by(Event.number.desc()).limit(2)).all() == [
            "kept_too",
            "kept",
        ]


def test_one_session_may_commit_again_and_again(session, office):
    with session() as db:
        before = counts(db)
        for verb in ("one", "two"):
            record(db, office, None, verb, "system")
            db.commit()
        record(db, office, None, "three", "system")
        db.rollback()
        record(db, office, None, "four", "system")
        db.commit()
    with session() as db:
        assert counts(db) == (before[0] + 3, before[1] + 3)


def test_an_event_without_a_session_has_its_link_too(engine, session, office):
    with session() as db:
        before = counts(db)
    with engine.begin() as connection:
        record_plainly(connection, office, "signed_in", "system", how="passkey")
        assert connection.scalar(select(func.count(EventLink.number))) == before[1]
    with session() as db:
        assert counts(db) == (before[0] + 1, before[1] + 1)


def test_what_the_hub_writes_down_for_an_organisation_has_its_link_too(engine, session, office):
    with session.begin() as db:
        before = counts(db)
    with make_walled_sessions(engine)(new_id(office.now())) as db, db.begin():
        with hub_at_work(db):
            record(db, office, None, "looked", "system")
        assert db.scalars(select(Draft)).all() == []
    with session() as db:
        assert counts(db) == (before[0] + 1, before[1] + 1)


def test_what_has_no_events_adds_nothing(engine, session):
    with session() as db:
        before = counts(db)
    with engine.begin() as connection:
        connection.execute(text("SELECT 1"))
    with session() as db:
        assert counts(db) == before


def test_where_no_link_can_be_made_nothing_is_kept(session, office, monkeypatch):
    with session() as db:
        before = counts(db)

    def busy(connection):
        raise OperationalError("lock", {}, Exception("busy"))

    with monkeypatch.context() as broken:
        broken.setattr(chain, "_lock", busy)
        with pytest.raises(OperationalError), session.begin() as db:
            record(db, office, None, "lost", "system")
    with session() as db:
        assert counts(db) == before
    with session.begin() as db:
        record(db, office, None, "kept", "system")
    with session() as db:
        assert counts(db) == (before[0] + 1, before[1] + 1)


def test_many_who_write_at_once_make_one_chain(session, office, pat):
    """Each changes two referrals that the others change too, in one order or the other."""
    with session.begin() as db:
        ours = [receive(db, office) for _ in range(2)]
    with session() as db:
        before = counts(db)
    writers, rounds, troubles = 6, 10, []
    together = threading.Barrier(writers)

    def write(place):
        together.wait()
        for turn in range(rounds):
            try:
                with session.begin() as db:
                    first = referral_of(db, ours[0])
                    record(db, office, first.id, "viewed", pat.id, turn=turn, by=place)
                    db.flush()
                    notes.write_note(db, office, first, pat, text="A note")
                    if turn % 3 == 0:
                        with db.begin_nested() as inner:
                            record(db, office, first.id, "undone", pat.id)
                            db.flush()
                            inner.rollback()
                with session.begin() as db:
                    record(db, office, ours[1].referral_id, "undone", pat.id)
                    db.flush()
                    db.rollback()
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must say so
                troubles.append(error)

    threads = [threading.Thread(target=write, args=(place,)) for place in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    with session() as db:
        made = writers * rounds * 2
        assert counts(db) == (before[0] + made, before[1] + made)
        numbers = [number for number, _ in links(db)]
        assert numbers == list(range(1, len(numbers) + 1))
