"""Closing a referral: what is kept of it, and that nothing closes by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.delivery.housekeeping import tidy
from portal.referral.closing import CanNotClose, Ending, close, ended
from portal.referral.history import timeline
from portal.referral.lifecycle import OPEN, WORK, MoveRefused, Stage
from portal.referral.messages import messages
from portal.referral.moving import ChangedMeanwhile
from portal.referral.records import Closing, Distance, Referral
from portal.referral.retention import erase
from tests.support.heart import BY_EMAIL, outgoing_of, receive, referral_of

WELL = Ending(["conference", "agreement"], ["apology", "agreement_kept"], [], "I sleep again.")


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        receipt = receive(db, office, BY_EMAIL)
        referral_of(db, receipt).stage = "follow_up"
    return receipt


def finish(session, office, receipt, pat, ending=WELL, *, ask_them=False, version=None):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        close(
            db,
            office,
            referral,
            pat,
            version=version or referral.version,
            ending=ending,
            ask_them=ask_them,
        )


def look(session, receipt):
    with session() as db:
        return referral_of(db, receipt)


def test_closing_keeps_what_was_done_and_what_came_of_it(session, office, receipt, pat):
    finish(session, office, receipt, pat)
    with session() as db:
        referral = referral_of(db, receipt)
        found = ended(db, office, referral)
        row = db.get_one(Closing, referral.id)
    assert (referral.stage, referral.is_open) == ("closed", False)
    assert (found.ending, found.by, found.at) == (WELL, pat.id, office.now())
    assert b"sleep" not in row.body
    assert referral.finished_at == office.now()
    assert referral.check_back_at - office.now() == timedelta(days=182)


def test_an_event_says_that_it_closed_and_nothing_of_the_persons_words(
    session, office, receipt, pat
):
    finish(session, office, receipt, pat)
    with session() as db:
        told = timeline(db, receipt.referral_id)
    assert told[-1].verb == "close"
    assert told[-1].details == {"before": "follow_up", "after": "closed"}
    assert not any("sleep" in str(vars(each)) for each in told)


@pytest.mark.parametrize(
    "ending",
    [
        Ending([], ["heard"]),
        Ending(["conference"], []),
        Ending(["coaching"], ["heard"]),
        Ending(["conference"], ["agreement_kept", "agreement_not_kept"]),
    ],
)
def test_what_is_missing_or_does_not_fit_closes_nothing(session, office, receipt, pat, ending):
    with pytest.raises(CanNotClose) as refusal:
        finish(session, office, receipt, pat, ending)
    assert refusal.value.conflicts
    assert look(session, receipt).stage == "follow_up"
    with session() as db:
        assert ended(db, office, referral_of(db, receipt)) is None


def test_a_code_that_does_not_exist_closes_nothing(session, office, receipt, pat):
    with pytest.raises(ValueError, match="no such code"):
        finish(session, office, receipt, pat, Ending(["dancing"], ["heard"]))


@pytest.mark.parametrize("stage", sorted(set(Stage) - WORK))
def test_only_what_is_being_worked_on_can_be_closed(session, office, receipt, pat, stage):
    with session.begin() as db:
        referral_of(db, receipt).stage = stage
    with pytest.raises(MoveRefused):
        finish(session, office, receipt, pat)
    with session() as db:
        assert db.get(Closing, receipt.referral_id) is None


def test_two_who_close_at_once_notice_each_other(session, office, receipt, pat):
    finish(session, office, receipt, pat, version=1)
    with pytest.raises(ChangedMeanwhile):
        finish(session, office, receipt, pat, Ending(["circle"], ["heard"]), version=1)
    with session() as db:
        assert ended(db, office, referral_of(db, receipt)).ending == WELL


def test_closing_asks_how_things_are_if_that_is_right(session, office, receipt, pat):
    with session.begin() as db:
        other = receive(db, office, BY_EMAIL)
        referral_of(db, other).stage = "follow_up"
    finish(session, office, receipt, pat, ask_them=True)
    finish(session, office, other, pat, ask_them=False)
    with session() as db:
        asked = db.scalars(select(Distance)).all()
        assert [(each.referral_id, each.point) for each in asked] == [
            (receipt.referral_id, "close")
        ]
        assert len(messages(db, office, referral_of(db, receipt))) == 1
        assert [each.purpose for each in outgoing_of(db, receipt)] == ["message"]
        assert outgoing_of(db, other) == []


def test_what_was_counted_stays_true_when_it_is_erased(session, office, receipt, pat):
    finish(session, office, receipt, pat, ask_them=True)
    with session.begin() as db:
        erase(db, office, referral_of(db, receipt), pat.id)
    with session() as db:
        row = db.get_one(Closing, receipt.referral_id)
        assert (row.outcomes, row.body) == (["apology", "agreement_kept"], None)


def test_silence_never_closes_a_case(session, office, engine, clock):
    """Whatever the daily housekeeping does, for years, an open referral stays open."""
    with session.begin() as db:
        for stage in sorted(OPEN):
            referral_of(db, receive(db, office, BY_EMAIL)).stage = stage

    def open_ones():
        with session() as db:
            found = select(Referral.id, Referral.stage).where(Referral.is_open)
            return sorted(map(tuple, db.execute(found)), key=str)

    before = open_ones()
    for _ in range(4):
        clock.forward(days=800)
        tidy(engine, office)
        assert open_ones() == before
    assert len(before) >= len(OPEN)
