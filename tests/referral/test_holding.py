"""Holds and pauses: nothing goes out, and the referral goes back to where it was."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.referral import asking, following, holding, outbox, owning, triage, working
from portal.referral.history import timeline
from portal.referral.lifecycle import OPEN, WORK, Move, MoveRefused, Stage
from portal.referral.notes import notes
from portal.referral.outbox import Stop
from portal.referral.records import Event
from tests.support.heart import BY_EMAIL, outgoing_of, put_out, receive, referral_of


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        return receive(db, office, BY_EMAIL)


def at(session, receipt, stage, before=None):
    """Put the referral at ``stage``, however it may have come there."""
    with session.begin() as db:
        referral = referral_of(db, receipt)
        referral.stage, referral.stage_before = stage, before


def do(session, office, receipt, verb, pat, **said):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        verb(db, office, referral, pat, version=referral.version, **said)


def look(session, receipt):
    with session() as db:
        return referral_of(db, receipt)


@pytest.mark.parametrize("stage", sorted(OPEN - {Stage.ON_HOLD}))
def test_a_hold_ends_where_it_began(session, office, receipt, pat, stage):
    before = "preparing" if stage == Stage.PAUSED else None
    at(session, receipt, stage, before)
    do(session, office, receipt, holding.hold, pat, reason="Worried")
    assert (look(session, receipt).stage, look(session, receipt).stage_before) == ("on_hold", stage)
    do(session, office, receipt, holding.release, pat)
    assert look(session, receipt).stage == stage


@pytest.mark.parametrize("stage", sorted(WORK - {Stage.PAUSED}))
def test_a_pause_ends_where_it_began(session, office, receipt, pat, stage):
    at(session, receipt, stage)
    do(session, office, receipt, holding.pause, pat, until=date(2026, 3, 30), reason="Away")
    paused = look(session, receipt)
    assert (paused.stage, paused.stage_before, paused.is_open) == ("paused", stage, True)
    do(session, office, receipt, holding.resume, pat)
    assert (look(session, receipt).stage, look(session, receipt).stage_before) == (stage, None)


def test_a_hold_in_the_middle_of_a_pause_loses_neither(session, office, receipt, pat):
    at(session, receipt, "preparing")
    do(session, office, receipt, holding.pause, pat, until=date(2026, 3, 30), reason="Away")
    do(session, office, receipt, holding.hold, pat, reason="Worried")
    do(session, office, receipt, holding.release, pat)
    paused = look(session, receipt)
    assert (paused.stage, paused.stage_before) == ("paused", "preparing")
    assert (paused.due_for, paused.due_at.date()) == ("resume", date(2026, 3, 30))
    do(session, office, receipt, holding.resume, pat)
    assert look(session, receipt).stage == "preparing"


def test_a_pause_is_due_on_its_day_and_says_why_in_a_note(session, office, receipt, pat):
    at(session, receipt, "assessing")
    do(session, office, receipt, holding.pause, pat, until=date(2026, 3, 23), reason="In hospital")
    paused = look(session, receipt)
    assert (paused.due_for, paused.due_at.date()) == ("resume", date(2026, 3, 23))
    with session() as db:
        assert [text for _, text in notes(db, office, referral_of(db, receipt))] == ["In hospital"]


def test_only_work_can_be_paused(session, office, receipt, pat):
    with pytest.raises(MoveRefused):
        do(session, office, receipt, holding.pause, pat, until=date(2026, 3, 30), reason="Away")
    assert look(session, receipt).stage == "submitted"


def test_who_answers_during_a_hold_is_not_waited_for_after_it(session, office, receipt, pat):
    do(session, office, receipt, asking.ask, pat, question="When?")
    do(session, office, receipt, holding.hold, pat, reason="Worried")
    with session.begin() as db:
        following.write(db, office, referral_of(db, receipt), "Monday")
    assert look(session, receipt).stage == "on_hold"
    do(session, office, receipt, holding.release, pat)
    assert look(session, receipt).stage == "in_triage"


# --- A hold blocks every outgoing message ---------------------------------------------------


def states(session, receipt) -> list[str]:
    with session() as db:
        return [each.state for each in outgoing_of(db, receipt)]


def test_what_was_queued_before_a_hold_stops_and_stays_stopped(session, office, receipt, pat):
    with session.begin() as db:
        put_out(db, office, receipt)
        stranger = receive(db, office, BY_EMAIL)
        put_out(db, office, stranger)
    do(session, office, receipt, asking.ask, pat, question="When?")
    do(session, office, receipt, holding.hold, pat, reason="Worried")
    assert states(session, receipt) == ["stopped", "stopped"]
    do(session, office, receipt, holding.release, pat)
    assert states(session, receipt) == ["stopped", "stopped"]
    assert states(session, stranger) == ["waiting"]


def test_nothing_that_is_written_during_a_hold_goes_out(session, office, receipt, pat):
    do(session, office, receipt, holding.hold, pat, reason="Worried")
    with session.begin() as db:
        asking.write_to_person(db, office, referral_of(db, receipt), pat, text="Hello")
        for purpose in ("received", "message"):
            assert outbox.put_out(db, office, referral_of(db, receipt), purpose) is None
    do(session, office, receipt, holding.release, pat)
    assert states(session, receipt) == []


def test_what_a_worker_has_in_its_hands_when_the_hold_begins_is_not_sent(
    session, office, receipt, pat
):
    with session.begin() as db:
        put_out(db, office, receipt)
    with session.begin() as db:
        claimed = outbox.claim(db, office)
    (mine,) = [each for each in claimed if each.referral_id == receipt.referral_id]
    do(session, office, receipt, holding.hold, pat, reason="Worried")
    with session() as db:
        assert isinstance(outbox.decide(db, office, mine), Stop)


@pytest.mark.parametrize("stage", sorted(OPEN - {Stage.ON_HOLD}))
def test_a_hold_stops_what_waits_at_every_stage(session, office, receipt, pat, stage):
    with session.begin() as db:
        put_out(db, office, receipt)
    at(session, receipt, stage, "preparing" if stage == Stage.PAUSED else None)
    do(session, office, receipt, holding.hold, pat, reason="Worried")
    assert states(session, receipt) == ["stopped"]


# --- The person told a worker to stop -------------------------------------------------------


def test_told_to_stop_stops_everything_and_keeps_how_they_said_so(session, office, receipt, pat):
    with session.begin() as db:
        put_out(db, office, receipt)
    at(session, receipt, "preparing")
    do(session, office, receipt, working.withdraw, pat, told="On the phone, at noon")
    stopped = look(session, receipt)
    assert (stopped.stage, stopped.is_open) == ("withdrawn", False)
    assert stopped.finished_at == office.now()
    assert states(session, receipt) == ["stopped"]
    with session() as db:
        referral = referral_of(db, receipt)
        assert [text for _, text in notes(db, office, referral)] == ["On the phone, at noon"]
        event = [each for each in timeline(db, receipt.referral_id) if each.verb == Move.WITHDRAW]
        assert [each.actor for each in event] == [str(pat.id)]


# --- The steps of the work ------------------------------------------------------------------


def test_the_whole_way_of_a_referral_step_by_step(session, office, receipt, pat):
    do(session, office, receipt, owning.take, pat)
    do(session, office, receipt, triage.accept, pat)
    at(session, receipt, "allocated")
    way = ["contacting", "assessing", "approaching", "preparing", "activity", "monitoring"]
    for to, stage in zip(working.STEPS, [*way, "follow_up"], strict=False):
        do(session, office, receipt, working.step, pat, to=to)
        found = look(session, receipt)
        assert (found.stage, found.is_open, found.finished_at) == (stage, True, None)
        assert found.due_at is not None


def test_a_step_that_is_not_the_next_one_is_refused_with_what_is(session, office, receipt, pat):
    at(session, receipt, "contacting")
    with pytest.raises(MoveRefused) as refusal:
        do(session, office, receipt, working.step, pat, to=Move.START_ACTIVITY)
    assert Move.START_ASSESSING in refusal.value.possible
    with pytest.raises(ValueError, match="no step"):
        do(session, office, receipt, working.step, pat, to=Move.CLOSE)
    with session() as db:
        verbs = select(Event.verb).where(Event.referral_id == receipt.referral_id)
        assert set(db.scalars(verbs)) == {"received"}


def test_assessing_again_goes_back_from_the_work(session, office, receipt, pat):
    for stage in ("approaching", "preparing", "activity", "monitoring"):
        at(session, receipt, stage)
        do(session, office, receipt, working.step, pat, to=Move.ASSESS_AGAIN)
        assert look(session, receipt).stage == "assessing"
