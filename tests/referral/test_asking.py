"""Asking the person something: the referral waits in triage, and the work goes on at work."""

import pytest

from portal.referral import asking, following
from portal.referral.history import timeline
from portal.referral.lifecycle import FINISHED, TRIAGE, WORK, MoveRefused, Stage
from portal.referral.messages import messages
from tests.support.heart import BY_EMAIL, outgoing_of, receive, referral_of


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        return receive(db, office, BY_EMAIL)


def ask_at(session, office, receipt, pat, stage):
    with session.begin() as db:
        referral_of(db, receipt).stage = stage
    with session.begin() as db:
        referral = referral_of(db, receipt)
        asking.ask(db, office, referral, pat, version=referral.version, question="When?")


def look(session, receipt):
    with session() as db:
        return referral_of(db, receipt), asking.waits_since(timeline(db, receipt.referral_id))


@pytest.mark.parametrize("stage", sorted(TRIAGE - {Stage.WAITING}))
def test_in_triage_the_referral_waits_for_the_person(session, office, receipt, pat, stage):
    ask_at(session, office, receipt, pat, stage)
    referral, since = look(session, receipt)
    assert (referral.stage, referral.due_for, since) == ("waiting", "answer", office.now())
    with session.begin() as db:
        following.write(db, office, referral_of(db, receipt), "Monday")
    referral, since = look(session, receipt)
    assert (referral.stage, since) == ("in_triage", None)


@pytest.mark.parametrize("stage", sorted(WORK - {Stage.PAUSED}))
def test_at_work_the_work_goes_on_and_the_question_waits(session, office, receipt, pat, stage):
    ask_at(session, office, receipt, pat, stage)
    referral, since = look(session, receipt)
    assert (referral.stage, referral.version, since) == (stage, 2, office.now())
    with session() as db:
        assert [text for _, text in messages(db, office, referral_of(db, receipt))] == ["When?"]
        assert [each.purpose for each in outgoing_of(db, receipt)] == ["message"]
    with session.begin() as db:
        following.write(db, office, referral_of(db, receipt), "Monday")
    referral, since = look(session, receipt)
    assert (referral.stage, since) == (stage, None)


def test_a_question_at_work_is_chased_when_nobody_answers(session, office, receipt, pat):
    ask_at(session, office, receipt, pat, "preparing")
    referral, _ = look(session, receipt)
    assert referral.due_for == "answer"
    with session.begin() as db:
        following.write(db, office, referral_of(db, receipt), "Monday")
    referral, _ = look(session, receipt)
    assert referral.due_for != "answer"


@pytest.mark.parametrize("stage", sorted(FINISHED | {Stage.ON_HOLD}))
def test_nothing_is_asked_on_hold_or_after_the_end(session, office, receipt, pat, stage):
    with pytest.raises(MoveRefused):
        ask_at(session, office, receipt, pat, stage)
    with session() as db:
        assert messages(db, office, referral_of(db, receipt)) == []
        assert outgoing_of(db, receipt) == []


def test_a_message_that_asks_nothing_waits_for_nothing(session, office, receipt, pat):
    with session.begin() as db:
        asking.write_to_person(db, office, referral_of(db, receipt), pat, text="Hello")
    assert look(session, receipt)[1] is None
