"""Winding the clock: what is due follows everything that happens to a referral."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.referral import following
from portal.referral.clock import look_by, wind
from portal.referral.history import record
from portal.referral.hold_review import keep_hold
from portal.referral.lifecycle import Move
from portal.referral.moving import ChangedMeanwhile, move
from portal.referral.notes import notes
from portal.referral.records import ContactAttempt, Referral, Task
from portal.storage.ids import new_id
from portal.storage.sealing import SealedBytes
from tests.support.heart import receive, referral_of


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        return receive(db, office)


def due(session, receipt) -> tuple[str, str]:
    with session() as db:
        found = referral_of(db, receipt)
    return found.due_for, found.due_at.strftime("%m-%d %H:%M")


def go(session, office, receipt, *moves: Move, **details) -> None:
    with session.begin() as db:
        for each in moves:
            move(db, office, referral_of(db, receipt), each, "system", **details)


def others(session, receipt) -> list:
    with session() as db:
        found = select(Referral.id, Referral.due_at, Referral.due_for)
        return db.execute(found.where(Referral.id != receipt.referral_id).order_by("id")).all()


def test_each_move_winds_the_clock_of_its_own_referral(session, office, receipt, pat, clock):
    before = others(session, receipt)
    assert due(session, receipt) == ("look", "03-04 17:00")
    go(session, office, receipt, Move.START_TRIAGE)
    assert due(session, receipt) == ("first_attempt", "03-09 17:00")
    clock.forward(days=1)
    go(session, office, receipt, Move.ASK)
    assert due(session, receipt) == ("answer", "03-10 17:00")
    go(session, office, receipt, Move.HOLD)
    assert due(session, receipt) == ("hold_review", "03-04 17:00")
    assert others(session, receipt) == before


def test_a_finished_referral_keeps_the_time_it_had(session, office, receipt, clock):
    clock.forward(days=1)
    go(session, office, receipt, Move.WITHDRAW)
    assert due(session, receipt) == ("look", "03-04 17:00")


def test_a_pause_is_due_on_the_day_that_its_event_names(session, office, receipt):
    go(session, office, receipt, Move.START_TRIAGE, Move.ACCEPT)
    go(session, office, receipt, Move.PAUSE, until="2026-04-20")
    assert due(session, receipt) == ("resume", "04-20 16:00")
    go(session, office, receipt, Move.RESUME)
    go(session, office, receipt, Move.PAUSE)
    assert due(session, receipt) == ("resume", "03-30 16:00")


def test_an_attempt_moves_the_clock_on_to_the_next_step(session, office, receipt, pat, clock):
    go(session, office, receipt, Move.START_TRIAGE, Move.ACCEPT, Move.ALLOCATE)
    clock.forward(days=2)
    with session.begin() as db:
        tried = new_id(office.now())
        db.add(
            ContactAttempt(
                id=tried,
                referral_id=receipt.referral_id,
                author_id=pat.id,
                at=office.now(),
                channel="phone",
                outcome="no_answer",
                body=SealedBytes(b"sealed"),
            )
        )
        wind(db, office, referral_of(db, receipt))
    assert due(session, receipt) == ("next_step", "03-18 17:00")


def test_the_first_open_task_that_is_sooner_is_what_is_due(session, office, receipt, pat):
    with session.begin() as db:
        for hours, done in ((1, True), (3, False), (5, False)):
            task = Task(
                id=new_id(office.now()),
                referral_id=receipt.referral_id,
                author_id=pat.id,
                created_at=office.now(),
                due_at=office.now() + timedelta(hours=hours),
                done_at=office.now() if done else None,
                body=SealedBytes(b"sealed"),
            )
            db.add(task)
        wind(db, office, referral_of(db, receipt))
    assert due(session, receipt) == ("task", "03-02 13:00")


def test_a_question_at_work_is_chased_until_the_person_writes(session, office, receipt):
    go(session, office, receipt, Move.START_TRIAGE, Move.ACCEPT, Move.ALLOCATE)
    go(session, office, receipt, Move.START_CONTACTING, Move.START_ASSESSING)
    with session.begin() as db:
        record(db, office, receipt.referral_id, "asked", "system")
        wind(db, office, referral_of(db, receipt))
    assert due(session, receipt) == ("answer", "03-09 17:00")
    with session.begin() as db:
        following.write(db, office, referral_of(db, receipt), "An answer")
    assert due(session, receipt) == ("next_step", "03-16 17:00")


def test_what_the_person_was_promised_stays_when_the_clock_moves_on(session, office, receipt):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        promised = look_by(office, referral)
        move(db, office, referral, Move.START_TRIAGE, "system")
        assert look_by(office, referral) == promised == datetime(2026, 3, 4, 17, tzinfo=UTC)
        assert referral.due_at != promised


def test_an_erased_referral_is_left_as_it_is(session, office, receipt, pat):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        referral.erased_at = office.now()
        before = referral.due_at
        wind(db, office, referral)
        assert referral.due_at == before


def test_a_hold_that_is_looked_at_again_is_due_a_working_day_later(
    session, office, receipt, pat, clock
):
    go(session, office, receipt, Move.HOLD)
    assert due(session, receipt) == ("hold_review", "03-03 17:00")
    clock.forward(days=2)
    with session.begin() as db:
        found = referral_of(db, receipt)
        keep_hold(db, office, found, pat, version=found.version, reason="Still afraid")
        assert notes(db, office, found)[0][1] == "Still afraid"
    assert due(session, receipt) == ("hold_review", "03-05 17:00")
    go(session, office, receipt, Move.RELEASE)
    with session.begin() as db:
        found = referral_of(db, receipt)
        with pytest.raises(ChangedMeanwhile):
            keep_hold(db, office, found, pat, version=found.version, reason="Too late")
