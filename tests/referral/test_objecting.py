"""Objecting: nothing goes out until staff have looked; and what a card alone can tell."""

import pytest

from portal.referral import handing_over, holding, outbox
from portal.referral.asking import write_to_person
from portal.referral.following import stop
from portal.referral.handing_over import NoHandover
from portal.referral.history import timeline
from portal.referral.messages import messages
from portal.referral.objecting import object_to, tell_by_card
from portal.referral.records.outgoing import Purpose
from tests.support.heart import BY_EMAIL, outgoing_of, put_out, receive, referral_of


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        return receive(db, office, BY_EMAIL)


def test_an_objection_stops_what_waits_and_is_due_at_once(session, office, receipt, clock):
    clock.forward(hours=2)
    with session.begin() as db:
        put_out(db, office, receipt)
        object_to(db, office, referral_of(db, receipt), "I did not agree")
    with session.begin() as db:
        referral = referral_of(db, receipt)
        assert (referral.stage, referral.due_for) == ("on_hold", "hold_review")
        assert referral.due_at == office.now()
        assert [each.reason for each in outgoing_of(db, receipt)] == ["objected"]
        assert outbox.put_out(db, office, referral, Purpose.MESSAGE) is None
        assert [text for _, text in messages(db, office, referral)] == ["I did not agree"]
        told = [(each.verb, each.actor) for each in timeline(db, referral.id)]
        assert told[-2:] == [("hold", "person"), ("objected", "person")]


def test_once_staff_ended_the_hold_it_goes_on(session, office, receipt, pat):
    with session.begin() as db:
        object_to(db, office, referral_of(db, receipt), "No")
    with session.begin() as db:
        referral = referral_of(db, receipt)
        holding.release(db, office, referral, pat, version=referral.version)
        assert (referral.stage, referral.due_at > office.now()) == ("submitted", True)
        write_to_person(db, office, referral, pat, text="We have looked")
        assert [each.state for each in outgoing_of(db, receipt)] == ["waiting"]


def test_an_objection_on_hold_is_due_again(session, office, receipt, pat, clock):
    with session.begin() as db:
        holding.hold(db, office, referral_of(db, receipt), pat, version=1, reason="Why")
    clock.forward(hours=1)
    with session.begin() as db:
        object_to(db, office, referral_of(db, receipt), "No")
        assert referral_of(db, receipt).due_at == office.now()


def test_an_objection_after_the_end_brings_it_up(session, office, receipt):
    with session.begin() as db:
        stop(db, office, referral_of(db, receipt))
        object_to(db, office, referral_of(db, receipt), "I never agreed")
        referral = referral_of(db, receipt)
        assert (referral.stage, referral.check_back_at) == ("withdrawn", office.now())


@pytest.mark.parametrize(("objects", "stage"), [(True, "on_hold"), (False, "submitted")])
def test_a_card_alone_can_tell_something(session, office, receipt, objects, stage):
    with session.begin() as db:
        code = handing_over.make(db, office, referral_of(db, receipt))[1]
    with session.begin() as db:
        tell_by_card(db, office, code, "Stop", objects=objects)
    with session() as db:
        referral = referral_of(db, receipt)
        assert referral.stage == stage
        assert timeline(db, referral.id)[-1].actor == "card"
        assert handing_over.find(db, office, code).taken_at is None


def test_a_card_that_ended_tells_nothing(session, office, receipt):
    with session.begin() as db:
        code = handing_over.make(db, office, referral_of(db, receipt))[1]
        handing_over.make(db, office, referral_of(db, receipt))
    with session.begin() as db, pytest.raises(NoHandover):
        tell_by_card(db, office, code, "Stop", objects=True)
