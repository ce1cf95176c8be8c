"""What a hold or a joining stopped is not forgotten when that is over: it waits for staff."""

import pytest

from portal.referral import holding, objecting, triage
from portal.referral.handing_on import hand_offs
from portal.referral.handing_on.asking_first import ask_first, open_requests, why_not_ask
from portal.referral.handing_on.lists import View, count
from portal.referral.joining import join, undo
from portal.referral.pairs import notice
from portal.referral.records import HandOff
from tests.support.among import among_strangers
from tests.support.crossed import TOLD
from tests.support.handing_on import destination, hub_for, of_receipt, one_round, place_of
from tests.support.heart import receive, referral_of


@pytest.fixture
def office(engine, clock):
    """A hub that hands every accepted referral on to its case system, and to advisers."""
    hub = hub_for(destination("first", when="accepted"), destination("advice", service="vcas"))
    return among_strangers(engine, clock, hub)


@pytest.fixture
def told(session, office, pat):
    """An accepted referral, which waits to go there."""
    with session.begin() as db:
        receipt = receive(db, office, TOLD)
    act(session, office, receipt, triage.accept, pat)
    assert states(session, receipt) == ["waiting"]
    return receipt


def act(session, office, receipt, verb, pat, **said):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        verb(db, office, referral, pat, version=referral.version, **said)


def states(session, receipt):
    with session() as db:
        return [each.state for each in of_receipt(db, receipt)]


def waits_for_staff(session, office, receipt, pat):
    assert states(session, receipt) == ["held"]
    assert one_round(session, office) is None
    with session.begin() as db:
        assert count(db, office, View.HELD) == 1
        (hand_off,) = of_receipt(db, receipt)
        hand_offs.let_go(db, office, db.get_one(HandOff, hand_off.id), pat)
    assert one_round(session, office) is not None
    assert states(session, receipt) == ["sent"]


def test_after_a_hold_it_stands_among_what_is_held_back(session, office, pat, told):
    act(session, office, told, holding.hold, pat, reason="A danger.")
    assert states(session, told) == ["stopped"]
    act(session, office, told, holding.release, pat)
    waits_for_staff(session, office, told, pat)


def test_after_an_objection_too(session, office, pat, told):
    with session.begin() as db:
        objecting.object_to(db, office, referral_of(db, told), "I never agreed.")
    act(session, office, told, holding.release, pat)
    waits_for_staff(session, office, told, pat)


def test_after_two_were_parted_too(session, office, pat, told):
    with session.begin() as db:
        case, other = receive(db, office, TOLD), referral_of(db, told)
        keep = referral_of(db, case)
        match = notice(db, office, keep, other, pat)
        join(db, office, match, keep=keep, by=pat, version=match.version)
    assert states(session, told) == ["stopped"]
    with session.begin() as db:
        match = db.merge(match)
        undo(db, office, match, by=pat, version=match.version)
    waits_for_staff(session, office, told, pat)


def test_a_question_that_a_joining_stopped_can_be_asked_again_when_that_is_undone(
    session, office, pat
):
    with session.begin() as db:
        case, other = (referral_of(db, receive(db, office, TOLD)) for _ in range(2))
        to = place_of(db, office, "advice")
        ask_first(db, office, other, to, pat, version=other.version)
        match = notice(db, office, case, other, pat)
        join(db, office, match, keep=case, by=pat, version=match.version)
        undo(db, office, match, by=pat, version=match.version)
        assert why_not_ask(db, other, to) is None
        ask_first(db, office, other, to, pat, version=other.version)
        assert [waits.destination for _, waits in open_requests(db, other)] == ["advice"]
