"""The person stops: whoever was told because they agreed is told to stop too, and nobody else."""

import pytest
from sqlalchemy import select

from portal.referral import following, working
from portal.referral.handing_on import hand_offs
from portal.referral.joining import join
from portal.referral.pairs import notice
from portal.referral.records import CrossReferral, HandOff, Referral
from portal.referral.reopening import reopen
from tests.support.crossed import TOLD, hand, provider
from tests.support.handing_on import destination, hub_for, of_receipt, one_round, place_of
from tests.support.heart import make_office, receive, referral_of, strangers

WENT, BACK = ("document", "sent", ""), ("withdrawal", "waiting", "withdrawn")


@pytest.fixture
def office(engine, clock):
    """A hub with a case system on a ground of its own, and advisers who need a yes."""
    hub = hub_for(destination("first"), destination("advice", service="vcas"))
    made = make_office(engine, clock, hub)
    strangers(engine, made)
    return made


def told(session, office, *places):
    """A referral of somebody who agreed, which went to these places."""
    with session.begin() as db:
        receipt = receive(db, office, TOLD, share_with=["vcas"])
        for key in places:
            referral = referral_of(db, receipt)
            hand_offs.hand_on(db, office, referral, place_of(db, office, key), None)
    for _ in places:
        one_round(session, office)
    office.clock.forward(minutes=1)
    return receipt


def by_person(db, office, referral, pat):
    following.stop(db, office, referral)


def by_staff(db, office, referral, pat):
    working.withdraw(db, office, referral, pat, version=referral.version, told="On the phone")


def stop(session, office, receipt, pat, verb=by_person):
    with session.begin() as db:
        verb(db, office, referral_of(db, receipt), pat)


def stands(session, receipt):
    """What went to each place, and how it stands there."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    with session() as db:
        for each in of_receipt(db, receipt):
            found.setdefault(each.destination, []).append((each.notice, each.state, each.reason))
    return found


@pytest.mark.parametrize("verb", [by_person, by_staff])
def test_who_was_told_by_consent_hears_it_and_who_has_another_ground_keeps_it(
    session, office, pat, verb
):
    another = told(session, office, "advice")
    receipt = told(session, office, "advice", "first")
    stop(session, office, receipt, pat, verb)
    assert stands(session, receipt) == {"advice": [WENT, BACK], "first": [WENT]}
    assert stands(session, another) == {"advice": [WENT]}
    claimed, leaving = one_round(session, office)
    assert (claimed.referral_id, leaving.notice) == (receipt.referral_id, "withdrawal")
    assert "answers" not in leaving.document
    with session() as db:
        went = of_receipt(db, receipt)[1]
        assert (went.state, went.made_by) == ("sent", pat.id if verb is by_staff else None)


def test_what_a_provider_took_on_is_no_longer_in_its_inbox(session, office, pat):
    receipt = told(session, office)
    with session.begin() as db:
        hand(db, office, referral_of(db, receipt), provider(db, office), pat)
    stop(session, office, receipt, pat)
    with session() as db:
        (cross,) = db.scalars(select(CrossReferral))
        assert (cross.state, cross.is_open, cross.body) == ("recalled", False, None)


def test_what_may_have_got_there_is_taken_back_and_what_never_left_is_only_stopped(
    session, office, pat
):
    with session.begin() as db:
        receipt = receive(db, office, TOLD, share_with=["vcas", "police"])
        on = referral_of(db, receipt), place_of(db, office, "advice")
        hand_offs.hand_on(db, office, *on, None)
    one_round(session, office, refuses="no_answer")
    stop(session, office, receipt, pat)
    assert stands(session, receipt) == {"advice": [("document", "stopped", "withdrawn"), BACK]}
    never = told(session, office)
    with session.begin() as db:
        on = referral_of(db, never), place_of(db, office, "advice")
        hand_offs.hand_on(db, office, *on, None)
    stop(session, office, never, pat)
    assert stands(session, never) == {"advice": [("document", "stopped", "withdrawn")]}


@pytest.mark.parametrize("said_on", [0, 1])
def test_of_one_that_was_joined_it_is_taken_back_wherever_any_telling_went(
    session, office, pat, said_on
):
    both = told(session, office, "advice"), told(session, office)
    with session.begin() as db:
        hand(db, office, referral_of(db, both[1]), provider(db, office), pat)
        one, other = (referral_of(db, each) for each in both)
        match = notice(db, office, one, other, pat)
        join(db, office, match, keep=one, by=pat, version=match.version)
    stop(session, office, both[said_on], pat)
    assert stands(session, both[0]) == {"advice": [WENT, BACK]}
    with session() as db:
        assert [each.state for each in db.scalars(select(CrossReferral))] == ["recalled"]


def test_opened_again_it_goes_nowhere_by_itself_and_stopping_reaches_what_went_before(
    session, office, pat
):
    receipt = told(session, office, "advice")
    with session.begin() as db:
        referral = referral_of(db, receipt)
        referral.stage, referral.is_open = "closed", False
        said = {"version": referral.version, "person_asked": True, "reason": "They rang"}
        later = reopen(db, office, referral, pat, **said)
    stop(session, office, later, pat)
    assert stands(session, receipt) == {"advice": [WENT, BACK]}
    one_round(session, office)
    office.clock.forward(minutes=1)
    with session.begin() as db:
        referral = referral_of(db, later)
        said = {"version": referral.version, "person_asked": True, "reason": "They rang again"}
        newest = reopen(db, office, referral, pat, **said)
    assert one_round(session, office) is None
    with session() as db:
        assert db.scalars(select(HandOff).filter_by(referral_id=newest.referral_id)).all() == []
        assert db.get_one(Referral, newest.referral_id).stage == "submitted"
