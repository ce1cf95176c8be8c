"""What the person does after the end is looked at, and so are those who ended six months ago."""

import pytest

from portal.referral import asking, following
from portal.referral.checking_back import CHECK_BACK, leave_be
from portal.referral.filing import read_answers
from portal.referral.history import timeline
from portal.referral.lifecycle import FINISHED, OPEN
from tests.support.heart import BY_EMAIL, receive, referral_of


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        return receive(db, office, BY_EMAIL)


def end(session, office, receipt, stage="closed", back=None):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        referral.stage, referral.is_open, referral.finished_at = stage, False, office.now()
        referral.check_back_at = back


def back(session, receipt):
    with session() as db:
        return referral_of(db, receipt).check_back_at


def do(session, office, receipt, verb, *given):
    with session.begin() as db:
        verb(db, office, referral_of(db, receipt), *given)


@pytest.mark.parametrize("stage", sorted(FINISHED))
def test_whatever_the_person_does_after_the_end_brings_it_up(
    session, office, receipt, stage, clock
):
    with session.begin() as db:
        told = {**read_answers(db, office, referral_of(db, receipt)), "safe_now": "no"}
    for verb, given in (
        (following.write, ("Please ring me",)),
        (following.correct, (told,)),
        (following.ask_erasure, ()),
    ):
        end(session, office, receipt, stage)
        clock.forward(days=1)
        do(session, office, receipt, verb, *given)
        assert back(session, receipt) == clock.at


@pytest.mark.parametrize("stage", sorted(OPEN))
def test_while_it_is_open_it_has_its_own_clock(session, office, receipt, stage):
    with session.begin() as db:
        referral_of(db, receipt).stage = stage
    do(session, office, receipt, following.write, "Hello")
    assert back(session, receipt) is None


def test_an_answer_of_ours_takes_it_off_until_six_months_are_over(
    session, office, receipt, pat, clock
):
    closed = clock.at
    end(session, office, receipt, back=closed + CHECK_BACK)
    clock.forward(days=3)
    do(session, office, receipt, following.write, "It is bad again")
    with session.begin() as db:
        asking.write_to_person(db, office, referral_of(db, receipt), pat, text="We ring you")
    assert back(session, receipt) == closed + CHECK_BACK


@pytest.mark.parametrize(("stage", "left"), [("closed", CHECK_BACK), ("withdrawn", None)])
def test_somebody_may_say_that_there_is_nothing_more_to_do(
    session, office, receipt, pat, clock, stage, left
):
    ended = clock.at
    end(session, office, receipt, stage)
    do(session, office, receipt, following.write, "Thank you")
    with session.begin() as db:
        referral = referral_of(db, receipt)
        leave_be(db, office, referral, pat, version=referral.version)
        assert timeline(db, referral.id)[-1].verb == "left_be"
    assert back(session, receipt) == (left and ended + left)


def test_after_six_months_nothing_more_to_do_is_the_end_of_it(session, office, receipt, pat, clock):
    end(session, office, receipt, back=clock.at + CHECK_BACK)
    clock.forward(days=200)
    with session.begin() as db:
        leave_be(db, office, referral_of(db, receipt), pat, version=1)
    assert back(session, receipt) is None
